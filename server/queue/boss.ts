import { hostname } from "node:os";
import { fromKysely, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { ring } from "../database/bell.ts";
import { openPgPool } from "../database/pool.ts";
import { setNumber } from "../ledger/set.ts";
import { type Bell, type JobName, jobNames, type Queue, type Settings } from "../ports.ts";
import { startFetcher } from "./fetcher.ts";

export type QueueOptions = {
  url: string;
  log: Logger;
  /** `web` sends only; it neither works nor looks after the queues. */
  role: Settings["role"];
  /** Rung for jobs; without it they are looked for twice a second. */
  bell?: Bell;
};

const schema = "queue";

/**
 * A sent job wakes whoever fetches; looking every two seconds besides finds retries, and leaves an idle server idle. Jobs wait for answers
 * from outside most of their time.
 */
const work = { places: 24, pulse: 4000 };
const pauses = { rung: 2000, unheard: 500 };

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
  // Rung by ourselves, for our own fetchers.
  notify: false,
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
    },
    schema,
    useListenNotify: false,
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
  const fetchers: { stop: () => Promise<void> }[] = [];

  const sendMany: Queue["sendMany"] = async (name, jobs, trx) => {
    if (jobs.length === 0) return;
    const inserts = jobs.map(({ data, options: { singletonKey } }) => ({ data, singletonKey }));
    await boss.insert(name, inserts, trx === undefined ? {} : { db: fromKysely(trx) });
    if (trx === undefined) await pool.query("select pg_notify($1, '')", [bellOf(name)]);
    else await ring(trx, bellOf(name));
  };

  return {
    sendMany,
    send: (name, data, jobOptions, trx) => sendMany(name, [{ data, options: jobOptions }], trx),
    work: async (name, handler) => {
      if (!looksAfter) return;
      fetchers.push(
        startFetcher({
          boss,
          name,
          handler,
          log,
          stopping: stopping.signal,
          hear: (heard) => bell?.hear(bellOf(name), heard) ?? (() => undefined),
          pause: bell === undefined ? pauses.unheard : pauses.rung,
          ...work,
        }),
      );
    },
    stop: async () => {
      if (stopping.signal.aborted) return;
      stopping.abort(new Error("Relaymap is stopping"));
      const ended = Promise.allSettled(fetchers.map((fetcher) => fetcher.stop()));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 30_000).unref())]);
      await boss.stop({ graceful: true, timeout: 5000 });
      await pool.end();
    },
  };
}

const bellOf = (name: JobName): string => `relaymap_${name}`;
