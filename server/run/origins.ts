import { occasionOf } from "#engine/again.ts";
import { bareLink, isBare } from "#engine/bare.ts";
import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Result } from "#engine/run.ts";
import type { Wanted } from "../ledger/wanted.ts";
import type { Fitted } from "./fit.ts";
import { countDrop, type DropRecord, type Outcome } from "./outcome.ts";
import type { MapSource, NewItem, Origin } from "./read.ts";

export function feedsOf(plan: Plan, batch: NewItem[], sources: Map<string, MapSource>): Record<string, Item[]> {
  const feeds: Record<string, Item[]> = Object.fromEntries(plan.sources.map(({ id }) => [id, []]));
  for (const { source, item, gone } of batch) {
    if (gone) continue;
    for (const node of sources.get(source)?.nodes ?? []) feeds[node]?.push(item);
  }
  return feeds;
}

/**
 * Where the items of a batch are from, by their keys. One that several sources brought is of the first of them by name, in a run and in
 * a preview.
 */
export function originsOf<One extends { item: Item }>(batch: readonly One[], nameOf: (one: One) => string) {
  const origins = new Map<string, One>();
  for (const one of batch) {
    const other = origins.get(one.item.key);
    if (other === undefined || nameOf(one) < nameOf(other)) origins.set(one.item.key, one);
  }
  return origins;
}

/** Polls that brought the items, except a source's first. */
export const pollsOf = (batch: NewItem[]): number[] => [
  ...new Set(batch.flatMap(({ poll, baseline }) => (poll === null || baseline ? [] : [poll]))),
];

/** Whether what is from there waits for a person: its poll was held by the flood protection, in this run or when a step kept it. */
export const waitsForReview =
  (flooded: ReadonlySet<number>) =>
  ({ poll, review }: Origin): boolean =>
    review === true || (poll !== null && flooded.has(poll));

export function wantedOf(
  result: { readonly wanted: readonly Result["wanted"][number][] },
  origin: ReadonlyMap<string, Origin>,
  flooded: ReadonlySet<number>,
  postFor: (one: Result["wanted"][number]) => Fitted & Pick<Wanted, "missing" | "short" | "pass" | "wordings">,
): Wanted[] {
  return result.wanted.map((one) => {
    const { node, account, item, topic, wording, timed } = one;
    const from = origin.get(item.key);
    return {
      node,
      accountId: account.id,
      network: account.network,
      itemKey: item.key,
      itemSeq: from?.seq ?? null,
      // As its source says it, whatever steps made of it: a story is recognised by that.
      itemTitle: from?.item?.title ?? item.title,
      ...postFor(one),
      link: item.link,
      source: from?.source ?? null,
      ...(item.anchored === true ? { anchored: true } : {}),
      ...(wording === undefined ? {} : { wording }),
      ...(item.machine === undefined ? {} : { machine: item.machine }),
      ...repeatOf(item),
      ...(timed === undefined ? {} : { timed }),
      topic,
      review: from !== undefined && waitsForReview(flooded)(from),
    };
  });
}

/** What the ledger has to know of an item that goes out once more. */
export const repeatOf = ({ again }: Item): Pick<Wanted, "again"> =>
  again === undefined ? {} : { again: { occasion: occasionOf(again), gap: again.gap } };

export function dropsOf(result: Result, origin: ReadonlyMap<string, Origin>): DropRecord[] {
  return result.drops.map(({ node, item, account, code, reason }) => ({
    node,
    itemSeq: origin.get(item.key)?.seq ?? null,
    itemKey: item.key,
    title: item.title,
    accountId: account?.id ?? null,
    code,
    reason,
  }));
}

/** What its author deleted before the map read it is let go at its source. */
export function letGoneGo(
  result: Result,
  outcome: Outcome,
  batch: readonly NewItem[],
  sources: Map<string, MapSource>,
): void {
  for (const { item, source, gone } of batch) {
    for (const node of gone ? (sources.get(source)?.nodes ?? []) : []) {
      const reason = reasonText("source_gone")!;
      result.drops.push({ node, item, account: null, code: "source_gone", reason });
      countDrop(outcome, node);
    }
  }
}

/** What has no words is let go where its picture could not be had, or its network takes none. */
export function letBareGo(result: Result, outcome: Outcome, isShown: (one: Result["wanted"][number]) => boolean): void {
  const bare = result.wanted.filter((one) => isBare(one.item) && one.shape.share !== "repost" && !isShown(one));
  if (bare.length === 0) return;
  result.wanted = result.wanted.filter((one) => !bare.includes(one));
  for (const { node, item, account } of bare) {
    result.drops.push({ node, item, account, ...bareLink });
    countDrop(outcome, node);
  }
}
