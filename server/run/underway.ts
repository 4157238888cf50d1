import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Asking, pollSources } from "../inbox/poll.ts";
import type { Services } from "../ports.ts";
import type { RunKey } from "./run-key.ts";
import { type Part, takePart } from "./part.ts";
import { type Fetched, nothingFetched, withFetched } from "./fetched.ts";

/** New deliveries from which on the database's statistics are brought up to date at once. */
const bulk = 1000;
/** New items that are scheduled while other sources are still being read; fewer of them wait, milliseconds at most. */
const itemsOfPart = 1000;
const longestWait = 5000;
/** Milliseconds between two updates of the progress that the editor shows. */
const progressEvery = 500;

/**
 * A run under way. One that a person asked for has its row from the beginning; a look has none (`id` null) before it has found something:
 * `open` makes it, and gives null where that run has ended already, or must not be. `counted`: the database's statistics were brought up
 * to date in this run. `fetched`: what it found at the addresses that its items name.
 */
export type Underway = {
  workspaceId: string;
  mapId: string;
  id: string | null;
  open: () => Promise<string | null>;
  /** How its sources are asked. */
  asking: Asking;
  sources: { total: number; read: number };
  counted: boolean;
  fetched: Fetched;
};

export const underway = (run: Pick<Underway, "workspaceId" | "mapId" | "id" | "open" | "asking">): Underway => ({
  ...run,
  sources: { total: 0, read: 0 },
  counted: false,
  fetched: nothingFetched(),
});

/**
 * Polls the sources. What they bring is scheduled as it comes, so that one slow source does not hold up the others: as soon as
 * there is enough for a part, or something for a while.
 */
export async function read(services: Services, run: Underway, signal: AbortSignal | undefined): Promise<void> {
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
      const key = await keyOf(run);
      open = key !== null && (await nextPart(services, run, key, false)).state === "scheduling";
      at = performance.now();
    }
  } finally {
    // Also where a part failed: a try that follows must not meet this one's polls.
    await ended;
  }
  await polling;
}

/** The run's key, its row made where there is none yet; null where there is nothing to write to. */
export async function keyOf(run: Underway): Promise<RunKey | null> {
  run.id ??= await run.open();
  return run.id === null ? null : { workspaceId: run.workspaceId, mapId: run.mapId, id: run.id };
}

async function poll(
  services: Services,
  run: Underway,
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
  run.sources.total = rows.length;
  const progress = reporter(services, run);
  await progress.write();
  await pollSources(services, {
    workspaceId: run.workspaceId,
    sourceIds: rows.map(({ source_id: id }) => id),
    ...run.asking,
    ...(signal === undefined ? {} : { signal }),
    onRead: (done, fresh) => {
      arrive(fresh);
      progress.note(done);
    },
  }).finally(() => progress.stop());
  run.sources.read = rows.length;
  await progress.write();
}

export async function takeRest(
  services: Services,
  run: Underway,
  key: RunKey,
  signal: AbortSignal | undefined,
): Promise<Part> {
  for (;;) {
    const part = await nextPart(services, run, key, true);
    if (part.state !== "scheduling") return part;
    signal?.throwIfAborted();
  }
}

async function nextPart(services: Services, run: Underway, key: RunKey, last: boolean): Promise<Part> {
  const { db } = services;
  const part = await takeFetched(services, run, key, last);
  // A bulk of new rows that the planner has not counted yet makes the sweeps read the whole table, until autovacuum comes by.
  if (part.created >= bulk && !run.counted) await sql`select wall_count_deliveries()`.execute(db);
  run.counted ||= part.created >= bulk;
  return part;
}

/** Pictures and pages that the part wants are fetched first, outside its transaction: each address once in a run, whatever comes of it. */
async function takeFetched(services: Services, run: Underway, key: RunKey, last: boolean): Promise<Part> {
  const take = () => services.db.transaction().execute((trx) => takePart(trx, services, key, run.fetched, last));
  return withFetched(services, run.workspaceId, run.fetched, take);
}

/**
 * Writes the progress of a run to its row: at most twice a second, one write at a time (a part that is being written holds the
 * row), and always the last one noted.
 */
function reporter(services: Services, run: Underway) {
  const ending = new AbortController();
  let following: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    // A look that has found nothing yet has no row; where it gets one, that begins with what was read by then.
    if (run.id === null) return;
    await services.db
      .updateTable("run")
      .set({ sources_total: run.sources.total, sources_read: run.sources.read })
      .where("workspace_id", "=", run.workspaceId)
      .where("id", "=", run.id)
      .where("state", "=", "polling")
      .execute();
  };
  const follow = async () => {
    for (let written = -1; written !== run.sources.read;) {
      await sleep(progressEvery, undefined, { signal: ending.signal, ref: false });
      written = run.sources.read;
      await write();
    }
  };
  return {
    write,
    note: (read: number) => {
      run.sources.read = read;
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

/** The sources are read: the run says that its items pass through the map. */
export async function setScheduling(services: Services, run: RunKey): Promise<void> {
  await services.db
    .updateTable("run")
    .set({ state: "scheduling" })
    .where("workspace_id", "=", run.workspaceId)
    .where("id", "=", run.id)
    .where("state", "in", ["polling", "scheduling"])
    .execute();
}

/** Shows a run as failed; its items stay unread for the next. */
export async function fail(services: Services, run: RunKey, err: unknown): Promise<void> {
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
