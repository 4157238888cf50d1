import { sql } from "kysely";
import { type Item, readItem } from "#engine/item.ts";
import type { Text } from "#engine/text.ts";
import { itemView } from "../inbox/items.ts";
import type { Db } from "../ports.ts";

/** An item as it is known by now. `item` null: it was pruned, or a step made it of others. */
export type Known = {
  key: string;
  title: string;
  link: string | null;
  picture: ReturnType<typeof itemView>["picture"];
  source: { id: string; key: string; title: string } | null;
  /** Of each source that brought it: its number there. */
  brought: { seq: number; source: string; sourceKey: string; gone: boolean }[];
  received: string | null;
  item: Item | null;
  /** Its last delivery. */
  newest: number | null;
};

/** What steps or the ledger let go of it. `account` null: for everybody. */
export type DropRow = {
  id: number;
  map: string;
  run: string;
  version: number;
  at: string;
  node: string;
  account: string | null;
  code: string;
  reason: Text;
};

/** Sources that bring one item, and what is looked at of what was let go of it. */
const [mostSources, mostDrops] = [20, 300];

/** Null where nothing of this key was ever here. Found source by source, off the index by which each knows its items. */
export async function findItem(db: Db, workspaceId: string, key: string): Promise<Known | null> {
  type Row = {
    seq: number;
    data: unknown;
    received: string;
    gone: boolean;
    source: string;
    sourceKey: string;
    title: string;
  };
  const { rows } = await sql<Row>`
    select i.seq, i.data, i.received_at as received, i.gone_at is not null as gone, s.id as source, s.key as "sourceKey", s.title
    from source s cross join lateral (
      select seq, data, received_at, gone_at from item where workspace_id = ${workspaceId} and source_id = s.id and key = ${key} limit 1) i
    where s.workspace_id = ${workspaceId} order by i.seq limit ${mostSources}`.execute(db);
  const told = await sql<{ newest: number; title: string | null }>`
    select t.newest, d.item_title as title from told t
    left join delivery d on d.workspace_id = t.workspace_id and d.id = t.newest
    where t.workspace_id = ${workspaceId} and t.item_key = ${key}`.execute(db);
  const newest = told.rows[0]?.newest ?? null;
  const brought = rows.map(({ seq, source, sourceKey, gone }) => ({ seq, source, sourceKey, gone }));
  const [first] = rows;
  if (first !== undefined) {
    const item = readItem(first.data);
    const { title, link, picture } = itemView(item);
    const source = { id: first.source, key: first.sourceKey, title: first.title || item.source };
    return { key, title, link, picture, source, brought, received: first.received, item, newest };
  }
  const title = told.rows[0]?.title ?? (await droppedTitle(db, workspaceId, key));
  if (title === null) return null;
  return { key, title, link: null, picture: null, source: null, brought, received: null, item: null, newest };
}

async function droppedTitle(db: Db, workspaceId: string, key: string): Promise<string | null> {
  const { rows } = await sql<{ title: string }>`
    select title from drop where workspace_id = ${workspaceId} and item_key = ${key} limit 1`.execute(db);
  return rows[0]?.title ?? null;
}

/** What was let go of it, the newest first: for everybody, and for some of those who were left out (`account`: for this one surely). */
export async function dropsOf(db: Db, workspaceId: string, key: string, account: string | null): Promise<DropRow[]> {
  const { rows } = await sql<DropRow>`
    with general as materialized (
      select id, run_id, map_id, node_id, account_id, code, reason from drop where workspace_id = ${workspaceId} and item_key = ${key}
        and account_id is null order by id desc limit ${mostDrops}),
    own as materialized (
      select id, run_id, map_id, node_id, account_id, code, reason from drop where workspace_id = ${workspaceId} and item_key = ${key}
        and account_id is not null order by account_id is not distinct from ${account}::uuid desc, id desc limit ${mostDrops})
    select d.id, d.map_id as map, d.run_id as run, r.version, coalesce(r.started_at, r.due_at) as at, d.node_id as node, d.account_id as account,
      d.code, d.reason
    from (select * from general union all select * from own) d
    cross join lateral (select version, started_at, due_at from run where workspace_id = ${workspaceId} and id = d.run_id limit 1) r
    order by d.id desc`.execute(db);
  return rows;
}

export type MapRow = {
  id: string;
  name: string;
  state: string;
  version: number | null;
  next: string | null;
  /** How far it has read the sources that brought the item. */
  offsets: { source: string; seq: number }[];
};
const mostMaps = 60;

/** The maps that read it, or ever did, as far as anything tells of it. */
export async function mapsOf(
  db: Db,
  workspaceId: string,
  { brought }: Pick<Known, "brought">,
  others: readonly string[],
): Promise<MapRow[]> {
  const sources = brought.map(({ source }) => source);
  const { rows } = await sql<MapRow>`
    with o as materialized (
      select map_id, json_agg(json_build_object('source', source_id, 'seq', seq)) as offsets from map_offset
      where workspace_id = ${workspaceId} and source_id = any(${sources}::uuid[]) group by map_id)
    select m.id, m.name, m.state, m.live_version as version, case when m.state = 'live' then m.next_due_at end as next, coalesce(o.offsets, '[]') as offsets
    from map m left join o on o.map_id = m.id
    where m.workspace_id = ${workspaceId} and (o.map_id is not null or m.id = any(${[...others]}::uuid[]))
    order by m.state = 'live' desc, m.name limit ${mostMaps}`.execute(db);
  return rows;
}

export type KeptRow = { map: string; node: string; until: string; since: string; asks: boolean };

/** Which steps keep it now. */
export async function keptOf(db: Db, workspaceId: string, key: string, maps: readonly string[]): Promise<KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select k.map_id as map, k.node_id as node, coalesce(k.asked_until, k.due_at) as until, k.since, k.approval_id is not null and k.answer is null as asks
    from unnest(${[...maps]}::uuid[]) as m(id) cross join lateral (
      select * from kept where workspace_id = ${workspaceId} and map_id = m.id and item_key = ${key} limit 10) k`.execute(
    db,
  );
  return rows;
}
