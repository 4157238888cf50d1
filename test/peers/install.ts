import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, realpath, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";
import { withLock } from "../support/lock.ts";

/** Where peers are installed, outside of git: a folder for each, named after it and what it is made of. */
const cache = join(import.meta.dirname, "../../dist/peers");
/** A peer of 360 MB took 75 s on two cores; a registry that needs longer than this is no use to a test. Milliseconds. */
const patience = 300_000;

/**
 * The folder of a peer: programs too heavy for everybody's `npm ci`, with a manifest and a lock file of their own in
 * `test/peers/<name>/`. Installed from the registry by the first test that needs it, and again when its files change;
 * test files that run side by side wait for each other. `prepare` gets the fresh folder once (what needs unpacking).
 */
export async function installPeer(name: string, prepare?: (folder: string) => Promise<void>): Promise<string> {
  const source = join(import.meta.dirname, name);
  const target = join(cache, `${name}-${await hashOf(source)}`);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  return await withLock(join(cache, `${name}.lock`), 2 * patience, async () => {
    if (existsSync(target)) return target;
    // Others of this name are older, or were broken off.
    for (const entry of await readdir(cache))
      if (entry.startsWith(`${name}-`)) await rm(join(cache, entry), { recursive: true, force: true });
    const fresh = join(cache, `${name}-fresh`);
    await cp(source, fresh, { recursive: true });
    await runNpm(name, fresh);
    await prepare?.(fresh);
    await rename(fresh, target);
    return target;
  });
}

/** Of every file that the peer is made of. */
async function hashOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).toSorted())
    hash.update(`${name}\0`).update(await readFile(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

/** `npm ci` in the folder: by the npm that runs the tests, else the machine's, on our Node. */
async function runNpm(name: string, folder: string): Promise<void> {
  const npm = await findNpm();
  const args = ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel", "error"];
  try {
    await new Promise<void>((resolve, reject) => {
      const options = { cwd: folder, timeout: patience, env: { ...process.env, NODE_NO_WARNINGS: "1" } };
      execFile(process.execPath, [npm, ...args], options, (error, _out, problems) => {
        if (error === null) resolve();
        else reject(new Error(problems.trim().slice(-1000) || error.message));
      });
    });
  } catch (error) {
    throw new Error(
      `The peer "${name}" could not be installed from the npm registry, and its tests need it: see that the registry can be reached, and run them again.`,
      { cause: error },
    );
  }
}

/** npm's own file: programs that npm starts are given its place; else the one in PATH (a link to it, or beside it). */
export async function findNpm(): Promise<string> {
  const given = process.env["npm_execpath"] ?? "";
  if (isNpm(given)) return given;
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const linked = await realpath(join(folder, "npm")).catch(() => "");
    const beside = join(folder, "node_modules", "npm", "bin", "npm-cli.js");
    if (isNpm(linked)) return linked;
    if (existsSync(beside)) return beside;
  }
  throw new Error("The tests install heavy peers with npm, and no npm is in PATH.");
}

const isNpm = (file: string): boolean => /npm-cli\.c?js$/.test(file);
