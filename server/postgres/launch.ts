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

const copied =
  "This data folder was copied while its server ran: such a copy may be damaged where nobody sees it (relaymap backup makes a whole one). It starts all the same, and everything stands still.";

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
    const { settings = {}, progress } = options;
    const before = await logLength(folder);
    const state = await startOnce(folder, { binaries, owner, address, throwaway, settings, progress });
    if (state === "ended") await refuseHopeless(folder, before);
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
    progress: LaunchOptions["progress"];
  },
): Promise<"ready" | "ended"> {
  if (await clearForeignLocks(folder, tools.address.socket)) tools.progress?.(copied);
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

const logLength = (folder: string): Promise<number> =>
  stat(join(folder, "postgres.log")).then(
    ({ size }) => size,
    () => 0,
  );

/** The log holds starts, stops and crashes; one older log is kept. */
async function openLog(folder: string): Promise<number> {
  const file = join(folder, "postgres.log");
  if ((await logLength(folder)) > 1_000_000) await rename(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/**
 * PostgreSQL refuses to start while the process of its lock files lives. After a restart of the machine (or of a container, where the
 * numbers are small) that number may belong to quite another program; and in a copy of a data folder whose server runs, to the server of
 * the other folder. Gives true for such a copy.
 */
async function clearForeignLocks(folder: string, socket: string | null): Promise<boolean> {
  const data = join(folder, "data");
  let copied = false;
  for (const file of [join(data, "postmaster.pid"), ...(socket === null ? [] : [join(socket, ".s.PGSQL.5432.lock")])]) {
    const [line, place = ""] = (await readFile(file, "utf8").catch(() => "")).split("\n");
    const pid = Number.parseInt(line ?? "", 10);
    if (!(pid > 1)) continue;
    const program = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => null);
    const other = program !== null && program.trim() !== "postgres";
    // A server stands in its data folder, wherever that was moved to; elsewhere than on Linux there is only what it wrote.
    const elsewhere = !other && (await isAnother(program === null ? place : `/proc/${pid}/cwd`, data));
    copied ||= elsewhere;
    if (other || elsewhere) await rm(file, { force: true });
  }
  return copied;
}

/** Whether two paths are folders that both are there, and not one. */
async function isAnother(one: string, two: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, two].map((path) => stat(path).catch(() => null)));
  return a?.isDirectory() === true && b?.isDirectory() === true && (a.ino !== b.ino || a.dev !== b.dev);
}

async function mainProcess(folder: string): Promise<number | null> {
  const lock = await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(lock, 10);
  return pid > 1 ? pid : null;
}

/** Where no start will ever come of it, nobody waits for it. `from`: how long the log was before. */
async function refuseHopeless(folder: string, from: number): Promise<void> {
  const log = await readFile(join(folder, "postgres.log"), "utf8").catch(() => "");
  const said = log.slice(log.length < from ? 0 : from);
  const last = (await lastLines(folder)).slice(-500);
  if (/No space left on device/.test(said))
    throw new PostgresError(`The disk of ${folder} is full: make room, then start again. PostgreSQL says: ${last}`);
  if (
    /could not locate a valid checkpoint|control file|are incompatible with server|could not open file "global|invalid data in/.test(
      said,
    )
  )
    throw new PostgresError(
      `The database's files in ${folder} are damaged, or were copied while their server ran. Put a backup into a new DATA_DIR (relaymap restore). PostgreSQL says: ${last}`,
    );
  if (/Permission denied|Read-only file system/.test(said))
    throw new PostgresError(
      `PostgreSQL may not write in ${folder}: give that folder, and all in it, to the user that starts Relaymap. PostgreSQL says: ${last}`,
    );
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
