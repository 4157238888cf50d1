import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import type { Db, Trx } from "../ports.ts";

/**
 * Where a map stood in sources that it has switched off: it is not read while it is off, and goes on from there when it is on again, as a map
 * does that was paused. So nothing is lost, and what was read is not read again. Stands among what the map's steps remember, and is gone with
 * the step.
 */
type MapKey = { workspaceId: string; mapId: string };
type Rest = { key: string; seq: number };

/** Of one source node: null where its settings cannot be read. */
export type KeyOf = (type: string, config: unknown) => string | null;

/** What is so once a drawing is published: what the map's steps remember, where it stands in its sources (by their keys), and where it goes on in those that were off and are on again. */
export type Standing = {
  states: Record<string, unknown>;
  offsets: Readonly<Record<string, number>>;
  on: ReadonlyMap<string, number>;
};

/** Reads it, and writes nothing. */
export async function standingOf(
  db: Db | Trx,
  { workspaceId, mapId }: MapKey,
  document: MapDocument,
  keyOf: KeyOf,
  notBegun: number,
): Promise<Standing> {
  const steps = document.nodes.flatMap(({ id, type, config, disabled = false }) => {
    const key = keyOf(type, config);
    return key === null ? [] : [{ id, key, disabled }];
  });
  const { rows } = await sql<{ state: Record<string, unknown>; offsets: Record<string, number> }>`
    select coalesce(map.node_state, '{}') as state, coalesce((
      select jsonb_object_agg(source.key, map_offset.seq) from map_offset join source on source.workspace_id = map_offset.workspace_id
        and source.id = map_offset.source_id
      where map_offset.workspace_id = map.workspace_id and map_offset.map_id = map.id), '{}') as offsets
    from map where map.workspace_id = ${workspaceId} and map.id = ${mapId}`.execute(db);
  const { state = {}, offsets = {} } = rows[0] ?? {};
  const next: Record<string, unknown> = { ...state };
  const on = new Map<string, number>();
  for (const { id, key, disabled } of steps) {
    const rest = restOf(state[id], key);
    const seq = offsets[key];
    if (disabled && seq !== undefined && seq !== notBegun) next[id] = { rests: { key, seq } satisfies Rest };
    if (disabled) continue;
    if (rest !== null) on.set(key, Math.min(on.get(key) ?? Infinity, rest.seq));
    // What a source brings is all that it has to remember.
    delete next[id];
  }
  return { states: next, offsets, on };
}

/** Lets it be so. By source key: where the map goes on, of sources that were off and are on again. */
export async function settleResting(
  trx: Trx,
  map: MapKey,
  document: MapDocument,
  keyOf: KeyOf,
  notBegun: number,
): Promise<ReadonlyMap<string, number>> {
  const { workspaceId, mapId } = map;
  const { states, on } = await standingOf(trx, map, document, keyOf, notBegun);
  await trx
    .updateTable("map")
    .set({ node_state: JSON.stringify(states) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", mapId)
    .execute();
  return on;
}

/** Where a source node that was off goes on in a source; null where it does not rest there. */
export function restOf(state: unknown, key: string): Rest | null {
  const rest = (state as { rests?: Partial<Rest> } | null | undefined)?.rests;
  return rest?.key === key && typeof rest.seq === "number" ? { key, seq: rest.seq } : null;
}
