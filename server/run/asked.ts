import type { Answered, Ask } from "#engine/machine.ts";
import type { Step } from "#engine/run.ts";
import type { Text } from "#engine/text.ts";
import { MachineError, traitsOf } from "../machine/error.ts";
import { type MachineServices, openMachine } from "../machine/machine.ts";
import type { Warning } from "./flood.ts";

/** Calls at a time, the milliseconds that all of one part of a run may take, and asks that one run makes besides those that are known. */
const atOnce = 4;
const patience = 120_000;
const mostAsks = 100;
/** Texts of one step that a preview shows. */
const shown = 20;
/** After so many failures in a row that no trait explains, the run asks no more. */
const mostFailures = 3;

/** What machines answered so far, by the asks' names. */
type Words = { words: Map<string, Answered> };

/** The asks of steps that nobody has the answer to. */
export const unanswered = (
  { steps }: { steps: readonly Pick<Step, "asks">[] },
  { words }: Words,
): ReadonlyMap<string, Ask> =>
  new Map(steps.flatMap(({ asks }) => [...(asks ?? [])]).filter(([name]) => !words.has(name)));

/**
 * Has asks answered, each once, the known ones for nothing; what is too much, or would fail as the one before it did, is left out with the reason.
 * `most`: how many the machine is really asked; those beyond are said to be `later` (in a preview, where a person decides: `unasked`).
 */
export async function answerAsks(
  services: MachineServices,
  workspaceId: string,
  asks: ReadonlyMap<string, Ask>,
  found: Words["words"],
  { most = mostAsks, beyond = "later" }: { most?: number; beyond?: "later" | "unasked" } = {},
): Promise<void> {
  if (asks.size === 0) return;
  const machine = await openMachine(services, workspaceId);
  const { off } = machine;
  if (off !== undefined) {
    for (const name of asks.keys()) found.set(name, off);
    return;
  }
  const known = await machine.known(asks);
  for (const [name, answer] of known) found.set(name, answer);
  const unknown = [...asks].filter(([name]) => !known.has(name));
  // Those of earlier parts of the run count.
  const left = Math.max(0, most - found.size + known.size);
  const until = performance.now() + patience;
  let stopped: Answered | null = null;
  let failures = 0;
  const queue = unknown.slice(0, left).values();
  const work = async () => {
    for (const [name, ask] of queue) {
      const answer: Answered = stopped ?? (performance.now() > until ? without("later") : await machine.ask(ask));
      found.set(name, answer);
      if ("text" in answer) failures = 0;
      else if (traitsOf(answer.code).stops === true) stopped ??= answer;
      else if (traitsOf(answer.code).keep === undefined && (failures += 1) >= mostFailures) stopped ??= answer;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, unknown.length) }, work));
  for (const [name] of unknown.slice(left)) found.set(name, without(beyond));
}

const without = (code: "later" | "unasked"): Answered => ({ code, reason: new MachineError(code).text });

/** How many items of a step have no words, by why. */
export type Wordless = Map<string, { count: number; reason: Text }>;

export function addWordless(
  sum: Map<string, Wordless>,
  { node, asks }: Pick<Step, "node" | "asks">,
  { words }: Words,
): void {
  const own: Wordless = sum.get(node) ?? new Map();
  for (const name of asks?.keys() ?? []) {
    const answer = words.get(name);
    if (answer === undefined || "text" in answer) continue;
    const before = own.get(answer.code);
    own.set(answer.code, { count: (before?.count ?? 0) + 1, reason: answer.reason });
  }
  if (own.size > 0) sum.set(node, own);
}

/** Texts before and after a step that asks a machine, the newest first, as a preview shows them. */
export function madeBy(
  { asks = new Map() }: Pick<Step, "asks">,
  { words }: Words,
): { made: { before: string; after: string | null; reason: Text | null }[]; unasked: number } {
  const all = [...asks].flatMap(([name, { given }]) => {
    const answer = words.get(name);
    return answer === undefined ? [] : [{ before: given.text, answer }];
  });
  const asked = all.filter(({ answer }) => "text" in answer || answer.code !== "unasked");
  return {
    made: asked.slice(-shown).map(({ before, answer }) => ({
      before,
      ...("text" in answer ? { after: answer.text, reason: null } : { after: null, reason: answer.reason }),
    })),
    unasked: all.length - asked.length,
  };
}

/** Says of a run for how many items the machine gave no words, and why. */
export const warnWordless = (sum: ReadonlyMap<string, Wordless>): Warning[] =>
  [...sum].flatMap(([node, reasons]) => {
    const message = sayWordless(reasons);
    return message === null ? [] : [{ code: "machine", node, message }];
  });

export function sayWordless(reasons: Wordless | undefined): Text | null {
  const said = [...(reasons?.values() ?? [])].slice(0, 3).map(({ count, reason }): Text => ({
    en: `${count} ${count === 1 ? "item" : "items"} without words by the AI: ${reason.en}`,
    fr: `${count} ${count < 2 ? "nouvelle" : "nouvelles"} sans texte de l’IA : ${reason.fr}`,
  }));
  return said.length === 0 ? null : { en: said.map(({ en }) => en).join(" "), fr: said.map(({ fr }) => fr).join(" ") };
}
