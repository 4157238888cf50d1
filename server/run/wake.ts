import { sql } from "kysely";
import type { Schedule } from "#engine/map.ts";
import type { Services, Trx } from "../ports.ts";
import { insertRun } from "./ticks.ts";

/** Marks that one round takes; the next, a second later, takes the rest. */
const marksAtOnce = 500;

type Mark = {
  workspace_id: string;
  map_id: string;
  source_id: string;
  state: string;
  live_version: number | null;
  schedule: Schedule | null;
};

/**
 * Makes a run for each live map for which something was received, where the map runs every so many minutes: what came need not
 * wait for the next of them. Maps with hours of their own, or that run by hand, keep to that. A map that is being planned just
 * now is left for the next round. Several processes may do this at once. Returns the number of maps that were woken.
 */
export async function wakeMaps(services: Pick<Services, "db" | "queue">): Promise<number> {
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<Mark>`
      select o.workspace_id, o.map_id, o.source_id, map.state, map.live_version, version.document->'schedule' as schedule
      from map_offset o join map on map.workspace_id = o.workspace_id and map.id = o.map_id
      left join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
      where o.wake_at <= now() order by o.wake_at limit ${marksAtOnce} for update of map, o skip locked`.execute(trx);
    if (rows.length === 0) return 0;
    const maps = new Map(rows.map((mark) => [mark.map_id, mark]));
    let woken = 0;
    for (const mark of maps.values()) woken += await wake(trx, services, mark);
    await sql`update map_offset o set wake_at = null, woken_at = now()
      from unnest(${rows.map((row) => row.workspace_id)}::uuid[], ${rows.map((row) => row.map_id)}::uuid[], ${rows.map((row) => row.source_id)}::uuid[])
        as mark(workspace, map, source)
      where o.workspace_id = mark.workspace and o.map_id = mark.map and o.source_id = mark.source`.execute(trx);
    return woken;
  });
}

/** Until a run of it has said when the next is due: one that fails is tried again then. */
const patience = "5 minutes";

/**
 * Makes a run for each live map of which a step is to be given back something it keeps, whatever the map's own times are: whoever keeps an
 * item says when it goes on. Several processes may do this at once. Returns the number of maps.
 */
export async function wakeKept(services: Pick<Services, "db" | "queue">): Promise<number> {
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ workspace_id: string; id: string; live_version: number }>`
      update map set kept_at = now() + ${patience}::interval where (workspace_id, id) in (
        select workspace_id, id from map where state = 'live' and live_version is not null and kept_at is not null and kept_at <= now()
        order by kept_at limit ${marksAtOnce} for update skip locked)
      returning workspace_id, id, live_version`.execute(trx);
    for (const map of rows)
      await insertRun(trx, services, {
        workspaceId: map.workspace_id,
        mapId: map.id,
        version: map.live_version,
        memberId: null,
        cause: "due",
      });
    return rows.length;
  });
}

async function wake(trx: Trx, services: Pick<Services, "queue">, mark: Mark): Promise<number> {
  if (mark.state !== "live" || mark.live_version === null || mark.schedule?.kind !== "interval") return 0;
  await insertRun(trx, services, {
    workspaceId: mark.workspace_id,
    mapId: mark.map_id,
    version: mark.live_version,
    memberId: null,
    cause: "receive",
  });
  return 1;
}
