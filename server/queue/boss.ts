import { hostname } from "node:os";
import { fromKysely, PgBoss, type JobInsert, type JobResult, type JobWithMetadata } from "pg-boss";
import type { Logger } from "pino";
import { setNumber } from "../ledger/set.ts";
import {
  type JobHandler,
  type JobName,
  jobNames,
  type JobOptions,
  type Queue,
  type Settings,
  type Trx,
} from "../ports.ts";

export type QueueOptions = {
  url: string;
  log: Logger;
  /** `web` sends only; it neither works nor looks after the queues. */
  role: Settings["role"];
};

const schema = "queue";

/**
 * Four fetchers of five jobs: 3,850 jobs/s measured, where twenty of one job are capped at 40/s. A sent job wakes them;
 * looking every two seconds besides finds retries and keys that were busy, and leaves an idle server idle.
 */
const work = {
  localConcurrency: 4,
  batchSize: 5,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 2,
  perJobResults: true,
  includeMetadata: true,
} as const;

/** A lane may hold its fetcher for minutes, where its network is slow: more of them, so that the others go on. */
const fetchers: Partial<Record<JobName, number>> = { "drain-lane": 8 };

/**
 * A job whose key is busy waits aside, out of the fetchers' sight: one at the head of the queue would make them come
 * back with nothing. It is freed when the busy job ends, or after this many milliseconds: by then pg-boss itself has
 * listed the key as busy.
 */
const aside = { mark: "aside", milliseconds: 6000 };

/**
 * `singleton`: one active job a key (a unique index in the database holds it). A worker that was killed stops its
 * heartbeats, and its job runs again 10–20 s later. Done jobs are kept minutes only: the ledger is the record.
 */
const shape = {
  notify: true,
  heartbeatSeconds: 10,
  retryLimit: 10,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  retentionSeconds: 86_400,
  deleteAfterSeconds: 600,
};

/** Of the jobs' own connections: the fetchers, and one that listens. */
const connections = 4;

/** pg-boss behind our port, in a schema of its own. Resolves when jobs can be sent. */
export async function createQueue(options: QueueOptions): Promise<Queue> {
  const looksAfter = options.role !== "web";
  const boss = new PgBoss({
    connectionString: options.url,
    // Counted by `server/health/views.ts`: which processes work on this database, and which of them know older functions.
    application_name: `relaymap queue ${options.role} ${setNumber} ${hostname().slice(0, 24)}/${process.pid}`,
    schema,
    max: connections,
    useListenNotify: true,
    schedule: false,
    supervise: looksAfter,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
    // Fetching leaves out the keys that were busy when the queue's row was last cached: a minute's stale list would let a
    // lane that has new work stand still for as long.
    queueCacheIntervalSeconds: 1,
  });
  const log = options.log.child({ part: "queue" });
  boss.on("error", (error) => log.warn({ err: error }, "the queue could not reach the database; it tries again"));
  boss.on("warning", (warning) => log.debug({ warning }, "the queue warns"));
  await boss.start();
  for (const name of jobNames) {
    await boss.createQueue(name, { policy: "singleton", ...shape });
    await boss.updateQueue(name, shape);
  }

  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  const sendMany: Queue["sendMany"] = async (name, jobs, trx) => {
    const inserts = await place(boss, name, jobs, trx);
    if (inserts.length === 0) return;
    await boss.insert(name, inserts, trx === undefined ? {} : { db: fromKysely(trx) });
    // The busy job may have ended between our look and our insert, and so have freed nothing.
    const waiting = inserts.filter((job) => aside.mark in (job.data ?? {})).map((job) => job.singletonKey ?? "");
    if (trx === undefined && waiting.length > 0) await boss.getDb().executeSql(freeing, [name, waiting]);
  };

  return {
    sendMany,
    send: (name, data, jobOptions, trx) =>
      sendMany(name, [jobOptions === undefined ? { data } : { data, options: jobOptions }], trx),
    work: async (name, handler) => {
      if (!looksAfter) return;
      const runBatch = makeRunner(boss, name, log, stopping.signal);
      const localConcurrency = fetchers[name] ?? work.localConcurrency;
      await boss.work(name, { ...work, localConcurrency }, (jobs: JobWithMetadata<Record<string, unknown>>[]) => {
        const batch = runBatch(jobs, handler);
        running.add(batch);
        return batch.finally(() => running.delete(batch));
      });
    },
    stop: async () => {
      if (stopping.signal.aborted) return;
      stopping.abort(new Error("Relaymap is stopping"));
      await Promise.race([Promise.allSettled(running), new Promise((resolve) => setTimeout(resolve, 30_000).unref())]);
      await boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}

type Wanted = { data: Record<string, unknown>; options?: JobOptions };

/**
 * Leaves out the jobs for whose key a job waits already that starts no later: it will see what this one would; and puts
 * those aside whose key is busy. Only looks, never locks (two transactions that send to many accounts must not wait for
 * each other), so a rare second job gets through; it finds nothing to do.
 */
async function place(boss: PgBoss, name: JobName, jobs: Wanted[], trx?: Trx): Promise<JobInsert[]> {
  const soonest = new Map<string, Wanted>();
  const placed: JobInsert[] = [];
  for (const job of jobs) {
    const key = job.options?.singletonKey;
    if (key === undefined) placed.push({ data: job.data, ...job.options });
    else if (!soonest.has(key) || startOf(job) < startOf(soonest.get(key)!)) soonest.set(key, job);
  }
  if (soonest.size === 0) return placed;
  const query = `select singleton_key as key, coalesce(bool_or(state = 'active'), false) as busy,
      extract(epoch from min(start_after) filter (where state = 'created')) * 1000 as start from ${schema}.job
    where name = $1 and state in ('created', 'active') and singleton_key = any($2) group by 1`;
  const db = trx === undefined ? boss.getDb() : fromKysely(trx);
  const { rows } = await db.executeSql(query, [name, [...soonest.keys()]]);
  const known = new Map((rows as { key: string; busy: boolean; start: string | null }[]).map((row) => [row.key, row]));
  const now = Date.now();
  for (const [key, job] of soonest) {
    const { busy = false, start = null } = known.get(key) ?? {};
    const later = startOf(job) > now;
    // What waits aside starts as soon as the key is free, whatever its time says.
    const latest = later ? startOf(job) : now + (busy ? aside.milliseconds : 0);
    if (start !== null && Number(start) <= latest) continue;
    placed.push(
      busy && !later
        ? { data: { ...job.data, [aside.mark]: true }, ...job.options, startAfter: new Date(now + aside.milliseconds) }
        : { data: job.data, ...job.options },
    );
  }
  return placed;
}

/** Frees what waits aside for keys ($2) that are not busy, of the queue $1. */
const freeing = `update ${schema}.job waiting set start_after = now()
  where name = $1 and singleton_key = any($2) and state = 'created' and start_after > now() and data ? '${aside.mark}' and not exists
    (select from ${schema}.job busy where busy.name = $1 and busy.singleton_key = waiting.singleton_key and busy.state = 'active')`;

/** What pg-boss listens on. Were it another, the fetchers would find what was freed two seconds later. */
const channel = `'pgboss_' || left(encode(sha224('${schema}'::bytea), 'hex'), 24)`;

/** The same after a job has ended; and takes its key off pg-boss's list of busy ones, which lags by seconds. */
const ended = `with freed as (${freeing} returning 1),
  listed as (update ${schema}.queue set singletons_active = array(select unnest(singletons_active) except select unnest($2::text[]))
    where name = $1 and singletons_active && $2)
  select pg_notify(${channel}, $1::text) from freed limit 1`;

function startOf(job: Wanted): number {
  return job.options?.startAfter?.getTime() ?? 0;
}

/**
 * Runs a batch's jobs side by side. Each is ended by itself as soon as it ends, so that neither a failure nor a slow
 * neighbour holds up the others' keys. A failure is logged once, here.
 */
function makeRunner(boss: PgBoss, name: JobName, log: Logger, stopping: AbortSignal) {
  return async (jobs: JobWithMetadata<Record<string, unknown>>[], handler: JobHandler): Promise<JobResult[]> =>
    await Promise.all(
      jobs.map(async (job): Promise<JobResult> => {
        const { [aside.mark]: _, ...data } = job.data;
        let result: JobResult = { id: job.id, status: "completed" };
        try {
          await handler(data, AbortSignal.any([job.signal, stopping]));
        } catch (error) {
          const level = stopping.aborted ? "debug" : "error";
          log[level]({ err: error, queue: name, job: job.id, attempt: job.retryCount + 1, ...data }, "a job failed");
          const message = error instanceof Error ? error.message : String(error);
          result = { id: job.id, status: "failed", output: { message } };
        }
        await end(boss, name, job, result).catch(() => {});
        return result;
      }),
    );
}

/** What goes wrong here is put right when the whole batch is ended, to which an ended job is nothing new. */
async function end(boss: PgBoss, name: JobName, job: JobWithMetadata, result: JobResult): Promise<void> {
  if (result.status === "completed") await boss.complete(name, job);
  else await boss.fail(name, job, result.output as object);
  if (job.singletonKey !== null) await boss.getDb().executeSql(ended, [name, [job.singletonKey]]);
}
