import { executeAhead } from "./ahead.ts";
import { type Case, itemOf } from "./cases.ts";
import type { Publisher } from "./node.ts";
import type { Plan } from "./plan.ts";
import { matchRef } from "./ref.ts";
import type { Input, Wanted } from "./run.ts";
import type { Text } from "./text.ts";

/** What became of it. `text`: what it says there; `end`: where it was let go, and why, of what did not come. */
export type Got = { came: boolean; text: string | null; end: { node: string; reason: Text } | null };
/** `why` is null where it is as it must be; `node`: the step that does otherwise. */
export type Tried = { id: string; name: string; node: string; got: Got; why: Text | null };

/** What the steps are told, as in a run. */
export type Ground = Omit<Input, "feeds" | "now" | "states" | "kept" | "given" | "sample">;

/**
 * Sends each case's item through the plan, alone and with empty memories, at its own time, and what steps keep goes on as they would let it:
 * the code of a run. `say`: the words of a post. Pure.
 */
export function tryCases(plan: Plan, cases: readonly Case[], ground: Ground, say: (wanted: Wanted) => string): Tried[] {
  const steps = new Map(plan.nodes.map((node) => [node.id, node]));
  return cases.map((one) => {
    const { id: of, name, from, to, goes } = one;
    const gone = [from, to].find((step) => !steps.has(step));
    if (gone !== undefined) {
      const why = {
        en: `it needs the step “${gone}”, which is not in the map.`,
        fr: `il lui faut l’étape « ${gone} », qui n’est pas dans la carte.`,
      };
      return { id: of, name, node: "", got: { came: false, text: null, end: null }, why };
    }
    const got = become(plan, one, steps.get(to)!.kind === "target", ground, say);
    const node = goes && !got.came ? (got.end?.node ?? to) : to;
    return { id: of, name, node, got, why: unlike(one, got) };
  });
}

function become(
  plan: Plan,
  { from, on, to, account, ...one }: Case,
  target: boolean,
  ground: Ground,
  say: (wanted: Wanted) => string,
): Got {
  const { result } = executeAhead(plan, {
    ...ground,
    feeds: { [from]: [itemOf(one)] },
    now: Date.parse(on),
    states: {},
    sample: 1,
  });
  const whom = account === undefined ? null : matchRef(account, ground.accounts);
  const meant = ({ id: other }: Publisher) => whom === null || (whom.kind === "one" && whom.account.id === other);
  const wanted = result.wanted.find((each) => each.node === to && meant(each.account));
  const step = result.steps.find((each) => each.node === to);
  const came = target ? wanted !== undefined : (step?.itemsIn ?? 0) > 0;
  const text = target ? wanted && say(wanted) : step?.items[0]?.text;
  const drop = came ? undefined : result.drops.findLast((each) => each.account === null || meant(each.account));
  return { came, text: text ?? null, end: drop === undefined ? null : { node: drop.node, reason: drop.reason } };
}

const shown = (words: string): string => (words.length > 160 ? `${words.slice(0, 160)}…` : words);

/** What is not as it must be, as a sentence that begins small. */
function unlike({ goes, text }: Case, { came, text: said, end }: Got): Text | null {
  if (!goes)
    return came ? { en: "the item comes here, and must not.", fr: "la nouvelle arrive ici, et ne le doit pas." } : null;
  if (!came)
    return end === null
      ? { en: "the item does not come there.", fr: "la nouvelle n’y arrive pas." }
      : { en: `the item does not come there: ${end.reason.en}`, fr: `la nouvelle n’y arrive pas : ${end.reason.fr}` };
  if (text === undefined || text === said) return null;
  const [wanted, got] = [shown(text), shown(said ?? "")];
  return {
    en: `it should say “${wanted}”, and says “${got}”.`,
    fr: `elle devrait dire « ${wanted} », et dit « ${got} ».`,
  };
}

/** A case as the map does it now: what it must be is what it is. */
export const asNow = (one: Case, { came, text }: Got): Case => {
  const { text: _, ...rest } = one;
  return { ...rest, goes: came, ...(came && text !== null && one.text !== undefined ? { text } : {}) };
};
