import { sql } from "kysely";
import type { Schedule } from "#engine/map.ts";
import { next, placeOf } from "#engine/schedule.ts";
import type { Reply } from "../api.ts";
import { cronNext } from "../time/cron.ts";
import { conflict, notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import type { RunKey } from "./run-key.ts";
import { getRunRow } from "./views.ts";

function enqueue(trx: Trx, services: Pick<Services, "queue">, workspaceId: string, runId: string): Promise<void> {
  return services.queue.send("run-map", { workspaceId, runId }, { singletonKey: runId }, trx);
}

/** A map's next slot, as a time; null for maps that only run by hand. */
export function nextTime(mapId: string, schedule: Schedule, after: number): string | null {
  const slot = next(schedule, after, { cronNext, place: placeOf(mapId, schedule) });
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
 * a failing job for a day at most). A run whose job is there is left alone by the queue's key, and one that a look has made by us, as
 * long as somebody looks. Returns how many.
 */
export async function recoverRuns(services: Pick<Services, "db" | "queue">): Promise<number> {
  const rows = await services.db
    .selectFrom("run")
    .select(["workspace_id", "id"])
    .where("state", "in", ["waiting", "polling", "scheduling"])
    .where("due_at", "<", sql<string>`now() - interval '2 minutes'`)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("look")
            .select("look.slot")
            .whereRef("look.workspace_id", "=", "run.workspace_id")
            .whereRef("look.map_id", "=", "run.map_id")
            .whereRef("look.slot", "=", "run.due_at"),
        ),
      ),
    )
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
