import { z } from "zod";
import { hash } from "./fingerprint.ts";

/**
 * What happens once each wording of an item was given to somebody. `reuse`: they are given out again, in turn; `leave`: each goes out once, whoever
 * is left gets nothing; `people`: each belongs to one person (or page), on all networks of theirs, and whoever is left gets nothing.
 */
export const shortages = ["reuse", "leave", "people"] as const;
export type Shortage = (typeof shortages)[number];

/** Wordings of one item at most. */
export const mostWordings = 50;

/**
 * Several ways to say one item, of which each account gets one (allotment.ts). `id` follows from what the wording was made from, so that it is the
 * same in every run. `once`: it comes back, each account says each once, in the order in which they were written, and whoever said all gets nothing. The first is the item's own text: where that is another one, somebody wrote it anew, and the wordings are void.
 */
export const Wordings = z.strictObject({
  short: z.enum([...shortages, "once"]),
  list: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40),
        text: z.string().max(20_000),
        /** The network for which it was written; absent: those that have none of their own. */
        for: z.string().max(40).exactOptional(),
      }),
    )
    .min(1)
    .max(mostWordings),
});
export type Wordings = z.infer<typeof Wordings>;
export type Wording = Wordings["list"][number];

/** What a wording is known by, from what it was made from. */
export function wordingId(from: string): string {
  return hash(from)
    .map((half) => (half >>> 0).toString(36))
    .join("-");
}

/** Each text once for those it is for, the first to say it; no more than there may be. */
export function distinct(list: readonly Wording[]): Wording[] {
  const once = new Map<string, Wording>();
  for (const one of list) {
    const name = `${one.for ?? ""} ${one.text}`;
    if (!once.has(name)) once.set(name, one);
  }
  return [...once.values()].slice(0, mostWordings);
}

/** Those that an account of a network may say: the network's own, else those that are for all. */
export function wordingsAt(list: readonly Wording[], network: string): readonly Wording[] {
  if (list.every((one) => one.for === undefined)) return list;
  const own = list.filter((one) => one.for === network);
  return own.length > 0 ? own : list.filter((one) => one.for === undefined);
}

type Worded = { text: string; wordings?: Wordings };

/** An item's wordings, where its text was not written anew since. */
export const wordingsOf = ({ text, wordings }: Worded): Wordings | null =>
  wordings !== undefined && wordings.list[0]?.text === text ? wordings : null;

/** Everything that may be said of an item in its post: what looks for words that must not leave looks at all of it. */
export const textsOf = (item: Worded): string[] => wordingsOf(item)?.list.map(({ text }) => text) ?? [item.text];

/** The item as if it had never had several wordings, with this text. */
export function saying<Each extends Worded>({ wordings: _gone, ...item }: Each, text: string): Omit<Each, "wordings"> {
  return { ...item, text };
}
