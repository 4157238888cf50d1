import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { findAddress, type Address } from "./address.ts";
import { isAway } from "./away.ts";
import { findBinaries, type Binaries } from "./binaries.ts";
import { makeCluster } from "./cluster.ts";
import { PostgresError } from "./error.ts";
import { findOwner, type Owner } from "./owner.ts";
import { serverArguments } from "./options.ts";
import { ask, createDatabase } from "./probe.ts";

export type Postgres = {
  /** Of the database `relaymap`. */
  url: string;
  /** Of another database on this server, which need not exist. */
  urlOf: (database: string) => string;
  /** True: the server ran already. */
  adopted: boolean;
  /** The server's main process. */
  pid: number;
  /** Ends the server without waiting for its clients (their open transactions are rolled back). */
  stop: () => Promise<void>;
};

export type LaunchOptions = {
  /** The server's files are made here. */
  folder: string;
  /** A server whose data nobody will miss: nothing is synced to the disk. */
  throwaway?: boolean;
  /** Settings other than ours (tests of what another server would do). */
  settings?: Readonly<Record<string, string>>;
  /** Told in a sentence before something takes long. */
  progress?: (sentence: string) => void;
};

/** How long a start may take: recovery after a kill replays at most one gigabyte of log. */
const patience = 60_000;

/**
 * Starts the embedded PostgreSQL, or adopts the one that already answers on this folder's socket. It runs detached:
 * it outlives a killed start, and the next start finds it. Throws PostgresError with a sentence for the person.
 */
export async function launchPostgres(options: LaunchOptions): Promise<Postgres> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const folder = await realpath(options.folder);
  const address = await findAddress(folder);
  // Null: it answered, and whoever used it last is just ending it.
  const handle = async (adopted: boolean): Promise<Postgres | null> => {
    try {
      await createDatabase(address.url("postgres"), "relaymap");
    } catch (error) {
      if (isAway(error)) return null;
      throw error;
    }
    const pid = (await mainProcess(folder)) ?? 0;
    return { url: address.url("relaymap"), urlOf: address.url, adopted, pid, stop: () => stopPostgres(folder) };
  };
  const adopt = async (): Promise<Postgres | null> =>
    (await ask(address.url("postgres"))) === "ready" ? await handle(true) : null;
  const running = await adopt();
  if (running !== null) return running;

  const binaries = await findBinaries(join(folder, "lib"));
  const owner = findOwner();
  const throwaway = options.throwaway ?? false;
  if (!existsSync(join(folder, "data"))) options.progress?.("Making the database (once) …");
  await makeCluster(folder, { binaries, owner, address, throwaway });
  await owner.own(folder);
  if (address.socket !== null) await owner.own(address.socket);
  const deadline = performance.now() + patience;
  for (;;) {
    const state = await startOnce(folder, { binaries, owner, address, throwaway, settings: options.settings ?? {} });
    // Another start may have been quicker; or a killed server's last processes still hold its memory.
    const server = state === "ready" ? await handle(false) : await adopt();
    if (server !== null) return server;
    if (performance.now() > deadline) {
      throw new PostgresError(
        `PostgreSQL did not start within ${patience / 1000} s; its log is ${join(folder, "postgres.log")}: ${await lastLines(folder)}`,
      );
    }
    await sleep(100);
  }
}

async function startOnce(
  folder: string,
  tools: {
    binaries: Binaries;
    owner: Owner;
    address: Address;
    throwaway: boolean;
    settings: Readonly<Record<string, string>>;
  },
): Promise<"ready" | "ended"> {
  await clearForeignLock(folder);
  const log = await openLog(folder);
  const child = tools.owner.spawn(
    tools.binaries.postgres,
    serverArguments(join(folder, "data"), { ...tools.address.listen, ...tools.settings }, tools.throwaway),
    {
      cwd: folder,
      detached: true,
      env: { ...process.env, ...tools.binaries.env, LC_ALL: "C" },
      stdio: ["ignore", log, log],
      windowsHide: true,
    },
  );
  closeSync(log);
  const failed = once(child, "error").then(([error]: unknown[]) => {
    throw new PostgresError("PostgreSQL's program could not be run.", { cause: error });
  });
  failed.catch(() => {});
  const deadline = performance.now() + patience;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) return "ended";
    if ((await Promise.race([ask(tools.address.url("postgres")), failed])) === "ready") break;
    if (performance.now() > deadline) return "ended";
    await Promise.race([sleep(20), failed]);
  }
  child.unref();
  return "ready";
}

/** The log holds starts, stops and crashes; one older log is kept. */
async function openLog(folder: string): Promise<number> {
  const file = join(folder, "postgres.log");
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 1_000_000) await rename(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/**
 * PostgreSQL refuses to start while the process of its lock file lives. After a restart of the machine (or of a
 * container, where the numbers are small) that number may belong to quite another program.
 */
async function clearForeignLock(folder: string): Promise<void> {
  const pid = await mainProcess(folder);
  if (pid === null || process.platform !== "linux") return;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => null);
  if (name !== null && name.trim() !== "postgres") await rm(join(folder, "data", "postmaster.pid"), { force: true });
}

async function mainProcess(folder: string): Promise<number | null> {
  const lock = await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(lock, 10);
  return pid > 1 ? pid : null;
}

async function lastLines(folder: string): Promise<string> {
  const log = await readFile(join(folder, "postgres.log"), "utf8").catch(() => "");
  return log.trim().split("\n").slice(-3).join(" | ");
}

/** Fast shutdown (SIGINT): clients are cut off, everything is flushed. Kills the server where it has not ended after 20 s. */
async function stopPostgres(folder: string): Promise<void> {
  const pid = await mainProcess(folder);
  if (pid === null) return;
  const signal = (name: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(pid, name);
    } catch {
      return false;
    }
  };
  if (!signal("SIGINT")) return;
  for (let waited = 0; waited < 20_000; waited += 20) {
    if ((await mainProcess(folder)) !== pid || !signal(0)) return;
    await sleep(20);
  }
  signal("SIGQUIT");
}
