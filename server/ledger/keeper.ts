import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { across } from "../database/scope.ts";
import type { Db } from "../ports.ts";
import { lookBack, type Remembered, type Why } from "./setback.ts";

/** What of an embedded server's files tells a copy from the original: a copy is born later, at another place of the disk. */
const Born = z.object({ inode: z.string(), born: z.number() });
const File = z.object({
  id: z.uuid(),
  number: z.int().min(0),
  at: z.iso.datetime({ offset: true }),
  files: Born.nullable(),
});

export type Keeper = {
  known: () => { id: string; number: number };
  /** Looks whether the database went back, stops everybody where it did, and remembers how far it is now. */
  look: () => Promise<void>;
};

const sentences: Record<Why, string> = {
  system: "The database is on another server than before.",
  timeline: "Another server took over the database.",
  behind:
    "The database knows less than this data folder remembers: a backup was put back, or a standby took over that had not everything.",
  copy: "The data folder is a copy: it may be older than what has left.",
  backup: "A backup was put back.",
};

/**
 * Remembers outside of the database how far it was (`database.json` in the data folder), so that one that went back is noticed
 * before anything leaves. Call `look` before anything else is started, and every few seconds.
 */
export async function openKeeper(
  { db, log }: { db: Db; log: Logger },
  { dataDir, embedded }: { dataDir: string; embedded: boolean },
): Promise<Keeper> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "database.json");
  const files = embedded ? await bornOf(join(dataDir, "postgres", "data", "PG_VERSION")) : null;
  const before = await read(file);
  let copied = before !== null && isCopy(before.files, files);
  let known: Remembered = before ?? { id: randomUUID(), number: 0, at: new Date(0).toISOString() };
  let looking: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const { now, why } = await across("setback", () => lookBack(db, known, copied));
    copied = false;
    known = now;
    if (why !== null) log.error({ why }, `${sentences[why]} Every workspace is stopped: see Settings, Health.`);
    const next = `${file}.${process.pid}`;
    await writeFile(next, JSON.stringify({ ...now, files }), { mode: 0o600 });
    await rename(next, file);
  };
  return {
    known: () => known,
    look: () => (looking ??= look().finally(() => void (looking = null))),
  };
}

/** Null where there is none, or none that can be read: what is remembered then is nothing. */
async function read(file: string): Promise<z.infer<typeof File> | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  try {
    return File.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function bornOf(path: string): Promise<z.infer<typeof Born> | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : { inode: String(found.ino), born: Number(found.birthtimeMs) };
}

/** Both differ: some file systems number anew at each start, and some know no births. */
const isCopy = (was: z.infer<typeof Born> | null, is: z.infer<typeof Born> | null): boolean =>
  was !== null && is !== null && was.inode !== is.inode && was.born !== is.born;
