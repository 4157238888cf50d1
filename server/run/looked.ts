import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";

/** When a map looked last, when it last found nothing new, and how many of its sources cannot be read. */
export type Looked = { at: string | null; emptyAt: string | null; failing: number };

/** Of the maps, where there is something to say. */
export async function lastLooks(db: Db | Trx, workspaceId: string, mapIds: string[]): Promise<Map<string, Looked>> {
  if (mapIds.length === 0) return new Map();
  const { rows } = await sql<Looked & { id: string }>`
    select wanted.id, look.looked_at as at, look.empty_at as "emptyAt", (
      select count(*)::int from map_offset mine join source on source.workspace_id = mine.workspace_id and source.id = mine.source_id
      where mine.workspace_id = ${workspaceId} and mine.map_id = wanted.id and source.failures > 0) as failing
    from unnest(${mapIds}::uuid[]) as wanted(id)
    left join look on look.workspace_id = ${workspaceId} and look.map_id = wanted.id`.execute(db);
  return new Map(rows.map(({ id, ...looked }) => [id, looked]));
}

/**
 * How often a map looked and found nothing new, by the hour, of the last 25: the reader knows when their day began. What was found are its
 * runs. 404 where the workspace has no such map.
 */
export async function getLooks(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  mapId: string,
): Promise<Reply<"getLooks">> {
  const map = await db
    .selectFrom("map")
    .select("next_due_at")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", mapId)
    .where("state", "<>", "archived")
    .executeTakeFirst();
  if (map === undefined) throw notFound();
  const { rows } = await sql<{ at: string; empty: number }>`
    select hour.at, hour.empty from look_day,
      lateral (select (day + make_interval(hours => place::int - 1)) at time zone 'UTC' as at, empty
        from unnest(hours) with ordinality as counted(empty, place)) hour
    where workspace_id = ${workspaceId} and map_id = ${mapId} and day >= (now() at time zone 'UTC')::date - 2
      and empty > 0 and hour.at > now() - interval '26 hours' order by hour.at`.execute(db);
  const looked = (await lastLooks(db, workspaceId, [mapId])).get(mapId);
  return { at: looked?.at ?? null, nextDueAt: map.next_due_at, failing: looked?.failing ?? 0, hours: rows };
}
