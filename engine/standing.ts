import type { Answer, Back, Keeping } from "./kept.ts";
import { askedAlready, keptAlready, mostKept, type Standing } from "./keeping.ts";
import type { Plan } from "./plan.ts";
import type { Drop, Result } from "./run.ts";

/** One item that a step keeps. `place`: in the order in which they came; `asked`: somebody was asked about it, who answers at once (`open`). */
type Row<From> = Omit<Standing, "from" | "ask"> & {
  node: string;
  since: number;
  place: number;
  asked: boolean;
  open: boolean;
  origin: From | undefined;
};
/** What is given back to one step at once. */
export type Go<From> = { node: string; back: Back[]; from: Map<string, From> };

/**
 * What the steps of a plan keep, in memory: given back in the order and the portions in which a run gives it back (server/run/keep.ts). Whoever
 * is asked says yes at once. `From`: whatever is to be known of an item's origin later.
 */
type Store<From> = {
  /** When the next of it is due; Infinity: nothing is kept. */
  next: () => number;
  /** Takes what is due, step by step. */
  take: (now: number, atOnce: number) => Go<From>[];
  /** What the steps are given at one pass: `go` null, nothing back; `later` is still to come in this run. */
  given: (go: Go<From> | null, later: readonly Go<From>[]) => Record<string, Keeping>;
  /** Puts down what a pass keeps; gives what is let go instead. */
  put: (result: Pick<Result, "kept">, now: number, from: ReadonlyMap<string, From>, go: Go<From> | null) => Drop[];
  recall: (nodes: readonly string[], now: number) => void;
  counts: () => Map<string, number>;
};

export function openStore<From>(plan: Plan): Store<From> {
  const keepers = plan.keepers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const asks = new Set(keepers.flatMap(({ id, keeps }) => (keeps?.asks === true ? [id] : [])));
  const held = new Map(keepers.map(({ id }) => [id, new Map<string, Row<From>>()]));
  const asked = new Map([...asks].map((id) => [id, new Set<string>()]));
  const said = new Map([...asks].map((id) => [id, new Map<string, boolean>()]));
  /** Rows of what was given back in this pass, by what the step got. */
  const rows = new Map<Back, Row<From>>();
  let place = 0;
  let first: number | null = Infinity;
  const dueOf = ({ until, since, open }: Row<From>): number => (open ? since : until);
  const yes = (at: number): Answer => ({ yes: true, text: null, word: "", by: "", at });
  return {
    next: () => {
      if (first === null) {
        first = Infinity;
        for (const own of held.values()) for (const row of own.values()) first = Math.min(first, dueOf(row));
      }
      return first;
    },
    take: (now, atOnce) => {
      rows.clear();
      first = null;
      const gos: Go<From>[] = [];
      let taken = 0;
      for (const { id, keeps } of keepers) {
        const own = held.get(id)!;
        const due = [...own.values()].filter((row) => dueOf(row) <= now).toSorted((a, b) => a.place - b.place);
        // Of several steps that are full the next one waits for the next part.
        if (due.length === 0 || taken >= mostKept) continue;
        taken += due.length;
        const from = new Map<string, From>();
        const back = due.map((row) => {
          own.delete(row.item.key);
          const { item, since, until } = row;
          const one: Back = { item, since, until, answer: row.asked ? yes(now) : null };
          if (row.asked) said.get(id)?.set(item.key, true);
          rows.set(one, row);
          if (row.origin !== undefined) from.set(item.key, row.origin);
          return one;
        });
        const size = keeps?.give === "each" ? atOnce : back.length;
        for (let start = 0; start < back.length; start += size)
          gos.push({ node: id, back: back.slice(start, start + size), from });
      }
      return gos;
    },
    given: (go, later) =>
      Object.fromEntries(
        keepers.map(({ id }): [string, Keeping] => {
          const waits = later.reduce((sum, one) => sum + (one !== go && one.node === id ? one.back.length : 0), 0);
          const told = go === null ? undefined : said.get(id);
          const known = told === undefined || told.size === 0 ? {} : { said: told };
          return [id, { back: go?.node === id ? go.back : [], holding: held.get(id)!.size + waits, ...known }];
        }),
      ),
    put: ({ kept }, now, from, go) => {
      const drops: Drop[] = [];
      for (const { node, item, until, from: back, ask } of kept) {
        const own = held.get(node)!;
        const known = back === null ? undefined : rows.get(back);
        const before = asked.get(node);
        const anew = ask !== undefined && known === undefined;
        if (own.has(item.key) || (anew && before?.has(item.key) === true)) {
          const [code, reason] = own.has(item.key)
            ? (["kept_already", keptAlready] as const)
            : (["asked_already", askedAlready] as const);
          drops.push({ node, item, account: null, code, reason });
          continue;
        }
        if (anew) before?.add(item.key);
        const row = {
          ...{ node, item, until, open: anew },
          since: known?.since ?? now,
          place: known?.place ?? (place += 1),
          asked: ask !== undefined || known?.asked === true,
          origin: known?.origin ?? from.get(item.key) ?? go?.from.get(item.key),
        };
        own.set(item.key, row);
        if (first !== null) first = Math.min(first, dueOf(row));
      }
      return drops;
    },
    recall: (nodes, now) => {
      for (const node of nodes) for (const row of held.get(node)?.values() ?? []) row.until = now;
      if (nodes.length > 0) first = null;
    },
    counts: () => new Map([...held].flatMap(([id, own]) => (own.size === 0 ? [] : [[id, own.size] as const]))),
  };
}
