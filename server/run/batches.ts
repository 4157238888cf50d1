import { bareLink, isBare } from "#engine/bare.ts";
import type { Item } from "#engine/item.ts";
import type { Limits } from "#engine/map.ts";
import type { Plan } from "#engine/plan.ts";
import type { StoryRule } from "#engine/story.ts";
import { reasonText } from "#engine/reasons.ts";
import { firstPart } from "#engine/post.ts";
import { execute, type Result } from "#engine/run.ts";
import { writeMissing } from "../ledger/missing.ts";
import { scheduleDeliveries, type Range, type Wanted } from "../ledger/schedule.ts";
import { shortenerFor, writeLinks } from "../links/shorten.ts";
import type { Services, Trx } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import { type Fetched, FetchWanted } from "./fetched.ts";
import { type Fitted, fitter } from "./fit.ts";
import { givenWordings } from "./given.ts";
import { type PollFacts, type Warning, floods, floodWarning, gapWarning, pollFacts } from "./flood.ts";
import { addBatch, countDrop, type DropRecord, type Outcome, writeDrops } from "./outcome.ts";
import { writeUses } from "../media/uses.ts";
import { missingOf, showPictures } from "./pictures.ts";
import { listPublishers } from "./publishers.ts";
import { settleReposts } from "./reposts.ts";
import { itemsOf, type NewItem, type MapSource } from "./read.ts";

/** Items that go through the plan together: fewer where each may go to very many accounts, so that the memory stays bounded. */
const batchFor = (accounts: number): number => Math.max(1, Math.min(1000, Math.floor(50_000 / Math.max(1, accounts))));
/** Deliveries from which on a part of a run is written: bounds the memory, and how long the first post waits for the last item. */
const plannedAtOnce = 5_000;

export type RunKey = { workspaceId: string; id: string; mapId: string };

/** What a run works with: the live version, compiled, and what its nodes remember. `now` is the run's time, ISO 8601. */
export type Ready = {
  plan: Plan;
  limits: Limits;
  stories: StoryRule;
  version: number;
  states: Record<string, unknown>;
  now: string;
  /** Of the tick, and of the run's earlier parts. */ warnings: Warning[];
  /** What the run's earlier parts came to. */ outcome: Outcome;
  items: number;
  created: number;
};

/** What the batches of one part did; `outcome` is the sum with the parts before. */
export type Taken = {
  outcome: Outcome;
  /** Items that this part took. */
  items: number;
  created: number;
  held: number;
  drops: number;
  /** Between which the deliveries' numbers lie; null where there is none. */
  numbers: Range | null;
  /** Accounts that have something to send now. */
  accounts: Set<string>;
  /** Last item taken, by source. */
  last: Map<string, number>;
  states: Record<string, unknown>;
  warnings: Warning[];
};

type Work = { run: RunKey; ready: Ready; list: MapSource[]; seqs: number[]; fetched: Fetched };

/** Takes new items through the plan, batch by batch, until they make a part, and writes their deliveries and drops. */
export async function takeBatches(
  trx: Trx,
  services: Services,
  { run, ready, list, seqs, fetched }: Work,
): Promise<Taken> {
  const accounts = seqs.length === 0 ? [] : await listPublishers(trx, run.workspaceId);
  const taken: Taken = {
    outcome: ready.outcome,
    items: 0,
    created: 0,
    held: 0,
    drops: 0,
    numbers: null,
    accounts: new Set(),
    last: new Map(),
    states: ready.states,
    warnings: [],
  };
  const postFor = fitter(services.nodes.networks, await houseRules(trx, run.workspaceId));
  const links = await shortenerFor(trx, services, run.workspaceId, ready.plan.document);
  const sources = new Map(list.map((source) => [source.source, source]));
  const told = new Set<number>();
  const wanted: Wanted[] = [];
  const lacking = { media: new Map<string, "picture" | "video">(), pages: new Set<string>() };
  const batchSize = batchFor(accounts.length);
  for (let start = 0; start === 0 || (start < seqs.length && wanted.length < plannedAtOnce); start += batchSize) {
    const batch = await itemsOf(trx, run.workspaceId, seqs.slice(start, start + batchSize));
    const facts = await pollFacts(trx, run.workspaceId, pollsOf(batch));
    const flooded = flood(facts, ready.limits, sources, told, taken.warnings);
    const result = execute(ready.plan, {
      feeds: feedsOf(ready.plan, batch, sources),
      now: Date.parse(ready.now),
      states: taken.states,
      accounts,
      process: services.nodes.process,
      expand: services.nodes.expand,
      given: await givenWordings(
        trx,
        services,
        run.workspaceId,
        ready.plan,
        batch.map(({ item }) => item),
      ),
      clock: () => performance.now(),
    });
    taken.states = result.states;
    addBatch(taken.outcome, result);
    letGoneGo(result, taken.outcome, batch, sources);
    settleReposts(result, services.nodes.networks, (node) => countDrop(taken.outcome, node));
    taken.items += batch.length;
    for (const { source, seq } of batch) taken.last.set(source, seq);
    const origin = originsOf(batch, ({ source }) => sources.get(source)?.key ?? source);
    const shown = await showPictures(trx, services, run.workspaceId, result.wanted, fetched).catch((error: unknown) => {
      if (!(error instanceof FetchWanted)) throw error;
      for (const [address, kind] of error.media) lacking.media.set(address, kind);
      for (const address of error.pages) lacking.pages.add(address);
      return () => ({ media: null, trouble: null });
    });
    const awaited = (one: Result["wanted"][number]) => missingOf(one, shown(one))?.waits != null;
    letBareGo(result, taken.outcome, (one) => shown(one).media !== null || awaited(one));
    const made = (one: Result["wanted"][number]) => {
      const seen = shown(one);
      const fitted = postFor(one.account, links.item(one.item), seen.media, one.shape, one.picture?.describe);
      const missing = missingOf(one, seen);
      // Once it is there, it goes where it would have stood.
      const card = firstPart(fitted.post).card !== undefined && missing?.kind === "picture";
      return {
        ...fitted,
        ...links.post(one.account, one.item, fitted.post),
        missing: missing === null ? null : { ...missing, card },
      };
    };
    wanted.push(...wantedOf(result, origin, flooded, made));
    await keepDrops(trx, run, taken, dropsOf(result, origin));
  }
  // All that the part wants is asked for together; what was written so far is taken back with the transaction.
  if (lacking.media.size + lacking.pages.size > 0) throw new FetchWanted(lacking);
  await schedule(trx, run, ready, taken, wanted);
  return taken;
}

/** What has no words is let go where its picture could not be had, or its network takes none. */
function letBareGo(result: Result, outcome: Outcome, isShown: (one: Result["wanted"][number]) => boolean): void {
  const bare = result.wanted.filter((one) => isBare(one.item) && one.shape.share !== "repost" && !isShown(one));
  if (bare.length === 0) return;
  result.wanted = result.wanted.filter((one) => !bare.includes(one));
  for (const { node, item, account } of bare) {
    result.drops.push({ node, item, account, ...bareLink });
    countDrop(outcome, node);
  }
}

/** What its author deleted before the map read it is let go at its source. */
function letGoneGo(result: Result, outcome: Outcome, batch: readonly NewItem[], sources: Map<string, MapSource>): void {
  for (const { item, source, gone } of batch) {
    for (const node of gone ? (sources.get(source)?.nodes ?? []) : []) {
      const reason = reasonText("source_gone")!;
      result.drops.push({ node, item, account: null, code: "source_gone", reason });
      countDrop(outcome, node);
    }
  }
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
const pollsOf = (batch: NewItem[]): number[] => [
  ...new Set(batch.flatMap(({ poll, baseline }) => (poll === null || baseline ? [] : [poll]))),
];

export function wantedOf(
  result: Result,
  origin: Map<string, NewItem>,
  flooded: Set<number>,
  postFor: (one: Result["wanted"][number]) => Fitted & Pick<Wanted, "missing" | "short">,
): Wanted[] {
  return result.wanted.map((one) => {
    const { node, account, item, topic, wording } = one;
    const from = origin.get(item.key);
    return {
      node,
      accountId: account.id,
      network: account.network,
      itemKey: item.key,
      itemSeq: from?.seq ?? null,
      // As its source says it, whatever steps made of it: a story is recognised by that.
      itemTitle: from?.item.title ?? item.title,
      ...postFor(one),
      link: item.link,
      source: from?.source ?? null,
      ...(item.anchored === true ? { anchored: true } : {}),
      ...(wording === undefined ? {} : { wording }),
      topic,
      review: from !== undefined && from.poll !== null && flooded.has(from.poll),
    };
  });
}

function dropsOf(result: Result, origin: Map<string, NewItem>): DropRecord[] {
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

async function keepDrops(trx: Trx, run: RunKey, taken: Taken, drops: DropRecord[]): Promise<void> {
  await writeDrops(trx, run, drops);
  taken.drops += drops.length;
}

/** Hands what is wanted to the ledger; what it refuses is a drop. */
async function schedule(trx: Trx, run: RunKey, ready: Ready, taken: Taken, wanted: Wanted[]): Promise<void> {
  if (wanted.length === 0) return;
  const scheduled = await scheduleDeliveries(trx, {
    workspaceId: run.workspaceId,
    mapId: run.mapId,
    version: ready.version,
    runId: run.id,
    // The cap is the run's, however many parts it is written in.
    limits: { ...ready.limits, perRun: Math.max(0, ready.limits.perRun - ready.created) },
    stories: ready.stories,
    now: ready.now,
    wanted,
  });
  taken.created += scheduled.created;
  taken.held += scheduled.held;
  taken.numbers = scheduled.numbers;
  if (
    scheduled.numbers !== null &&
    wanted.some(({ post }) => post.parts.some(({ media, card }) => media !== undefined || card?.picture !== undefined))
  )
    await writeUses(trx, run.workspaceId, scheduled.numbers);
  if (scheduled.numbers !== null) await writeLinks(trx, run.workspaceId, scheduled.numbers, wanted);
  if (scheduled.numbers !== null) await writeMissing(trx, run.workspaceId, scheduled.numbers, wanted);
  for (const account of scheduled.accounts) taken.accounts.add(account);
  const refused = scheduled.drops.map(({ wanted: { node, itemSeq, itemKey, itemTitle, accountId }, code, reason }) => ({
    node,
    itemSeq,
    itemKey,
    title: itemTitle,
    accountId,
    code,
    reason,
  }));
  for (const { node } of refused) countDrop(taken.outcome, node);
  await keepDrops(trx, run, taken, refused);
}

/** The polls whose items wait for a person; says so once per poll. */
function flood(
  facts: Map<number, PollFacts & { source: string }>,
  limits: Limits,
  sources: Map<string, MapSource>,
  told: Set<number>,
  warnings: Warning[],
) {
  const flooded = new Set<number>();
  for (const [id, poll] of facts) {
    const source = sources.get(poll.source);
    if (source === undefined) continue;
    const held = floods(poll, limits);
    if (held) flooded.add(id);
    if (told.has(id)) continue;
    told.add(id);
    if (poll.gap) warnings.push(gapWarning(source));
    if (held) warnings.push(floodWarning(source, poll));
  }
  return flooded;
}

export function feedsOf(plan: Plan, batch: NewItem[], sources: Map<string, MapSource>): Record<string, Item[]> {
  const feeds: Record<string, Item[]> = Object.fromEntries(plan.sources.map(({ id }) => [id, []]));
  for (const { source, item, gone } of batch) {
    if (gone) continue;
    for (const node of sources.get(source)?.nodes ?? []) feeds[node]?.push(item);
  }
  return feeds;
}
