import type { Limits } from "#engine/map.ts";
import type { Plan } from "#engine/plan.ts";
import type { StoryRule } from "#engine/story.ts";
import { firstPart } from "#engine/post.ts";
import { repostOf } from "#engine/repost.ts";
import { execute, type Result } from "#engine/run.ts";
import type { Range, Wanted } from "../ledger/wanted.ts";
import { saidBefore } from "../approvals/said.ts";
import type { Services, Trx } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import { addWordless, warnWordless, type Wordless } from "./asked.ts";
import { type Fetched, FetchWanted, lacks, nothingLacking } from "./fetched.ts";
import { fitter } from "./fit.ts";
import { givenWordings } from "./given.ts";
import { toldBy } from "./told.ts";
import { flood, type Warning, pollFacts } from "./flood.ts";
import { dropsOf, feedsOf, letBareGo, letGoneGo, originsOf, pollsOf, waitsForReview, wantedOf } from "./origins.ts";
import { addBatch, countDrop, type DropRecord, type Outcome } from "./outcome.ts";
import { missingOf, nothing, showPictures } from "./pictures.ts";
import { listPublishers } from "./publishers.ts";
import { loadLeads } from "./leads.ts";
import { settleReposts } from "./reposts.ts";
import { keepingOf, putKept, type Store, takeKept, withMade } from "./keep.ts";
import type { Pen } from "./pen.ts";
import type { RunKey } from "./run-key.ts";
import type { NewItem, MapSource, Origin } from "./read.ts";
import { worder } from "./worded.ts";
import { addUnhad, type Unhad, warnUnhad } from "./unhad.ts";

/** Items that go through the plan together: fewer where each may go to very many accounts, so that the memory stays bounded. */
export const batchFor = (accounts: number): number =>
  Math.max(1, Math.min(1000, Math.floor(50_000 / Math.max(1, accounts))));
/** Deliveries from which on a part of a run is written: bounds the memory, and how long the first post waits for the last item. */
export const plannedAtOnce = 5_000;

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
  /** A step keeps something, as far as the map knows. */
  keeps: boolean;
  /** Why it runs: `due`, for what its steps keep alone. */
  cause: string;
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
  /** Steps that want all they keep back; and whether something due is left for the next part. */
  recalls: Set<string>;
  moreKept: boolean;
};

type Work = { run: RunKey; ready: Ready; list: MapSource[]; seqs: number[]; fetched: Fetched };

/**
 * Takes new items through the plan, batch by batch, until they make a part, and writes their deliveries and drops: with the pen of a run, or with
 * one that writes nothing, for whoever wants to know what a run would do.
 */
export async function takeBatches(
  trx: Trx,
  services: Services,
  { run, ready, list, seqs, fetched }: Work,
  pen: Pen,
): Promise<Taken> {
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
    recalls: new Set(),
    moreKept: false,
  };
  const { plan, now } = ready;
  const keeping = plan.keepers.length > 0 || ready.keeps;
  const accounts = seqs.length === 0 && !keeping ? [] : await listPublishers(trx, run.workspaceId);
  const batchSize = batchFor(accounts.length);
  const store = keeping ? await takeKept(pen.kept, plan, now, batchSize) : null;
  const postFor = fitter(services.nodes.networks, await houseRules(trx, run.workspaceId));
  const otherwise = worder(postFor, pen.links);
  const sources = new Map(list.map((source) => [source.source, source]));
  const told = new Set<number>();
  const wanted: Wanted[] = [];
  const lacking = nothingLacking();
  const [unhad, wordless] = [new Map<string, Unhad>(), new Map<string, Wordless>()];
  /** Takes what is new, or what a step is given back, through the plan. */
  const pass = async (batch: NewItem[], go: Store["go"][number] | null) => {
    const facts = await pollFacts(trx, run.workspaceId, pollsOf(batch));
    const flooded = flood(facts, ready.limits, sources, told, taken.warnings);
    const result = execute(plan, {
      feeds: feedsOf(plan, batch, sources),
      now: Date.parse(now),
      states: taken.states,
      ...(store === null
        ? {}
        : { kept: keepingOf(plan, store, go, await saidBefore(trx, run, plan, go)), map: run.mapId }),
      accounts,
      process: services.nodes.process,
      expand: services.nodes.expand,
      ...toldBy(services, plan, accounts, fetched),
      given: await givenWordings(
        trx,
        services,
        run.workspaceId,
        plan,
        (go?.back ?? batch).map(({ item }) => item),
      ),
      clock: () => performance.now(),
    });
    // Nothing of it is for good before they are known.
    if (lacks(result, fetched, lacking)) return;
    taken.states = result.states;
    for (const step of result.steps) {
      addUnhad(unhad, step, fetched);
      addWordless(wordless, step, fetched);
    }
    addBatch(taken.outcome, result);
    const came = go?.back.map((one) => ({ item: one.item, seq: store?.rows.get(one)?.seq ?? null }));
    pen.hear(result, came ?? batch);
    letGoneGo(result, taken.outcome, batch, sources);
    const earlier = await loadLeads(trx, run.workspaceId, result, accounts);
    settleReposts(result, services.nodes.networks, (node) => countDrop(taken.outcome, node), earlier);
    taken.items += batch.length;
    for (const { source, seq } of batch) taken.last.set(source, seq);
    const from: ReadonlyMap<string, Origin> =
      go === null || store === null
        ? originsOf(batch, ({ source }) => sources.get(source)?.key ?? source)
        : new Map(go.back.map((one) => [one.item.key, store.rows.get(one)!]));
    const reviewed = waitsForReview(flooded);
    const origin = store === null ? from : withMade(from, result, reviewed);
    const show = showPictures(trx, services, run.workspaceId, result.wanted, fetched, pen.holds);
    const shown = await show.catch((error: unknown) => {
      if (!(error instanceof FetchWanted)) throw error;
      for (const [address, kind] of error.media) lacking.media.set(address, kind);
      for (const address of error.pages) lacking.pages.add(address);
      return () => nothing;
    });
    const awaited = (one: Result["wanted"][number]) => missingOf(one, shown(one))?.waits != null;
    letBareGo(result, taken.outcome, (one) => shown(one).media.length > 0 || awaited(one));
    const made = (one: Result["wanted"][number]) => {
      const seen = shown(one);
      const fitted = postFor(one.account, pen.links.item(one.item), seen.media, one.shape, one.picture?.describe);
      const missing = missingOf(one, seen);
      // Once it is there, it goes where it would have stood.
      const card = firstPart(fitted.post).card !== undefined && missing?.kind === "picture";
      return {
        ...fitted,
        ...pen.links.post(one.account, one.item, fitted.post),
        missing: missing === null ? null : { ...missing, card },
        ...(one.whole === undefined ? {} : { wordings: () => otherwise(one, seen.media) }),
        pass: passOf(one),
      };
    };
    wanted.push(...wantedOf(result, origin, flooded, made));
    const waits = (key: string) => origin.has(key) && reviewed(origin.get(key)!);
    await pen.offer({ ...{ run, now, waits }, version: ready.version, offers: result.offers, from: origin });
    const drops = dropsOf(result, origin);
    if (store !== null) drops.push(...(await keep(pen, taken, store, { result, origin, reviewed, now })));
    await keepDrops(pen, taken, drops);
  };
  if (store !== null) {
    await keepDrops(pen, taken, store.drops);
    taken.moreKept = store.more;
    for (let [go] = store.go; go !== undefined && wanted.length < plannedAtOnce; [go] = store.go) {
      await pass([], go);
      store.go.shift();
    }
    // What did not fit waits as it was for the next part.
    taken.moreKept ||= store.go.length > 0;
    const left = store.go.flatMap(({ node, back }) =>
      back.map((from) => ({ node, item: from.item, until: from.until, from })),
    );
    store.go = [];
    await putKept(pen.kept, store, { kept: left }, new Map(), { now, reviewed: waitsForReview(new Set()) });
  }
  for (let start = 0; start === 0 || (start < seqs.length && wanted.length < plannedAtOnce); start += batchSize)
    await pass(await pen.load(seqs.slice(start, start + batchSize)), null);
  taken.warnings.push(...warnUnhad(unhad), ...warnWordless(wordless));
  // All that the part wants is asked for together; what was written so far is taken back with the transaction.
  if (lacking.media.size + lacking.pages.size + lacking.asks.size > 0) throw new FetchWanted(lacking);
  await pen.end({ version: ready.version, at: now });
  await schedule(pen, run, ready, taken, wanted);
  return taken;
}

/** Puts down what steps keep; an item that they keep already is let go there, and that a step is full is said. */
async function keep(
  pen: Pen,
  taken: Taken,
  store: Store,
  batch: { result: Result; origin: ReadonlyMap<string, Origin>; reviewed: (from: Origin) => boolean; now: string },
): Promise<DropRecord[]> {
  const { result, origin, reviewed, now } = batch;
  for (const node of result.recalls) taken.recalls.add(node);
  const full = new Set(result.drops.flatMap(({ node, code }) => (code === "kept_full" ? [node] : [])));
  for (const node of full) taken.warnings.push({ code: "kept_full", message: keptFull, node });
  const drops = await putKept(pen.kept, store, result, origin, { now, reviewed });
  for (const { node } of drops) countDrop(taken.outcome, node, -1);
  return drops;
}

const keptFull = {
  en: "This step keeps 10,000 items, as many as it may. What came besides was let go, with the reason. Let more go out, or less come in.",
  fr: "Cette étape a mis de côté 10 000 nouvelles, le maximum. Ce qui est arrivé en plus a été écarté, avec la raison. Laissez-en sortir davantage, ou entrer moins.",
};

export function passOf({ pass, item }: Result["wanted"][number]): NonNullable<Wanted["pass"]> | null {
  if (pass === undefined) return null;
  const { share, lead } = pass;
  return { share, leadAccount: lead?.id ?? null, other: lead === null ? repostOf(item) : null };
}

async function keepDrops(pen: Pen, taken: Taken, drops: DropRecord[]): Promise<void> {
  await pen.drop(drops);
  taken.drops += drops.length;
}

/** Hands what is wanted to the ledger; what it refuses is a drop. */
async function schedule(pen: Pen, run: RunKey, ready: Ready, taken: Taken, wanted: Wanted[]): Promise<void> {
  if (wanted.length === 0) return;
  const scheduled = await pen.schedule({
    workspaceId: run.workspaceId,
    mapId: run.mapId,
    version: ready.version,
    runId: run.id,
    // The cap is the run's, however many parts it is written in.
    limits: { ...ready.limits, perRun: Math.max(0, ready.limits.perRun - ready.created) },
    stories: ready.stories,
    older: ready.plan.document.first.kind !== "skip",
    now: ready.now,
    wanted,
  });
  taken.created += scheduled.created;
  taken.held += scheduled.held;
  taken.numbers = scheduled.numbers;
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
  await keepDrops(pen, taken, refused);
}
