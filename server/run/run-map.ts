import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { pollSources } from "../inbox/poll.ts";
import type { Services } from "../ports.ts";
import type { RunKey } from "./batches.ts";
import { type Part, takePart } from "./part.ts";
import { fetchPictures, type Pictures, PicturesWanted } from "./pictures.ts";
import { continueRun } from "./ticks.ts";

/** After this many tries that ended in an error of ours, the run is shown as failed. Its items stay unread for the next run. */
const maxTries = 5;
/** New deliveries from which on the database's statistics are brought up to date at once. */
const bulk = 1000;
/** New items that are scheduled while other sources are still being read; fewer of them wait, milliseconds at most. */
const itemsOfPart = 1000;
const longestWait = 5000;
/** Milliseconds between two updates of the progress that the editor shows. */
const progressEvery = 500;

/** `counted`: the database's statistics were brought up to date in this run. `pictures`: what it found at their addresses. */
type Started = RunKey & {
  cause: string;
  attempts: number;
  startedAt: string | null;
  counted: boolean;
  pictures: Pictures;
};

/**
 * Carries out a run: polls the map's sources that are due and takes what is new through the plan, part by part. Bears being called again at any
 * point, also at the same time: what was scheduled is scheduled once. Rejects where the database fails or the process stops;
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
    await read(services, run, signal);
    await setState(services, run, "scheduling");
    const part = await takeRest(services, run, signal);
    services.log.info({ workspace: run.workspaceId, map: run.mapId, run: run.id, state: part.state }, "run ended");
    if (part.more) await continueRun(services, run);
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
    .where("state", "in", ["waiting", "polling", "scheduling"])
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
        counted: false,
        pictures: new Map(),
      }
    : null;
}

/**
 * Polls the sources. What they bring is scheduled as it comes, so that one slow source does not hold up the others: as soon as
 * there is enough for a part, or something for a while.
 */
async function read(services: Services, run: Started, signal: AbortSignal | undefined): Promise<void> {
  const arrived = { fresh: 0, ended: false };
  const polling = poll(services, run, signal, (fresh) => (arrived.fresh = fresh)).finally(() => (arrived.ended = true));
  const ended = polling.catch(() => undefined);
  try {
    let taken = 0;
    let at = performance.now();
    // Looks ten times a second until the sources are read, or somebody else has ended the run.
    for (let open = true; open && !arrived.ended;) {
      await Promise.race([ended, sleep(100)]);
      const waiting = arrived.fresh - taken;
      const enough = waiting >= itemsOfPart || (waiting > 0 && performance.now() - at > longestWait);
      if (arrived.ended || !enough || signal?.aborted === true) continue;
      taken = arrived.fresh;
      open = (await nextPart(services, run, false)).state === "scheduling";
      at = performance.now();
    }
  } finally {
    // Also where a part failed: a try that follows must not meet this one's polls.
    await ended;
  }
  await polling;
}

async function poll(
  services: Services,
  run: Started,
  signal: AbortSignal | undefined,
  arrive: (fresh: number) => void,
): Promise<void> {
  const rows = await services.db
    .selectFrom("map_offset")
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
    // A person who presses "Run now" wants to see what is there now; what was received is here already.
    force: run.cause === "manual" || run.cause === "publish",
    ...(run.startedAt === null ? {} : { since: run.startedAt }),
    ...(signal === undefined ? {} : { signal }),
    onRead: (done, fresh) => {
      arrive(fresh);
      progress.note(done);
    },
  }).finally(() => progress.stop());
  await progress.write(rows.length);
}

async function takeRest(services: Services, run: Started, signal: AbortSignal | undefined): Promise<Part> {
  for (;;) {
    const part = await nextPart(services, run, true);
    if (part.state !== "scheduling") return part;
    signal?.throwIfAborted();
  }
}

async function nextPart(services: Services, run: Started, last: boolean): Promise<Part> {
  const { db } = services;
  const part = await takeWithPictures(services, run, last);
  // A bulk of new rows that the planner has not counted yet makes the sweeps read the whole table, until autovacuum comes by.
  if (part.created >= bulk && !run.counted) await sql`select wall_count_deliveries()`.execute(db);
  run.counted ||= part.created >= bulk;
  return part;
}

/** Pictures that the part wants are fetched first, outside its transaction: each address once in a run, whatever comes of it. */
async function takeWithPictures(services: Services, run: Started, last: boolean): Promise<Part> {
  for (;;) {
    try {
      return await services.db.transaction().execute((trx) => takePart(trx, services, run, run.pictures, last));
    } catch (error) {
      if (!(error instanceof PicturesWanted)) throw error;
      await fetchPictures(services, run.workspaceId, error.addresses, run.pictures);
    }
  }
}

/**
 * Writes the progress of a run to its row: at most twice a second, one write at a time (a part that is being written holds the
 * row), and always the last one noted.
 */
function reporter(services: Services, run: Started, total: number) {
  const ending = new AbortController();
  let noted = 0;
  let following: Promise<void> | null = null;
  const write = (read: number) =>
    services.db
      .updateTable("run")
      .set({ sources_total: total, sources_read: read })
      .where("workspace_id", "=", run.workspaceId)
      .where("id", "=", run.id)
      .where("state", "=", "polling")
      .execute();
  const follow = async () => {
    for (let written = -1; written !== noted;) {
      await sleep(progressEvery, undefined, { signal: ending.signal, ref: false });
      written = noted;
      await write(written);
    }
  };
  return {
    write,
    note: (read: number) => {
      noted = read;
      following ??= follow()
        .catch((err: unknown) => {
          if (!ending.signal.aborted) services.log.debug({ err, run: run.id }, "a run's progress could not be written");
        })
        .finally(() => (following = null));
    },
    stop: async () => {
      ending.abort();
      await following;
    },
  };
}

async function setState(services: Services, run: Started, state: "scheduling"): Promise<void> {
  await services.db
    .updateTable("run")
    .set({ state })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["polling", "scheduling"])
    .execute();
}

async function fail(services: Services, run: Started, err: unknown): Promise<void> {
  services.log.error({ err, workspace: run.workspaceId, map: run.mapId, run: run.id }, "a run failed");
  const error = {
    en: "The run could not be completed because of an error in Relaymap. No item is lost: what it had scheduled is sent as usual, and the next run reads the rest. The log has the details.",
    fr: "L’exécution n’a pas abouti à cause d’une erreur de Relaymap. Aucun contenu n’est perdu : ce qu’elle avait déjà prévu est publié normalement, et la prochaine exécution lira le reste. Le journal donne les détails.",
  };
  await services.db
    .updateTable("run")
    .set({ state: "failed", error: JSON.stringify(error), finished_at: sql`now()` })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["waiting", "polling", "scheduling"])
    .execute();
}
