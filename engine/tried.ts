import { executeAhead } from "./ahead.ts";
import { type Case, itemOf } from "./cases.ts";
import { reach } from "./graph.ts";
import type { Publisher } from "./node.ts";
import type { Plan } from "./plan.ts";
import { matchRef } from "./ref.ts";
import type { Drop, Input, Result, Wanted } from "./run.ts";
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

/** Sends it through by itself, with empty memories. */
const alone = (plan: Plan, { from, on, ...one }: Pick<Case, "id" | "from" | "on" | "item">, ground: Ground): Result =>
  executeAhead(plan, { ...ground, feeds: { [from]: [itemOf(one)] }, now: Date.parse(on), states: {}, sample: 1 })
    .result;

/** What was let go at a step, and at those that lead to it: other branches have nothing to do with it. */
function dropsBefore(plan: Plan, to: string, drops: readonly Drop[]): Drop[] {
  const previous = new Map(plan.nodes.map(({ id, inputs }) => [id, inputs.map(({ from }) => from.node)]));
  const before = reach([to], previous);
  return drops.filter(({ node }) => before.has(node));
}

function become(plan: Plan, one: Case, target: boolean, ground: Ground, say: (wanted: Wanted) => string): Got {
  const { to, account } = one;
  const result = alone(plan, one, ground);
  const whom = account === undefined ? null : matchRef(account, ground.accounts);
  const meant = ({ id: other }: Publisher) => whom === null || (whom.kind === "one" && whom.account.id === other);
  const wanted = result.wanted.find((each) => each.node === to && meant(each.account));
  const step = result.steps.find((each) => each.node === to);
  const came = target ? wanted !== undefined : (step?.itemsIn ?? 0) > 0;
  const text = target ? wanted && say(wanted) : step?.items[0]?.text;
  const drop = came
    ? undefined
    : dropsBefore(plan, to, result.drops).findLast((each) => each.account === null || meant(each.account));
  return { came, text: text ?? null, end: drop === undefined ? null : { node: drop.node, reason: drop.reason } };
}

/** What becomes of it at a target: with anybody, and with each account that it is for, or that is left out there. */
export type End = { node: string; anybody: Got; accounts: (Got & { account: Publisher })[] };

/** What becomes of one item at each target, as a case of it would say. Pure. */
export function endsOf(
  plan: Plan,
  one: Pick<Case, "from" | "on" | "item">,
  ground: Ground,
  say: (wanted: Wanted) => string,
): End[] {
  const { wanted, drops: all } = alone(plan, { id: "case", ...one }, ground);
  return plan.nodes.flatMap(({ id, kind }) => {
    if (kind !== "target") return [];
    const drops = dropsBefore(plan, id, all);
    const reached = new Map(wanted.toReversed().flatMap((each) => (each.node === id ? [[each.account.id, each]] : [])));
    const left = drops.flatMap(({ node, account }) => (node === id && account !== null ? [account] : []));
    const accounts = new Map(
      [...[...reached.values()].map(({ account }) => account), ...left].map((one) => [one.id, one]),
    );
    const got = (there: Wanted | undefined, drop: Drop | undefined): Got => ({
      came: there !== undefined,
      text: there === undefined ? null : say(there),
      end: there !== undefined || drop === undefined ? null : { node: drop.node, reason: drop.reason },
    });
    return {
      node: id,
      anybody: got(
        wanted.find(({ node }) => node === id),
        drops.at(-1),
      ),
      accounts: [...accounts].map(([key, account]) => ({
        account,
        ...got(
          reached.get(key),
          drops.findLast((drop) => drop.account === null || drop.account.id === key),
        ),
      })),
    };
  });
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
