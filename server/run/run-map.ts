import { sql } from "kysely";
import type { Asking } from "../inbox/poll.ts";
import type { Services } from "../ports.ts";
import { continueRun } from "./ticks.ts";
import { fail, read, setScheduling, takeRest, type Underway, underway } from "./underway.ts";

/** After this many tries that ended in an error of ours, the run is shown as failed. Its items stay unread for the next run. */
export const maxTries = 5;

type Begun = { run: Underway; id: string; cause: string; attempts: number };

/**
 * Carries out a run that has its row: one by hand, on publishing, for what was received, or one that was left open. Polls the map's
 * sources and takes what is new through the plan, part by part. Bears being called again at any point, also at the same time: what was
 * scheduled is scheduled once. Rejects where the database fails or the process stops; the job is then delivered again.
 */
export async function runMap(
  services: Services,
  job: { workspaceId: string; runId: string },
  signal?: AbortSignal,
  places?: Asking["places"],
): Promise<void> {
  const begun = await begin(services, job, places);
  if (begun === null) return;
  const { run, id, cause } = begun;
  const key = { workspaceId: run.workspaceId, mapId: run.mapId, id };
  try {
    // What is new has its own times: a run for what the map's steps keep asks no source.
    if (cause !== "due") await read(services, run, signal);
    await setScheduling(services, key);
    const part = await takeRest(services, run, key, signal);
    services.log.info({ workspace: run.workspaceId, map: run.mapId, run: id, state: part.state }, "run ended");
    if (part.more) await continueRun(services, { ...key, cause });
  } catch (err) {
    if (signal?.aborted !== true && begun.attempts >= maxTries) return await fail(services, key, err);
    throw err;
  }
}

/** Takes the run, or gives null where it has ended or does not exist. */
async function begin(
  services: Services,
  job: { workspaceId: string; runId: string },
  places: Asking["places"],
): Promise<Begun | null> {
  const { rows } = await sql<{ map_id: string; cause: string; attempts: number; since: string; next: string | null }>`
    update run set state = 'polling', started_at = coalesce(started_at, now()), attempts = attempts + 1
    from map where map.workspace_id = run.workspace_id and map.id = run.map_id
      and run.workspace_id = ${job.workspaceId} and run.id = ${job.runId} and run.state in ('waiting', 'polling', 'scheduling')
    returning run.map_id, run.cause, run.attempts, run.started_at as since, map.next_due_at as next`.execute(
    services.db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { cause, attempts, since, next } = row;
  const run = underway({
    workspaceId: job.workspaceId,
    mapId: row.map_id,
    id: job.runId,
    open: () => Promise.resolve(job.runId),
    // A person who presses "Run now" wants to see what is there now; what was received is here already.
    asking: {
      force: cause === "manual" || cause === "publish",
      since,
      next,
      ...(places === undefined ? {} : { places }),
    },
  });
  return { run, id: job.runId, cause, attempts };
}
