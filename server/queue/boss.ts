import { hostname } from "node:os";
import { fromKysely, PgBoss, type JobResult, type JobWithMetadata } from "pg-boss";
import type { Logger } from "pino";
import { openPgPool } from "../database/pool.ts";
import { setNumber } from "../ledger/set.ts";
import { type Bell, type JobHandler, type JobName, jobNames, type Queue, type Settings } from "../ports.ts";

export type QueueOptions = {
  url: string;
  log: Logger;
  /** `web` sends only; it neither works nor looks after the queues. */
  role: Settings["role"];
  /** Rung for jobs; without it they are looked for twice a second. */
  bell?: Bell;
};

const schema = "queue";

/** A sent job wakes the fetchers; looking every two seconds besides finds retries, and leaves an idle server idle. */
const work = {
  localConcurrency: 4,
  batchSize: 5,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 2,
  perJobResults: true,
  includeMetadata: true,
} as const;

/**
 * `exclusive`: one job a key, waiting or at work; an index of pg-boss holds it, and another one sent meanwhile is nothing new. So what a
 * job does must not depend on when it was sent. (pg-boss cannot change a queue's policy: one of an earlier version is made anew, and
 * whoever sent what it held sends it again.)
 */
const policy = "exclusive";

/**
 * A worker that was killed stops its heartbeats, and its job runs again 10–20 s later. Done jobs are kept minutes only: the ledger is
 * the record.
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

/** What lanes waited in before they became a queue of their own. */
const formerly = "drain-lane";

/** Of the jobs' own connections. */
const connections = 4;

/** pg-boss behind our port, in a schema of its own, by its public interface only. Resolves when jobs can be sent. */
export async function createQueue(options: QueueOptions): Promise<Queue> {
  const looksAfter = options.role !== "web";
  const log = options.log.child({ part: "queue" });
  const pool = openPgPool({
    url: options.url,
    // Counted by `server/health/views.ts`: which processes work on this database, and which of them know older functions.
    name: `relaymap queue ${options.role} ${setNumber} ${hostname().slice(0, 24)}/${process.pid}`,
    max: connections,
    log,
  });
  const { bell } = options;
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) => pool.query(text, values),
      ...(bell === undefined
        ? {}
        : {
            listen: async (channel: string, notified: (name: string) => void, missed: () => void) => {
              const end = bell.hear(channel, (word) => (word === null ? missed() : notified(word)));
              return { close: async () => end() };
            },
          }),
    },
    schema,
    useListenNotify: bell !== undefined && looksAfter,
    schedule: false,
    supervise: looksAfter,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the queue could not reach the database; it tries again"));
  boss.on("warning", (warning) => log.debug({ warning }, "the queue warns"));
  try {
    await boss.start();
    if ((await boss.getQueue(formerly)) !== null) await boss.deleteQueue(formerly);
    for (const name of jobNames) {
      const found = await boss.getQueue(name);
      if (found !== null && found.policy !== policy) await boss.deleteQueue(name);
      await boss.createQueue(name, { policy, ...shape });
      await boss.updateQueue(name, shape);
    }
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    await pool.end();
    throw error;
  }

  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  const sendMany: Queue["sendMany"] = async (name, jobs, trx) => {
    if (jobs.length === 0) return;
    const inserts = jobs.map(({ data, options: { singletonKey } }) => ({ data, singletonKey }));
    await boss.insert(name, inserts, trx === undefined ? {} : { db: fromKysely(trx) });
  };

  return {
    sendMany,
    send: (name, data, jobOptions, trx) => sendMany(name, [{ data, options: jobOptions }], trx),
    work: async (name, handler) => {
      if (!looksAfter) return;
      const runBatch = makeRunner(boss, name, log, stopping.signal);
      await boss.work(name, work, (jobs: JobWithMetadata<Record<string, unknown>>[]) => {
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
      await pool.end();
    },
  };
}

/**
 * Runs a batch's jobs side by side. Each is ended by itself as soon as it ends, so that neither a failure nor a slow
 * neighbour holds up the others' keys. A failure is logged once, here.
 */
function makeRunner(boss: PgBoss, name: JobName, log: Logger, stopping: AbortSignal) {
  return async (jobs: JobWithMetadata<Record<string, unknown>>[], handler: JobHandler): Promise<JobResult[]> =>
    await Promise.all(
      jobs.map(async (job): Promise<JobResult> => {
        const { data } = job;
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
}
