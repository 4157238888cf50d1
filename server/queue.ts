import { fromKysely, PgBoss, type Job, type JobResult } from "pg-boss";
import type { Logger } from "pino";
import {
  type JobHandler,
  type JobName,
  jobNames,
  type JobOptions,
  type Queue,
  type Settings,
  type Trx,
} from "./ports.ts";

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
} as const;

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
    application_name: "relaymap queue",
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
    const fresh = await withoutWaiting(boss, name, jobs, trx);
    if (fresh.length === 0) return;
    const inserts = fresh.map((job) => ({ data: job.data, ...job.options }));
    await boss.insert(name, inserts, trx === undefined ? {} : { db: fromKysely(trx) });
  };

  return {
    sendMany,
    send: (name, data, jobOptions, trx) =>
      sendMany(name, [jobOptions === undefined ? { data } : { data, options: jobOptions }], trx),
    work: async (name, handler) => {
      if (!looksAfter) return;
      const settle = makeSettler(boss, name, log, stopping.signal);
      await boss.work<Record<string, unknown>, JobResult[], typeof work>(name, work, (jobs) => {
        const batch = settle(jobs, handler);
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
 * Leaves out the jobs for whose key a job waits already that starts no later: it will see what this one would. Only
 * looks, never locks (two transactions that send to many accounts must not wait for each other), so a rare second job
 * gets through; it finds nothing to do.
 */
async function withoutWaiting(boss: PgBoss, name: JobName, jobs: Wanted[], trx?: Trx): Promise<Wanted[]> {
  const soonest = new Map<string, Wanted>();
  const free: Wanted[] = [];
  for (const job of jobs) {
    const key = job.options?.singletonKey;
    if (key === undefined) free.push(job);
    else if (!soonest.has(key) || startOf(job) < startOf(soonest.get(key)!)) soonest.set(key, job);
  }
  if (soonest.size === 0) return free;
  const query = `select singleton_key as key, extract(epoch from min(start_after)) * 1000 as start from ${schema}.job
    where name = $1 and state = 'created' and singleton_key = any($2) group by 1`;
  const db = trx === undefined ? boss.getDb() : fromKysely(trx);
  const found = await db.executeSql(query, [name, [...soonest.keys()]]);
  const waiting = new Map((found.rows as { key: string; start: string }[]).map((row) => [row.key, Number(row.start)]));
  const missing = [...soonest].filter(([key, job]) => {
    const start = waiting.get(key);
    return start === undefined || start > Math.max(startOf(job), Date.now());
  });
  return [...free, ...missing.map(([, job]) => job)];
}

function startOf(job: Wanted): number {
  return job.options?.startAfter?.getTime() ?? 0;
}

/**
 * Runs a batch's jobs side by side. Each is settled by itself as soon as it ends, so that neither a failure nor a slow
 * neighbour holds up the others' keys. A failure is logged once, here.
 */
function makeSettler(boss: PgBoss, name: JobName, log: Logger, stopping: AbortSignal) {
  return async (jobs: Job<Record<string, unknown>>[], handler: JobHandler): Promise<JobResult[]> => {
    let open = jobs.length;
    return await Promise.all(
      jobs.map(async (job): Promise<JobResult> => {
        let result: JobResult = { id: job.id, status: "completed" };
        try {
          await handler(job.data, AbortSignal.any([job.signal, stopping]));
        } catch (error) {
          const level = stopping.aborted ? "debug" : "error";
          log[level](
            { err: error, queue: name, job: job.id, attempt: job.retryCount + 1, ...job.data },
            "a job failed",
          );
          const message = error instanceof Error ? error.message : String(error);
          result = { id: job.id, status: "failed", output: { message } };
        }
        open -= 1;
        if (open > 0) await settleEarly(boss, name, job, result).catch(() => {});
        return result;
      }),
    );
  };
}

/** What goes wrong here is put right when the whole batch is settled, to which a settled job is nothing new. */
async function settleEarly(boss: PgBoss, name: JobName, job: Job, result: JobResult): Promise<void> {
  if (result.status === "completed") await boss.complete(name, job);
  else await boss.fail(name, job, result.output as object);
}
