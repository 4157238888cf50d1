import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { AppError } from "../errors.ts";
import { noRoom, unwritable } from "./error.ts";
import { inspect } from "./read.ts";

/** How backups that lie in one folder are told apart: by whose they are, when they were made, and whether the plan made them. */
const names = /^relaymap-([0-9a-f]{8})-\d{8}-\d{6}-(plan|hand)\.tar\.zst$/;

export function nameOf(owner: string, at: Date, by: "plan" | "hand"): string {
  const [day = "", time = ""] = at.toISOString().replaceAll(/[-:]/g, "").split(/[T.]/);
  return `relaymap-${owner}-${day}-${time}-${by}.tar.zst`;
}

/** Left free on the disk at least: PostgreSQL may write there, and stops without. */
const spare = 500_000_000;

/**
 * Writes a file that is there whole or not at all: under another name, on the disk, read back, and only then renamed. `expected`: bytes
 * that it may come to. Throws AppError with a sentence where it cannot be written; what `write` throws comes through.
 */
export async function placeFile<T>(
  file: string,
  expected: number,
  write: (sink: Writable) => Promise<T>,
): Promise<{ value: T; bytes: number }> {
  const folder = dirname(file);
  const part = join(folder, `.${basename(file)}.part`);
  let broken: unknown = null;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < expected + spare) throw noRoom(folder, bavail * bsize);
    if ((await stat(file).catch(() => null)) !== null)
      throw Object.assign(new Error("it is there"), { code: "EEXIST" });
    await rm(part, { force: true });
    const sink = createWriteStream(part, { mode: 0o600, flags: "wx", flush: true });
    sink.on("error", (error) => (broken = error));
    const value = await write(sink);
    await inspect(part);
    const { size } = await stat(part);
    await rename(part, file);
    await syncFolder(folder);
    return { value, bytes: size };
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (error instanceof AppError) throw error;
    const said = [broken, error].find((each) =>
      /^E[A-Z]{3,}$/.test((each as NodeJS.ErrnoException | null)?.code ?? ""),
    );
    if (said !== undefined && ("syscall" in (said as object) || (said as NodeJS.ErrnoException).code === "EEXIST"))
      throw unwritable(folder, said);
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

/** Removes the oldest of one kind beyond `keep`, and what was cut off. Gives the files that went. Call it once a new one is whole. */
export async function pruneFolder(folder: string, owner: string, by: "plan" | "hand", keep: number): Promise<string[]> {
  const all = await readdir(folder);
  const ours = all.filter((name) => names.exec(name)?.[1] === owner && names.exec(name)?.[2] === by).toSorted();
  const cut = all.filter((name) => name.startsWith(`.relaymap-${owner}-`) && name.endsWith(".part"));
  const old = ours.slice(0, Math.max(0, ours.length - keep));
  for (const name of [...old, ...cut]) await rm(join(folder, name), { force: true });
  return old.map((name) => join(folder, name));
}
