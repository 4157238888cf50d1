import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import { isForOneself } from "#engine/own.ts";
import type { FirstItems, MapDocument } from "#engine/map.ts";
import type { Plan } from "#engine/plan.ts";
import { serialise } from "#engine/serialise.ts";
import { compile } from "#engine/compile.ts";
import { calledIn, beginningIn, firstOffset, notBegun, readKey, sourceNodes } from "../inbox/map-sources.ts";
import { standingOf } from "../inbox/resting.ts";
import { type Beginning, beginningsOf } from "../ledger/beginning.ts";
import { linkRule } from "../links/rule.ts";
import { sampled } from "../links/shorten.ts";
import { campaignNow } from "../campaigns/now.ts";
import type { Services, Trx } from "../ports.ts";
import { type Ready, takeBatches } from "./batches.ts";
import { asksForEvents, markEvents, toldEvents } from "./events.ts";
import type { Fetched } from "./fetched.ts";
import type { Warning } from "./flood.ts";
import { foreseenKept, type Taken as Kept } from "./kept-rows.ts";
import type { DropRecord, Outcome } from "./outcome.ts";
import type { Pen } from "./pen.ts";
import { itemsOf, type MapSource, type NewItem, unread } from "./read.ts";
import type { SourceView } from "./rehearse.ts";
import { storyRule } from "./story-rule.ts";

/** Items that are looked at: what a run takes in one part. Parts that are looked at: steps that want all they keep back make a second one. */
const [mostItems, mostParts] = [5000, 4];
/** Of a map that is not stored. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** What a run would do now. */
export type Foreseen = {
  /** Deliveries as the ledger would begin them, in their order. */
  rows: Beginning[];
  drops: DropRecord[];
  /** What its steps would keep from now on, and what of it this run would put there. */
  kept: Kept[];
  laid: Kept[];
  outcome: Outcome;
  /** Items that it would take, by the keys of their sources. */
  items: { source: string; key: string }[];
  /** There is more than was looked at. */
  more: boolean;
  warnings: Warning[];
  /** Whether the draft differs from what is live: it would be published first. */
  anew: boolean;
  /** Its campaign does not go on: a run takes nothing, and what came waits. */
  rests: boolean;
  /** Sources that nobody read yet, by their keys; and when the others were read last, the one that was read longest ago. */
  fresh: ReadonlySet<string>;
  readAt: string | null;
};

type Input = { mapId: string | null; plan: Plan; sources: readonly SourceView[]; fetched: Fetched };

/**
 * What a run of a draft would do now, were the draft published as it stands: the map's own offsets, memory and kept items, the choice for what is in
 * its feeds already, the flood protection, the ledger's knowledge and the accounts' holds, by the code of a real run (batches.ts) with a pen that
 * writes nothing. The transaction is read-only: the database itself refuses what would be written. What is stored counts; of a source that was
 * never read what `sources` has of it. Throws FetchWanted where something is to be fetched first.
 */
export async function foresee(services: Services, workspaceId: string, input: Input): Promise<Foreseen> {
  const { plan } = input;
  const run = { workspaceId, id: nobody, mapId: input.mapId ?? nobody };
  // What is true of stored items for every map is found out first, for it is written down (events.ts).
  if (asksForEvents(services.nodes, plan))
    await services.db.transaction().execute(async (trx) => {
      const { seqs } = await begin(trx, services, run, input);
      await markEvents(trx, workspaceId, await itemsOf(trx, workspaceId, seqs));
    });
  return services.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((trx) => foreseeIn(trx, services, run, input));
}

type Run = { workspaceId: string; id: string; mapId: string };

async function foreseeIn(trx: Trx, services: Services, run: Run, input: Input): Promise<Foreseen> {
  const { plan, fetched } = input;
  const { workspaceId } = run;
  const begun = await begin(trx, services, run, input);
  const { list, anew, now, rests } = begun;
  const kept = await foreseenKept(trx, run, { anew, now });
  const rows: Beginning[] = [];
  const drops: DropRecord[] = [];
  const pen: Pen = {
    load: async (seqs) => {
      const stored = await itemsOf(
        trx,
        workspaceId,
        seqs.filter((seq) => !begun.listed.has(seq)),
      );
      const listed = seqs.flatMap((seq) => begun.listed.get(seq) ?? []);
      // Whoever draws sees nobody's own words (inbox/items.ts).
      const items = [...stored, ...listed].filter(({ item }) => !isForOneself(item));
      return asksForEvents(services.nodes, plan) ? toldEvents(trx, workspaceId, items) : items;
    },
    kept,
    links: {
      item: sampled(services.settings.publicUrl, await linkRule(trx, workspaceId, plan.document)),
      post: (_account, _item, post) => ({ post, short: null }),
    },
    holds: false,
    offer: () => Promise.resolve(),
    drop: async (some) => void drops.push(...some),
    schedule: async (wanted) => {
      const found = await beginningsOf(trx, wanted, { earlier: rows });
      rows.push(...found.rows);
      const held = found.rows.filter(({ state }) => state === "held").length;
      return { created: found.rows.length, held, drops: found.drops, accounts: [], numbers: null };
    },
    hear: () => undefined,
    end: () => Promise.resolve(),
  };
  let ready: Ready = {
    plan,
    limits: plan.document.limits,
    stories: await storyRule(trx, workspaceId, plan.document),
    version: 0,
    states: begun.states,
    now,
    warnings: [],
    outcome: { edges: {}, targets: {}, steps: new Map() },
    items: 0,
    created: 0,
    keeps: begun.keeps,
    cause: "manual",
  };
  let left = begun.seqs;
  let more = false;
  for (let part = 0; part < mostParts && !rests; part += 1) {
    const taken = await takeBatches(trx, services, { run, ready, list, seqs: left, fetched }, pen);
    kept.recall([...taken.recalls]);
    left = left.slice(taken.items);
    more = left.length > 0 || taken.moreKept || taken.recalls.size > 0;
    ready = {
      ...ready,
      ...{ states: taken.states, outcome: taken.outcome, warnings: [...ready.warnings, ...taken.warnings] },
      ...{ items: ready.items + taken.items, created: ready.created + taken.created },
    };
    if (!more) break;
  }
  const took = begun.seqs.slice(0, ready.items);
  const items = await pen.load(took);
  const keyOf = new Map(list.map(({ source, key }) => [source, key]));
  return {
    ...{
      rows,
      drops,
      anew,
      rests,
      kept: kept.all(),
      laid: kept.laid(),
      outcome: ready.outcome,
      warnings: ready.warnings,
    },
    items: items.map(({ source, item }) => ({ source: keyOf.get(source) ?? source, key: item.key })),
    more: more || begun.seqs.length === mostItems,
    fresh: new Set(list.filter(({ seq }) => seq === notBegun).map(({ key }) => key)),
    readAt: begun.readAt,
  };
}

type Begun = {
  now: string;
  anew: boolean;
  rests: boolean;
  states: Record<string, unknown>;
  keeps: boolean;
  list: MapSource[];
  /** What is to be taken, in order; `listed`: what of it is not stored yet. */
  seqs: number[];
  listed: ReadonlyMap<number, NewItem>;
  readAt: string | null;
};

/** Where the map stands, as publishing the draft would leave it, and what it has not read. */
async function begin(trx: Trx, services: Services, run: Run, { plan, sources }: Input): Promise<Begun> {
  const { nodes } = services;
  type Row = {
    states: Record<string, unknown> | null;
    live: unknown;
    kept: boolean;
    campaign: string | null;
    now: string;
  };
  const { rows } = await sql<Row>`
    select map.node_state as states, version.document as live, map.kept_at is not null as kept, map.campaign_id as campaign, now() as now
    from (select 1) one left join map on map.workspace_id = ${run.workspaceId} and map.id = ${run.mapId}
    left join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version`.execute(
    trx,
  );
  const { states, live, kept, campaign, now } = rows[0]!;
  const { document } = plan;
  const published = live === null ? null : compile(live, nodes).document;
  const anew = published === null || serialise(published) !== serialise(document);
  const standing = await standingOf(trx, run, document, (type, given) => readKey(nodes, type, given), notBegun);
  const list = await sourcesOf(trx, services, run.workspaceId, document, standing);
  const listed = new Map(
    list
      .filter(({ seq }) => seq === notBegun)
      .flatMap((one) => listedFor(one, sources, document.first))
      .map((one, index) => ({ ...one, seq: Number.MAX_SAFE_INTEGER - 1_000_000 + index }))
      .map((one) => [one.seq, one]),
  );
  const stored = await unread(trx, run.workspaceId, list, mostItems);
  return {
    ...{ now: new Date(now).toISOString(), anew, list, listed },
    rests: campaign !== null && (await campaignNow(trx, run.workspaceId, campaign))?.runs === false,
    readAt: await readLast(trx, run.workspaceId, list),
    ...{ states: anew ? standing.states : (states ?? {}), keeps: kept },
    seqs: [...stored, ...listed.keys()].slice(0, mostItems),
  };
}

/** Of the sources that were ever read. */
async function readLast(trx: Trx, workspaceId: string, list: readonly MapSource[]): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`select min(ok_at) as at from source
    where workspace_id = ${workspaceId} and key = any(${list.map(({ key }) => key)}::text[])`.execute(trx);
  const at = rows[0]?.at ?? null;
  return at === null ? null : new Date(at).toISOString();
}

/** A draft's sources with the offsets that its first run finds; one that was never read stays `notBegun`. */
async function sourcesOf(
  trx: Trx,
  { nodes }: Services,
  workspaceId: string,
  document: MapDocument,
  { offsets, on }: Awaited<ReturnType<typeof standingOf>>,
): Promise<MapSource[]> {
  const byKey = Map.groupBy(sourceNodes(nodes, document), ({ key }) => key);
  type Row = Omit<MapSource, "nodes" | "seq"> & { id: string; baseline_at: string | null };
  const { rows } = await sql<Row>`
    select id, id as source, key, title, failures, error, next_poll_at as "nextPollAt", baseline_at from source
    where workspace_id = ${workspaceId} and key = any(${[...byKey.keys()]}::text[]) order by id`.execute(trx);
  const found: MapSource[] = [];
  for (const { id, baseline_at, ...row } of rows) {
    const source = { id, baseline_at };
    let seq = offsets[row.key] ?? on.get(row.key) ?? (await beginningIn(trx, workspaceId, source, document.first));
    if (seq === notBegun && baseline_at !== null) seq = await firstOffset(trx, workspaceId, id, document.first, true);
    found.push({ ...row, seq, nodes: (byKey.get(row.key) ?? []).map(({ node }) => node) });
  }
  const there = new Set(found.map(({ key }) => key));
  for (const [key, own] of byKey) {
    if (there.has(key)) continue;
    const { rows: called } = await sql<{
      title: string;
    }>`select ${calledIn(workspaceId, own[0]!.title)} as title`.execute(trx);
    found.push({
      ...{ source: key, key, title: called[0]!.title, failures: 0, error: null, nextPollAt: null, seq: notBegun },
      nodes: own.map(({ node }) => node),
    });
  }
  return found;
}

/** Of what a source lists that was never read, with what the map begins: as of its very first poll (read.ts). */
function listedFor(
  { source, key }: MapSource,
  sources: readonly SourceView[],
  first: FirstItems,
): Omit<NewItem, "seq">[] {
  const items: readonly Item[] = sources.find((one) => one.source === key)?.items ?? [];
  const most = first.kind === "skip" ? 0 : first.kind === "newest" ? first.count : items.length;
  const some = most === 0 ? [] : items.slice(-most);
  return some.map((item) => ({ item, source, poll: null, baseline: true, gone: false }));
}
