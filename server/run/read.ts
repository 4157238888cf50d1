import { sql } from "kysely";
import { type Item, readItem } from "#engine/item.ts";
import type { FirstItems, MapDocument } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import { firstOffset, notBegun, sourceNodes } from "../inbox/map-sources.ts";
import type { Db, Registry, Trx } from "../ports.ts";

/** One source as a map reads it. `nodes`: the map's nodes that read it; `seq`: the map's offset. */
export type MapSource = {
  source: string;
  key: string;
  title: string;
  nodes: string[];
  seq: number;
  failures: number;
  error: Text | null;
  nextPollAt: string | null;
};

/** Where an item is from, and what its source calls it. `review`: it waits for a person whatever its poll was, as one that a step kept. */
export type Origin = {
  seq: number | null;
  source: string | null;
  poll: number | null;
  item?: { title: string };
  review?: boolean;
};

/** An item that the map has not read, with what flood protection must know. */
export type NewItem = {
  seq: number;
  source: string;
  poll: number | null;
  baseline: boolean;
  /** Its author deleted it meanwhile. */
  gone: boolean;
  item: Item;
};

/** The sources a map reads, in a fixed order; offsets that were not begun are begun, where the source has been read by now. */
export async function mapSources(
  trx: Trx,
  nodes: Registry,
  input: { workspaceId: string; mapId: string; document: MapDocument },
): Promise<MapSource[]> {
  const { workspaceId, mapId, document } = input;
  const byKey = Map.groupBy(sourceNodes(nodes, document), ({ key }) => key);
  const { rows } = await sql<Omit<MapSource, "nodes"> & { begun: boolean }>`
    select source.id as source, source.key, source.title, map_offset.seq, source.failures, source.error,
      source.next_poll_at as "nextPollAt", source.baseline_at is not null as begun
    from map_offset join source on source.workspace_id = map_offset.workspace_id and source.id = map_offset.source_id
    where map_offset.workspace_id = ${workspaceId} and map_offset.map_id = ${mapId} order by source.id`.execute(trx);
  const found: MapSource[] = [];
  for (const { begun, ...row } of rows) {
    const seq =
      row.seq === notBegun && begun ? await begin(trx, workspaceId, mapId, row.source, document.first) : row.seq;
    found.push({ ...row, seq, nodes: (byKey.get(row.key) ?? []).map(({ node }) => node) });
  }
  return found;
}

async function begin(trx: Trx, workspaceId: string, mapId: string, source: string, first: FirstItems): Promise<number> {
  const seq = await firstOffset(trx, workspaceId, source, first, true);
  await trx
    .updateTable("map_offset")
    .set({ seq })
    .where("workspace_id", "=", workspaceId)
    .where("map_id", "=", mapId)
    .where("source_id", "=", source)
    .execute();
  return seq;
}

/** Numbers of the items after the map's offsets, in the order in which they came, at most `limit`: the rest is for the next run. */
export async function unread(
  db: Db | Trx,
  workspaceId: string,
  list: readonly Pick<MapSource, "source" | "seq">[],
  limit: number,
): Promise<number[]> {
  const begun = list.filter(({ seq }) => seq !== notBegun);
  if (begun.length === 0) return [];
  const { rows } = await sql<{ seq: number }>`
    select item.seq from unnest(${begun.map(({ source }) => source)}::uuid[], ${begun.map(({ seq }) => seq)}::bigint[]) as begun(source, seq)
    cross join lateral (
      select seq from item where workspace_id = ${workspaceId} and source_id = begun.source and seq > begun.seq order by seq limit ${limit}) item
    order by item.seq limit ${limit}`.execute(db);
  return rows.map(({ seq }) => seq);
}

export async function itemsOf(db: Db | Trx, workspaceId: string, seqs: number[]): Promise<NewItem[]> {
  const { rows } = await sql<Omit<NewItem, "item"> & { item: unknown }>`
    select seq, source_id as source, poll_id as poll, baseline, gone_at is not null as gone, data as item from item
    where workspace_id = ${workspaceId} and seq = any(${seqs}::bigint[]) order by seq`.execute(db);
  return rows.map((row) => ({ ...row, item: readItem(row.item) }));
}

/** Moves the map's offsets behind what was read. */
export async function moveOffsets(
  trx: Trx,
  workspaceId: string,
  mapId: string,
  last: ReadonlyMap<string, number>,
): Promise<void> {
  if (last.size === 0) return;
  await sql`update map_offset set seq = entry.seq
    from unnest(${[...last.keys()]}::uuid[], ${[...last.values()]}::bigint[]) as entry(source, seq)
    where map_offset.workspace_id = ${workspaceId} and map_offset.map_id = ${mapId} and map_offset.source_id = entry.source
      and map_offset.seq < entry.seq`.execute(trx);
}
