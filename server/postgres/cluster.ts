import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import type { Address } from "./address.ts";
import type { Binaries } from "./binaries.ts";
import { PostgresError } from "./error.ts";
import type { Owner } from "./owner.ts";

const version = "18";

/**
 * Makes the database files under `folder`/data where there are none: in a temporary folder that is renamed once all
 * is on the disk, so that a start that was cut off never leaves half a database.
 */
export async function makeCluster(
  folder: string,
  tools: { binaries: Binaries; owner: Owner; address: Address; throwaway: boolean },
): Promise<void> {
  const data = join(folder, "data");
  if (existsSync(data)) return await checkVersion(data);
  await clearLeftovers(folder);
  const fresh = join(folder, `new-${process.pid}-${randomUUID()}`);
  const secret = `${fresh}.password`;
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(secret, tools.address.password === "" ? "unused" : tools.address.password, { mode: 0o600 });
  await tools.owner.own(folder);
  try {
    await initialise(fresh, secret, tools);
    // Where another start was quicker, its files are as good.
    await rename(fresh, data).catch((error: unknown) => {
      if (!existsSync(data)) throw error;
    });
    await syncFolder(folder);
  } finally {
    await rm(secret, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Removes what starts that were cut off have left; a start that still runs keeps its folder. */
async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^new-(\d+)/.exec(name)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function initialise(
  fresh: string,
  secret: string,
  tools: { binaries: Binaries; owner: Owner; throwaway: boolean },
): Promise<void> {
  const args = [
    "-D",
    fresh,
    "-U",
    "relaymap",
    "-E",
    "UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ];
  args.push("--auth-local=trust", "--auth-host=scram-sha-256", `--pwfile=${secret}`);
  if (tools.throwaway) args.push("--no-sync");
  const child = tools.owner.spawn(tools.binaries.initdb, args, {
    env: { ...process.env, ...tools.binaries.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  const [code, , said] = await Promise.all([ended, text(child.stdout!), text(child.stderr!)]);
  if (/No space left on device/.test(said))
    throw new PostgresError(`The disk of ${dirname(fresh)} is full: make room, then start again.`);
  if (code !== 0) throw new PostgresError(`PostgreSQL could not make its files in ${fresh}: ${said.trim()}`);
}

async function checkVersion(data: string): Promise<void> {
  const found = (await readFile(join(data, "PG_VERSION"), "utf8")).trim();
  if (found === version) return;
  throw new PostgresError(
    `${data} was made by PostgreSQL ${found}; this version of Relaymap brings ${version}. Move the data with pg_dump, or set DATABASE_URL.`,
  );
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
