import { Kysely, PostgresAdapter, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Logger } from "pino";
import type { Db } from "../ports.ts";
import type { DB } from "./db.gen.ts";
import { dialConfig } from "./dial.ts";
import { noteRefusal } from "./room.ts";
import { type Wall, WalledPool } from "./walled.ts";
import { watchSilence } from "./watch.ts";

export type PoolOptions = {
  url: string;
  /** Connections at most (15). A process holds at most 20, those of the queue included. */
  max?: number;
  /** As pg_stat_activity shows it. */
  name?: string;
  /** Milliseconds after which the server gives a statement up; 0 means never. Where it does not even do that, the connection is given up `grace` later (5,000). */
  statementTimeout?: number;
  /** How statements meet the wall between workspaces; without one (migrations, tests) they are the login's own. */
  wall?: Wall;
  /** A commit does not wait until it is on the disk. */
  hasty?: true;
  grace?: number;
  log?: Logger;
};

const oid = { int8: 20, timestamptz: 1184, textArray: 1009, int8Array: 1016, timestamptzArray: 1185 };

/**
 * `2026-01-02 03:04:05.678901+00` → `2026-01-02T03:04:05.678901Z`: microseconds stay, so that a value read can be compared again. A
 * session that is not at UTC (a pooler may have given us any) says the same moment in its own hours.
 */
export function readTime(value: string): string {
  const utc = value.replace(" ", "T").replace(/\+00(:?00)?$/, "Z");
  if (utc.endsWith("Z") || /infinity/.test(utc)) return utc;
  const [, seconds, fraction = "", hours, rest = ""] = /^(.{19})(\.\d+)?([+-]\d\d)(:\d\d)?/.exec(utc) ?? [];
  const at = seconds === undefined ? Number.NaN : Date.parse(`${seconds}${hours}${rest || ":00"}`);
  if (Number.isNaN(at)) throw new RangeError(`${value} is no time that PostgreSQL writes with DateStyle ISO`);
  return `${new Date(at).toISOString().slice(0, 19)}${fraction}Z`;
}

/** Row numbers and counts fit; what does not is a bug that must not be rounded away. */
function readInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond the safe integers`);
  return number;
}

/** One-dimensional arrays, read as PostgreSQL writes every array: as texts. */
function readList<T>(read: (value: string) => T): (value: string) => T[] {
  const split = pg.types.getTypeParser(oid.textArray, "text") as (value: string) => string[];
  return (value) => split(value).map(read);
}

const readers = new Map<number, (value: string) => unknown>([
  [oid.int8, readInteger],
  [oid.timestamptz, readTime],
  [oid.int8Array, readList(readInteger)],
  [oid.timestamptzArray, readList(readTime)],
]);

/** How this project reads PostgreSQL's values: timestamptz → ISO string (UTC), int8 → number (throws beyond 2^53). */
export const types = {
  getTypeParser: (id: number, format?: "text" | "binary"): unknown =>
    (format === "binary" ? undefined : readers.get(id)) ?? pg.types.getTypeParser(id, format ?? "text"),
} as pg.CustomTypesConfig;

/**
 * What a session is told when it is made: nothing of it is asked of the server at its start, which a pooler would refuse. Behind one it may
 * reach some of the server's sessions only; they are bounds, and times are read at any zone.
 */
const manners = (statementTimeout: number, hasty: boolean): string =>
  `set timezone to 'UTC'; set statement_timeout to ${statementTimeout}; set idle_in_transaction_session_timeout to 60000${hasty ? "; set synchronous_commit to off" : ""}`;

/** A pool of `pg` as we use it: bounded waits, and no broken connection that ends the process. */
export function openPgPool(options: PoolOptions & { types?: pg.CustomTypesConfig }): pg.Pool {
  const { statementTimeout = 30_000, grace = 5_000 } = options;
  const pool = new pg.Pool({
    ...dialConfig(options.url),
    max: options.max ?? 15,
    application_name: options.name ?? "relaymap",
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(options.types === undefined ? {} : { types: options.types }),
    // Awaited before anybody is given the connection.
    onConnect: async (client) => void (await client.query(manners(statementTimeout, options.hasty === true))),
  });
  // A connection that breaks while somebody holds it tells them through their statement, and says so once more as an event.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    if (statementTimeout > 0) watchSilence(client, statementTimeout + grace);
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => {
    if (!pool.ending) options.log?.warn({ err: error }, "a database connection was lost");
  });
  return pool;
}

/** Opens a pool; no connection is made before the first statement. Close it with `db.destroy()`. */
export function openPool(options: PoolOptions): Db {
  const pool = openPgPool({ ...options, types });
  const db: Db = new Kysely<DB>({
    dialect: new Dialect({ pool: options.wall === undefined ? pool : new WalledPool(pool, options.wall) }),
    log: (event) => {
      if (event.level === "error") noteRefusal(db, event.error);
    },
  });
  return db;
}

/** One connection as Kysely and bare at once, for what streams rows inside a transaction. */
export async function openSingle(url: string): Promise<{ db: Db; client: pg.PoolClient; close: () => Promise<void> }> {
  const pool = openPgPool({ url, max: 1, name: "relaymap backup", statementTimeout: 0, types });
  const client = await pool.connect().catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const release = client.release.bind(client);
  // Kysely gives it back after each statement: it stays ours.
  client.release = () => undefined;
  const lent = { options: {}, connect: async () => client, end: async () => undefined };
  const db = new Kysely<DB>({ dialect: new Dialect({ pool: lent }) });
  const close = async (): Promise<void> => {
    release(true);
    await pool.end();
  };
  return { db, client, close };
}

/** Kysely's own migration lock belongs to a session, and behind a pooler to whoever comes next: ours ends with its transaction. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select pg_advisory_xact_lock(3853314791062309107)`.execute(db);
  }
  override async releaseMigrationLock(): Promise<void> {}
}

class Dialect extends PostgresDialect {
  override createAdapter(): Adapter {
    return new Adapter();
  }
}
