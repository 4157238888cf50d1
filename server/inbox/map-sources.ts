import { type RawBuilder, sql } from "kysely";
import type { FirstItems, MapDocument, Schedule } from "#engine/map.ts";
import { clean } from "#engine/clean.ts";
import { receives } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { upgradeConfig } from "#engine/upgrade.ts";
import { cronNext } from "../time/cron.ts";
import type { Registry, Trx } from "../ports.ts";
import { settleResting } from "./resting.ts";

/** The offset of a map that has not read the source yet, since the source itself was never read: `begin` sets it. */
export const notBegun = -1;

/** How often sources are polled that only hand-started maps read, seconds. */
const manualInterval = 900;

type SourceTypes = Pick<Registry, "manifests" | "source">;

/**
 * What a map reads: which source, and how. `version` is of the config's shape; `received`: items are brought to it, and it is called
 * as its settings say (`title`; of one that is polled "" until it has told its own).
 */
export type SourceSettings = {
  type: string;
  key: string;
  version: number;
  config: unknown;
  received: boolean;
  title: Text;
};
export type SourceNode = SourceSettings & { node: string };

/**
 * The sources a map reads. Nodes with equal settings have one key: they share one source. Configs must parse. One that is switched off is
 * not read (see resting.ts).
 */
export function sourceNodes(nodes: SourceTypes, document: MapDocument): SourceNode[] {
  return document.nodes.flatMap((node) => {
    if (node.disabled === true || nodes.manifests.get(node.type)?.kind !== "source") return [];
    return [{ node: node.id, ...sourceSettings(nodes, node.type, node.config) }];
  });
}

/** Which source a node reads; null where its settings do not parse, or it is none. */
export function readKey(nodes: SourceTypes, type: string, config: unknown): string | null {
  const manifest = nodes.manifests.get(type);
  return manifest?.kind === "source" && manifest.config.safeParse(config).success
    ? sourceSettings(nodes, type, config).key
    : null;
}

/** The source that a node's settings name. Throws where they do not parse, or the type is no source. */
export function sourceSettings(nodes: SourceTypes, type: string, given: unknown): SourceSettings {
  const manifest = nodes.manifests.get(type);
  const source = nodes.source(type);
  const config = manifest?.config.parse(given);
  const key = keyOf(type, source.identify(config));
  const said = receives(source) ? source.title(config) : "";
  const { en, fr } = typeof said === "string" ? { en: said, fr: said } : said;
  const title = { en: clean(en).slice(0, 300), fr: clean(fr).slice(0, 300) };
  return { type, key, version: manifest?.version ?? 1, config, received: receives(source), title };
}

/** What a source is called in a workspace: in its language. */
export const calledIn = (workspaceId: string, { en, fr }: Text): RawBuilder<string> =>
  sql<string>`(select case w.language when 'fr' then ${fr}::text else ${en}::text end from workspace w where w.id = ${workspaceId})`;

/** A stored source's settings in the form of today: maps are published again rarely, and its node may have moved on. */
export function storedConfig(
  nodes: Pick<Registry, "manifests">,
  source: { type: string; version: number; config: unknown },
): unknown {
  const manifest = nodes.manifests.get(source.type);
  if (manifest === undefined) throw new Error(`There is no node of type "${source.type}" any more.`);
  return manifest.config.parse(upgradeConfig(manifest, source.version, source.config));
}

/** Some sources name their type themselves. */
const keyOf = (type: string, identity: string) => (identity.startsWith(`${type}:`) ? identity : `${type}:${identity}`);

/** Seconds between two slots of a schedule; of a cron expression the shortest of its next gaps. */
export function secondsBetween(schedule: Schedule, now: number): number {
  if (schedule.kind === "manual") return manualInterval;
  if (schedule.kind === "interval") return schedule.minutes * 60;
  let shortest = Infinity;
  let last = cronNext(schedule.expression, schedule.zone, now);
  for (let count = 0; count < 10 && last !== null; count += 1) {
    const next = cronNext(schedule.expression, schedule.zone, last);
    if (next !== null) shortest = Math.min(shortest, (next - last) / 1000);
    last = next;
  }
  return Number.isFinite(shortest) ? Math.max(60, Math.round(shortest)) : manualInterval;
}

export type EnsureInput = { workspaceId: string; mapId: string; document: MapDocument; now: number };

/**
 * Makes the sources that a map reads, and the map's own offset in each. An offset that exists stays; a new one begins as
 * `document.first` says. Offsets of sources that the map no longer reads go, and sources that no live map reads rest.
 */
export async function ensureSources(trx: Trx, nodes: SourceTypes, input: EnsureInput): Promise<void> {
  const { workspaceId, mapId, document } = input;
  const wanted = new Map(sourceNodes(nodes, document).map((node) => [node.key, node]));
  const interval = secondsBetween(document.schedule, input.now);
  const ids: string[] = [];
  await lockSources(trx, workspaceId, [...wanted.keys()]);
  const again = await settleResting(trx, input, document, (type, given) => readKey(nodes, type, given), notBegun);
  for (const settings of wanted.values()) {
    const source = await keepSource(trx, workspaceId, settings, interval);
    ids.push(source.id);
    const seq = again.get(settings.key) ?? (await beginningIn(trx, workspaceId, source, document.first));
    await trx
      .insertInto("map_offset")
      .values({ workspace_id: workspaceId, map_id: mapId, source_id: source.id, seq })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await sql`delete from map_offset where workspace_id = ${workspaceId} and map_id = ${mapId} and not (source_id = any(${ids}::uuid[]))`.execute(
    trx,
  );
  await spaceSources(trx, workspaceId, ids, input.now);
  await restSources(trx, workspaceId);
}

/** The source of these settings, made where it is new. What it is called by stays; how it is read is as was said last. */
async function keepSource(
  trx: Trx,
  workspaceId: string,
  { type, key, version, config, received, title }: SourceSettings,
  interval: number,
): Promise<{ id: string; baseline_at: string | null }> {
  const written = { config: JSON.stringify(config), version };
  return trx
    .insertInto("source")
    .values({
      workspace_id: workspaceId,
      type,
      key,
      ...written,
      title: calledIn(workspaceId, title),
      received,
      interval_s: interval,
      next_poll_at: received ? null : sql`now()`,
      // There is no list that it had before: whatever comes is new.
      baseline_at: received ? sql`now()` : null,
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "key"]).doUpdateSet({
        ...written,
        ...(received ? { title: calledIn(workspaceId, title) } : {}),
        next_poll_at: sql`case when source.received then null else coalesce(source.next_poll_at, now()) end`,
      }),
    )
    .returning(["id", "baseline_at"])
    .executeTakeFirstOrThrow();
}

/**
 * Whoever changes several sources takes their rows in the order of their ids, and whoever changes which are read comes one
 * after the other in a workspace: no two transactions can wait for each other.
 */
async function lockSources(trx: Trx, workspaceId: string, keys: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sources/${workspaceId}`}, 0))`.execute(trx);
  await sql`select from source where workspace_id = ${workspaceId} and key = any(${keys}::text[]) order by id for update`.execute(
    trx,
  );
}

/** Where a map begins in a source that it does not read yet; one that was never read itself is begun once it was. */
export const beginningIn = async (
  trx: Trx,
  workspaceId: string,
  source: { id: string; baseline_at: string | null },
  first: FirstItems,
): Promise<number> => (source.baseline_at === null ? notBegun : firstOffset(trx, workspaceId, source.id, first, false));

/**
 * The offset with which a map begins: after everything (`skip`), before the newest N, or before everything. With
 * `baseline`, only what the source had at its very first poll counts as "already there".
 */
export async function firstOffset(
  trx: Trx,
  workspaceId: string,
  sourceId: string,
  first: FirstItems,
  baseline: boolean,
): Promise<number> {
  if (first.kind === "all") return 0;
  let query = trx
    .selectFrom("item")
    .select("seq")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", sourceId);
  if (baseline) query = query.where("baseline", "=", true);
  const row = await query
    .orderBy("seq", "desc")
    .offset(first.kind === "newest" ? first.count : 0)
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** A source is polled as often as the busiest live map that reads it. */
async function spaceSources(trx: Trx, workspaceId: string, ids: string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ source_id: string; schedule: Schedule | null }>`
    select distinct map_offset.source_id, version.document->'schedule' as schedule from map_offset
    join map on map.workspace_id = map_offset.workspace_id and map.id = map_offset.map_id and map.state = 'live'
    join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
    where map_offset.workspace_id = ${workspaceId} and map_offset.source_id = any(${ids}::uuid[])`.execute(trx);
  const shortest = new Map<string, number>();
  for (const { source_id: id, schedule } of rows) {
    if (schedule !== null) shortest.set(id, Math.min(shortest.get(id) ?? Infinity, secondsBetween(schedule, now)));
  }
  const entries = [...shortest].toSorted(([a], [b]) => (a < b ? -1 : 1));
  // One that is read more often now does not wait until it would have been read before; one that fails keeps its own time.
  await sql`update source set interval_s = entry.seconds, next_poll_at = case when failures > 0 then next_poll_at
      else least(next_poll_at, now() + make_interval(secs => entry.seconds)) end
    from unnest(${entries.map(([id]) => id)}::uuid[], ${entries.map(([, seconds]) => seconds)}::int[]) as entry(id, seconds)
    where source.workspace_id = ${workspaceId} and source.id = entry.id and source.interval_s <> entry.seconds`.execute(
    trx,
  );
}

/** Sources that no live map reads are not polled any more; what they brought stays. */
export async function restSources(trx: Trx, workspaceId: string): Promise<void> {
  await lockSources(trx, workspaceId, []);
  await sql`update source set next_poll_at = null
    where workspace_id = ${workspaceId} and id in (
      select id from source idle where workspace_id = ${workspaceId} and next_poll_at is not null and not exists (
        select from map_offset join map on map.workspace_id = map_offset.workspace_id and map.id = map_offset.map_id and map.state = 'live'
        where map_offset.workspace_id = idle.workspace_id and map_offset.source_id = idle.id)
      order by id for update)`.execute(trx);
}

/** The sources of a map that goes on after a pause are due at once. */
export async function wakeSources(trx: Trx, workspaceId: string, mapId: string): Promise<void> {
  await lockSources(trx, workspaceId, []);
  await sql`update source set next_poll_at = coalesce(next_poll_at, now())
    where workspace_id = ${workspaceId} and id in (
      select id from source rested where workspace_id = ${workspaceId} and not received and id in (
        select source_id from map_offset where workspace_id = ${workspaceId} and map_id = ${mapId})
      order by id for update)`.execute(trx);
}
