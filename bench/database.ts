import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import pg from "pg";
import { launchPostgres } from "#server/postgres/launch.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import { launchServer, missing, type ServerName, servers } from "#test/servers/launch.ts";

/**
 * Where a bench keeps what it writes: a fresh database on the embedded server, on the server of an address, or on one of those that
 * `npm run test:servers` starts, with the settings that it comes with and everything synced.
 */
export type BenchDatabase = {
  /** For the figures. */
  server: string;
  url: string;
  /** For the process's own files. */
  folder: string;
  /** Seconds of CPU that the server has used so far; null where it runs on another machine. */
  cpu: () => number | null;
};
export type Where = {
  database?: string | undefined;
  server?: string | undefined;
  /** A folder in which the embedded server's database stays, to be found again by the next run. */
  keep?: string | undefined;
};

export const serverNames: readonly string[] = servers;

/** Runs `work` with a database of its own, and takes all of it away again, unless it is to be kept. */
export async function withDatabase<T>(where: Where, work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const folder = where.keep ?? (await mkdtemp(join(tmpdir(), "relaymap-bench-")));
  const name = where.keep === undefined ? `relaymap_bench_${randomBytes(4).toString("hex")}` : "relaymap_bench";
  const { admin, stop } = await open(where, folder);
  // The server is detached and would outlive a bench that is stopped.
  const cut = (): void => void stop().finally(() => process.exit(130));
  process.once("SIGINT", cut).once("SIGTERM", cut);
  try {
    await createDatabase(admin, name);
    const { version, pid } = await look(admin);
    const cpu = (): number | null => (pid === null ? null : cpuOf(pid));
    return await work({ server: `PostgreSQL ${version}`, url: named(admin, name), folder, cpu });
  } finally {
    if (where.database !== undefined) await dropDatabase(admin, name);
    await stop();
    if (where.keep === undefined) await rm(folder, { recursive: true, force: true });
    process.off("SIGINT", cut).off("SIGTERM", cut);
  }
}

async function open(
  { database, server }: Where,
  folder: string,
): Promise<{ admin: string; stop: () => Promise<void> }> {
  if (database !== undefined) return { admin: database, stop: async () => {} };
  if (server !== undefined) {
    const lacking = missing(server as ServerName);
    if (lacking.length > 0) throw new Error(`${server} cannot be started: ${lacking.join(" and ")} missing`);
    const { admin, through, stop } = await launchServer(server as ServerName, { synced: true });
    return { admin: through ?? admin, stop };
  }
  // As many as a server takes by default: the embedded one serves a process or two.
  const settings = { max_connections: "100" };
  const postgres = await launchPostgres({ folder: join(folder, "postgres"), settings });
  return { admin: postgres.urlOf("postgres"), stop: () => postgres.stop() };
}

function named(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Its version, and its main process where that is one of this machine's. */
async function look(url: string): Promise<{ version: string; pid: number | null }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; pid: number; local: boolean }>(
      `select split_part(current_setting('server_version'), ' ', 1) as version, pg_backend_pid() as pid,
        coalesce(inet_server_addr() << inet '127.0.0.0/8', true) as local`,
    );
    const { version, pid, local } = rows[0]!;
    return { version, pid: local && statOf(pid)?.name === "postgres" ? statOf(pid)!.parent : null };
  } finally {
    await client.end();
  }
}

async function dropDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  } finally {
    await client.end();
  }
}

type Stat = { name: string; parent: number; own: number; ended: number };

/** Ticks of a process, and of its children that have ended (proc(5)). */
function statOf(pid: number): Stat | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = line
      .slice(line.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const name = line.slice(line.indexOf("(") + 1, line.lastIndexOf(")"));
    return { name, parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}

/** Of the server's main process and all that are or were its children. */
function cpuOf(main: number): number {
  const own = statOf(main);
  let ticks = own === null ? 0 : own.own + own.ended;
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/u.test(each))) {
    const stat = statOf(Number(name));
    if (stat?.parent === main) ticks += stat.own;
  }
  return ticks / 100;
}
