import { sql } from "kysely";
import { pollSources } from "../inbox/poll.ts";
import type { Services } from "../ports.ts";
import type { RunKey } from "./batches.ts";
import { planRun } from "./plan-run.ts";
import { continueRun } from "./ticks.ts";

/** After this many tries that ended in an error of ours, the run is shown as failed. Its items stay unread for the next run. */
const maxTries = 5;
/** Milliseconds between two updates of the progress that the editor shows. */
const progressEvery = 500;

type Started = RunKey & { cause: string; attempts: number; startedAt: string | null };

/**
 * Carries out a run: polls the map's sources that are due, then plans in one transaction. Bears being called again at any
 * point, also at the same time: what was planned is planned once. Rejects where the database fails or the process stops;
 * the job is then delivered again.
 */
export async function runMap(
  services: Services,
  job: { workspaceId: string; runId: string },
  signal?: AbortSignal,
): Promise<void> {
  const run = await begin(services, job);
  if (run === null) return;
  try {
    await poll(services, run, signal);
    await setState(services, run, "planning");
    const planned = await services.db.transaction().execute((trx) => planRun(trx, services, run));
    services.log.info({ workspace: run.workspaceId, map: run.mapId, run: run.id, state: planned.state }, "run ended");
    if (planned.more) await continueRun(services, run);
  } catch (err) {
    if (signal?.aborted !== true && run.attempts >= maxTries) return await fail(services, run, err);
    throw err;
  }
}

/** Takes the run, or gives null where it has ended or does not exist. */
async function begin(services: Services, job: { workspaceId: string; runId: string }): Promise<Started | null> {
  const row = await services.db
    .updateTable("run")
    .set({ state: "polling", started_at: sql`coalesce(started_at, now())`, attempts: sql`attempts + 1` })
    .where("workspace_id", "=", job.workspaceId)
    .where("id", "=", job.runId)
    .where("state", "in", ["waiting", "polling", "planning"])
    .returning(["map_id", "cause", "attempts", "started_at"])
    .executeTakeFirst();
  return row
    ? {
        workspaceId: job.workspaceId,
        id: job.runId,
        mapId: row.map_id,
        cause: row.cause,
        attempts: row.attempts,
        startedAt: row.started_at,
      }
    : null;
}

async function poll(services: Services, run: Started, signal: AbortSignal | undefined): Promise<void> {
  const rows = await services.db
    .selectFrom("reading")
    .select("source_id")
    .where("workspace_id", "=", run.workspaceId)
    .where("map_id", "=", run.mapId)
    .orderBy("source_id")
    .execute();
  const progress = reporter(services, run, rows.length);
  await progress.write(0);
  await pollSources(services, {
    workspaceId: run.workspaceId,
    sourceIds: rows.map(({ source_id: id }) => id),
    // A person who presses "Run now" wants to see what is there now.
    force: run.cause !== "schedule",
    ...(run.startedAt === null ? {} : { since: run.startedAt }),
    ...(signal === undefined ? {} : { signal }),
    onRead: (done) => void progress.note(done),
  });
  await progress.write(rows.length);
}

/** Writes the progress of a run to its row, at most twice a second. */
function reporter(services: Services, run: Started, total: number) {
  let last = performance.now();
  const write = async (read: number) => {
    last = performance.now();
    await services.db
      .updateTable("run")
      .set({ sources_total: total, sources_read: read })
      .where("workspace_id", "=", run.workspaceId)
      .where("id", "=", run.id)
      .where("state", "=", "polling")
      .execute();
  };
  const note = async (read: number) => {
    if (performance.now() - last < progressEvery) return;
    await write(read).catch((err: unknown) =>
      services.log.debug({ err, run: run.id }, "a run's progress could not be written"),
    );
  };
  return { write, note };
}

async function setState(services: Services, run: Started, state: "planning"): Promise<void> {
  await services.db
    .updateTable("run")
    .set({ state })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["polling", "planning"])
    .execute();
}

async function fail(services: Services, run: Started, err: unknown): Promise<void> {
  services.log.error({ err, workspace: run.workspaceId, map: run.mapId, run: run.id }, "a run failed");
  const error = {
    en: "The run could not be completed because of an error in Relaymap. Nothing was posted by it and no item is lost: the next run reads them. The log has the details.",
    fr: "L’exécution n’a pas abouti à cause d’une erreur de Relaymap. Elle n’a rien publié et aucun contenu n’est perdu : la prochaine exécution les lira. Le journal donne les détails.",
  };
  await services.db
    .updateTable("run")
    .set({ state: "failed", error: JSON.stringify(error), finished_at: sql`now()` })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["waiting", "polling", "planning"])
    .execute();
}
