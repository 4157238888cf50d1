import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { PostgresError } from "./error.ts";
import { launchPostgres, type Postgres } from "./launch.ts";

export type Kept = {
  url: string;
  /** Stops the server where no other Relaymap process uses it. */
  stop: () => Promise<void>;
};

export type KeepOptions = {
  folder: string;
  log: Logger;
  progress: (sentence: string) => void;
  /** What a second start is told of the first; null: others may run beside (workers). */
  claim: string | null;
};

/** Advisory locks of the embedded server: (ours, which). They end with the connection that holds them, however that ends. */
const locks = { space: 7_365_219, used: 1, claimed: 2 };

/**
 * Keeps the embedded PostgreSQL up for as long as this process needs it: starts or adopts it, starts it again where it
 * dies, and stops it with the last process that uses it. Throws PostgresError where another start has claimed it.
 */
export async function keepPostgres(options: KeepOptions): Promise<Kept> {
  let stopped = false;
  let presence = await attach(options);
  let restored: Promise<void> = Promise.resolve();
  const { url } = presence.server;

  const watch = (): void => {
    // `end` comes last, whatever ended the connection.
    presence.client.once("end", () => {
      if (!stopped) restored = restore();
    });
  };
  const restore = async (): Promise<void> => {
    options.log.warn("the embedded database has ended; it is started again");
    for (let wait = 100; !stopped; wait = Math.min(wait * 2, 5000)) {
      try {
        presence = await attach(options);
        options.log.info({ pid: presence.server.pid }, "the embedded database is back");
        watch();
        return;
      } catch (error) {
        options.log.error({ err: error }, "the embedded database does not start");
        await sleep(wait);
      }
    }
  };
  watch();
  return {
    url,
    stop: async () => {
      if (stopped) return;
      stopped = true;
      // A server that is just coming back is ours to stop, too.
      await restored;
      await leave(presence);
    },
  };
}

type Presence = { server: Postgres; client: pg.Client };

/** Launches, and shows that we are there. Where the last user is just stopping the server, launches again. */
async function attach(options: KeepOptions): Promise<Presence> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const server = await launchPostgres({ folder: options.folder, progress: options.progress });
    const client = await show(server, options.claim);
    if (client !== null) return { server, client };
    await sleep(100);
  }
  throw new PostgresError(`The database in ${options.folder} is being stopped by another process, which does not end.`);
}

async function show(server: Postgres, claim: string | null): Promise<pg.Client | null> {
  const name = `relaymap ${process.pid}${claim === null ? "" : ` ${claim}`}`.slice(0, 63);
  const client = new pg.Client({ connectionString: server.url, application_name: name, keepAlive: true });
  client.on("error", () => {});
  try {
    await client.connect();
    if (!(await lock(client, "pg_try_advisory_lock_shared", locks.used))) return await end(client);
    if (claim === null || (await lock(client, "pg_try_advisory_lock", locks.claimed))) return client;
  } catch {
    return await end(client);
  }
  const other = await holder(client).finally(() => end(client));
  throw new PostgresError(
    `Relaymap runs already on this data folder${other}. Stop it first, or set DATA_DIR to another folder.`,
  );
}

async function end(client: pg.Client): Promise<null> {
  await client.end().catch(() => {});
  return null;
}

async function lock(client: pg.Client, take: string, which: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`select ${take}($1, $2) as taken`, [locks.space, which]);
  return rows[0]?.taken === true;
}

/** ` (process 123, http://…)`, as the first start has named its connection. */
async function holder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and classid = $1 and objid = $2 and granted`,
    [locks.space, locks.claimed],
  );
  const [, pid, claim] = rows[0]?.name.split(" ") ?? [];
  return pid === undefined ? "" : ` (process ${pid}, ${claim})`;
}

/** Whoever gets the lock that all users share is the last of them. */
async function leave({ server, client }: Presence): Promise<void> {
  const last = await lock(client, "pg_try_advisory_lock", locks.used).catch(() => false);
  if (last) await server.stop();
  await end(client);
}
