import type { Item } from "./item.ts";
import { joinMarks } from "./machine.ts";
import type { Dropped, Outcome } from "./node.ts";
import { distinct, saying, wordingId, type Wording, type Wordings, wordingsOf } from "./wordings.ts";

/**
 * A rewrite over items of which some have several wordings: it does to each wording what it does to a text, as if the item said nothing else. A
 * wording of which nothing is left goes; an item goes with its last one. `rewrite` is the step, its settings given.
 */
export function rewriteAll(items: readonly Item[], rewrite: (items: Item[]) => Outcome): Outcome {
  if (items.every(({ wordings }) => wordings === undefined)) return rewrite(items as Item[]);
  const worded = new Map<string, Wordings>();
  for (const item of items) {
    const wordings = wordingsOf(item);
    if (wordings !== null) worded.set(item.key, wordings);
  }
  const first = rewrite(items.map((item) => saying(item, item.text)));
  const rounds = [first];
  const most = Math.max(1, ...Array.from(worded.values(), ({ list }) => list.length));
  for (let round = 1; round < most; round += 1) {
    const some = items.flatMap((item) => {
      const wording = worded.get(item.key)?.list[round];
      return wording === undefined ? [] : [saying(item, wording.text)];
    });
    rounds.push(rewrite(some));
  }
  return { ...first, ...together(items, worded, rounds) };
}

type Left = { port: string; item: Item; list: Wording[]; short: Wordings["short"] };

/** What left in each round, as one item again, in the order in which the items came. */
function together(
  items: readonly Item[],
  worded: ReadonlyMap<string, Wordings>,
  rounds: readonly Outcome[],
): Pick<Outcome, "out" | "drops"> {
  const left = new Map<string, Left>();
  for (const [round, { out }] of rounds.entries())
    for (const [port, leaving] of Object.entries(out))
      for (const item of leaving) {
        const before = worded.get(item.key);
        const wording = before?.list[round];
        if (before === undefined || wording === undefined) continue;
        const { id } = wording;
        const meant = wording.for === undefined ? {} : { for: wording.for };
        // A step that makes wordings itself makes them of each.
        const made = item.wordings?.list.map((one) => ({ id: wordingId(`${id} ${one.id}`), text: one.text, ...meant }));
        const known = left.get(item.key);
        const short = item.wordings?.short ?? before.short;
        if (known === undefined)
          left.set(item.key, { port, item, list: made ?? [{ id, text: item.text, ...meant }], short });
        else {
          known.list.push(...(made ?? [{ id, text: item.text, ...meant }]));
          // A machine that made one of its wordings made one of them for somebody.
          known.item = { ...known.item, ...joinMarks(known.item.machine, item.machine) };
        }
      }
  const first = rounds[0]!;
  const ways = Object.entries(first.out).map(([port, leaving]) => [port, byKey(leaving)] as const);
  const out: Record<string, Item[]> = Object.fromEntries(ways.map(([port]) => [port, []]));
  for (const { key } of items) {
    const one = left.get(key);
    if (one !== undefined) (out[one.port] ??= []).push(withWordings(one));
    else if (!worded.has(key)) for (const [port, there] of ways) out[port]!.push(...(there.get(key) ?? []));
  }
  const drops: Dropped[] = first.drops.filter(({ item }) => !left.has(item.key));
  return { out, drops };
}

const byKey = (items: readonly Item[]): Map<string, Item[]> => Map.groupBy(items, ({ key }) => key);

function withWordings({ item, list: all, short }: Left): Item {
  const list = distinct(all);
  return { ...item, text: list[0]!.text, wordings: { short, list } };
}
