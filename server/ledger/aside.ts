import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import type { Db } from "../ports.ts";

/**
 * Which of these deliveries the gate will put aside for their maps' sake, were the drawing of one map live: made by a version whose target is gone, off
 * or another by now, or by a map that rests (sql/gate.sql decides when it comes to it). They take nobody's turn. Each version's step is looked up once.
 */
export async function asideOf(
  db: Db,
  workspaceId: string,
  ids: readonly number[],
  { map, document }: { map: string | null; document: Pick<MapDocument, "nodes"> },
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    with queued as materialized (
      select d.id, d.map_id, d.version, d.node_id from delivery d where d.workspace_id = ${workspaceId} and d.id = any(${[...ids]}::bigint[]) and d.part = 0),
    made as materialized (select distinct map_id, version, node_id from queued),
    drawn as (select e->>'id' as id, e as shape from jsonb_array_elements(${JSON.stringify(document.nodes)}::jsonb) e),
    judged as materialized (
      select made.*, case
        when made.map_id = ${map}::uuid then drawn.shape is null or drawn.shape->'disabled' = 'true'
          or was.shape is not null and (was.shape->'type', was.shape->'config') is distinct from (drawn.shape->'type', drawn.shape->'config')
        when m.id is null or m.state <> 'live' and not m.finishes then true
        else made.version <> m.live_version and ledger_target(${workspaceId}, made.map_id, made.version, m.live_version, made.node_id) <> 'same' end as aside
      from made left join map m on m.workspace_id = ${workspaceId} and m.id = made.map_id
      left join drawn on made.map_id = ${map}::uuid and drawn.id = made.node_id
      left join lateral (select e as shape from version v cross join lateral jsonb_array_elements(v.document->'nodes') e
        where made.map_id = ${map}::uuid and v.workspace_id = ${workspaceId} and v.map_id = made.map_id and v.number = made.version and e->>'id' = made.node_id limit 1) was on true)
    select queued.id from queued join judged using (map_id, version, node_id) where judged.aside`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
