import { sql } from "kysely";
import type { Schedule } from "#engine/map.ts";
import { due, next } from "#engine/schedule.ts";
import type { Reply } from "../api.ts";
import { cronNext } from "../time/cron.ts";
import { conflict, notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import type { RunKey } from "./batches.ts";
import { getRunRow } from "./views.ts";

/** Maps that one tick takes; the next tick, a second later, takes the rest. */
const mapsAtOnce = 200;

type DueMap = {
  workspace_id: string;
  id: string;
  live_version: number;
  due: string;
  now: string;
  schedule: Schedule;
  missed: "skip" | "latest";
};

/**
 * Makes a run for each map whose time has come, with its job, and sets the map's next time: one transaction. Several
 * schedulers may tick at once: a due map is taken by one of them, and a run is unique on (map, slot). Returns the number of
 * runs made. Times are the database's.
 */
export async function tickMaps(services: Pick<Services, "db" | "queue">): Promise<number> {
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<DueMap>`
      select map.workspace_id, map.id, map.live_version, map.next_due_at as due, now() as now,
        version.document->'schedule' as schedule, coalesce(version.document->>'missed', 'latest') as missed
      from map join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
      where map.state = 'live' and map.next_due_at <= now()
      order by map.next_due_at limit ${mapsAtOnce} for update of map skip locked`.execute(trx);
    let made = 0;
    for (const map of rows) {
      const now = Date.parse(map.now);
      // The slot itself is due too: `due` looks strictly after.
      const { run, missed } = due(map.schedule, Date.parse(map.due) - 1, now, { missed: map.missed, cronNext });
      if (run !== null) made += await makeRun(trx, services, map, run, missed);
      else if (missed) await noteMissed(trx, map);
      await setNext(trx, map.workspace_id, map.id, nextTime(map.schedule, now));
    }
    return made;
  });
}

async function makeRun(
  trx: Trx,
  services: Pick<Services, "queue">,
  map: DueMap,
  slot: number,
  missed: boolean,
): Promise<number> {
  const run = await trx
    .insertInto("run")
    .values({
      workspace_id: map.workspace_id,
      map_id: map.id,
      version: map.live_version,
      due_at: new Date(slot).toISOString(),
      cause: "schedule",
      warnings: JSON.stringify(missed ? [{ code: "missed", message: missedEarlier }] : []),
    })
    .onConflict((clash) => clash.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!run) return 0;
  await enqueue(trx, services, map.workspace_id, run.id);
  return 1;
}

const missedEarlier = {
  en: "Earlier runs of this map were missed while Relaymap was not running. This run makes up for all of them.",
  fr: "Des exécutions de cette carte ont été manquées pendant que Relaymap était arrêté. Celle-ci les remplace toutes.",
};
const missedSlot = {
  en: "This run was missed while Relaymap was not running, and the map says to skip missed runs. Its items wait for the next run.",
  fr: "Cette exécution a été manquée pendant que Relaymap était arrêté, et la carte demande d’ignorer les exécutions manquées. Ses contenus attendent la suivante.",
};

/** A slot that was let go is shown among the runs: nothing disappears. */
async function noteMissed(trx: Trx, map: DueMap): Promise<void> {
  await trx
    .insertInto("run")
    .values({
      workspace_id: map.workspace_id,
      map_id: map.id,
      version: map.live_version,
      due_at: map.due,
      cause: "schedule",
      state: "skipped",
      finished_at: map.now,
      error: JSON.stringify(missedSlot),
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
}

function enqueue(trx: Trx, services: Pick<Services, "queue">, workspaceId: string, runId: string): Promise<void> {
  return services.queue.send("run-map", { workspaceId, runId }, { singletonKey: runId }, trx);
}

/** The next slot of a schedule, as a time; null for maps that only run by hand. */
export function nextTime(schedule: Schedule, after: number): string | null {
  const slot = next(schedule, after, { cronNext });
  return slot === null ? null : new Date(slot).toISOString();
}

export async function setNext(trx: Trx, workspaceId: string, mapId: string, at: string | null): Promise<void> {
  await trx
    .updateTable("map")
    .set({ next_due_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", mapId)
    .execute();
}

/**
 * "Run now": a run of the map's live version at this moment. Where one by hand waits already, that one is given back. 404 for
 * an unknown map, 409 where the map is not live.
 */
export async function requestRun(
  services: Pick<Services, "db" | "queue">,
  request: { workspaceId: string; mapId: string; memberId: string | null; cause?: "manual" | "publish" },
): Promise<Reply<"runMap">> {
  const { workspaceId, mapId } = request;
  const id = await services.db.transaction().execute(async (trx) => {
    const map = await trx
      .selectFrom("map")
      .select(["state", "live_version"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", mapId)
      .where("state", "<>", "archived")
      .forUpdate()
      .executeTakeFirst();
    if (!map) throw notFound();
    if (map.live_version === null) throw conflict("not_published", notPublished);
    if (map.state !== "live") throw conflict("paused", paused);
    return insertRun(trx, services, { ...request, version: map.live_version, cause: request.cause ?? "manual" });
  });
  return getRunRow(services, workspaceId, id);
}

const notPublished = {
  en: "This map has no published version yet. Publish it, then run it.",
  fr: "Cette carte n’a pas encore de version publiée. Publiez-la, puis lancez-la.",
};
const paused = {
  en: "This map is paused. Let it go on, then run it.",
  fr: "Cette carte est en pause. Reprenez-la, puis lancez-la.",
};

type NewRun = { workspaceId: string; mapId: string; version: number; memberId: string | null; cause: string };

/** A run of a map at this moment; where one of the same cause waits already, that one. Gives its id. */
export async function insertRun(trx: Trx, services: Pick<Services, "queue">, run: NewRun): Promise<string> {
  const waiting = await trx
    .selectFrom("run")
    .select("id")
    .where("workspace_id", "=", run.workspaceId)
    .where("map_id", "=", run.mapId)
    .where("cause", "=", run.cause)
    .where("state", "=", "waiting")
    .limit(1)
    .executeTakeFirst();
  if (waiting) return waiting.id;
  const { id } = await trx
    .insertInto("run")
    .values({
      workspace_id: run.workspaceId,
      map_id: run.mapId,
      version: run.version,
      due_at: sql`clock_timestamp()`,
      cause: run.cause,
      requested_by: run.memberId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await enqueue(trx, services, run.workspaceId, id);
  return id;
}

/** A run that left items for the next one is followed at once. */
export async function continueRun(
  services: Pick<Services, "db" | "queue">,
  run: RunKey & { cause: string },
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const map = await trx
      .selectFrom("map")
      .select("live_version")
      .where("workspace_id", "=", run.workspaceId)
      .where("id", "=", run.mapId)
      .where("state", "=", "live")
      .forUpdate()
      .executeTakeFirst();
    if (map?.live_version == null) return;
    await insertRun(trx, services, {
      workspaceId: run.workspaceId,
      mapId: run.mapId,
      version: map.live_version,
      memberId: null,
      cause: run.cause,
    });
  });
}

/**
 * Runs that have been open for longer than two minutes are put on the queue again, where their job was lost (the queue keeps
 * a failing job for a day at most). A run whose job is there is left alone by the queue's key. Returns how many.
 */
export async function recoverRuns(services: Pick<Services, "db" | "queue">): Promise<number> {
  const rows = await services.db
    .selectFrom("run")
    .select(["workspace_id", "id"])
    .where("state", "in", ["waiting", "polling", "scheduling"])
    .where("due_at", "<", sql<string>`now() - interval '2 minutes'`)
    .orderBy("due_at")
    .limit(500)
    .execute();
  const jobs = rows.map((row) => ({
    data: { workspaceId: row.workspace_id, runId: row.id },
    options: { singletonKey: row.id },
  }));
  if (jobs.length > 0) await services.queue.sendMany("run-map", jobs);
  return rows.length;
}
