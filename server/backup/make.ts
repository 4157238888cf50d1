import { dirname, join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import type { Text } from "#engine/text.ts";
import { dialConfig } from "../database/dial.ts";
import { troubleOf } from "../database/trouble.ts";
import { newerStep, strangeSteps } from "../database/migrate.ts";
import { AppError } from "../errors.ts";
import { installedSet, newerSet, setNumber } from "../ledger/set.ts";
import { SettingsError } from "../settings.ts";
import type { Db, Settings } from "../ports.ts";
import { nothingThere } from "./error.ts";
import type { Header, Manifest } from "./format.ts";
import { type Claim, type Contents, noteDone, noteFailed, noteShare } from "./list.ts";
import { keepMarks } from "../mine/marks.ts";
import { nameOf, placeFile, pruneFolder } from "./place.ts";
import { writeBackup } from "./write.ts";
import { packageVersion } from "./version.ts";

export type Made = { file: string; bytes: number; contents: Contents; gone: string[] };

/** Milliseconds between two signs of how far it is. */
const pulse = 1_000;

/**
 * Makes the claimed backup: into `settings.backupDir` under a name of its own, where then the oldest beyond the claim's `keep` are removed,
 * or into `file`, which is nobody's to remove. Notes what comes of it; throws what went wrong.
 */
export async function makeBackup(
  tools: { db: Db; url: string; settings: Pick<Settings, "masterKey" | "backupDir"> },
  options: { claim: Claim | null; file?: string; keep?: number; tell?: (share: number) => void; signal?: AbortSignal },
): Promise<Made> {
  const { db, url, settings } = tools;
  const { claim } = options;
  let share = 0;
  const beat = setInterval(() => {
    options.tell?.(share);
    if (claim !== null) void noteShare(db, claim.id, share).catch(() => undefined);
  }, pulse);
  const client = new pg.Client({
    ...dialConfig(url),
    application_name: "relaymap backup",
    keepAlive: true,
    connectionTimeoutMillis: 15_000,
  });
  client.on("error", () => undefined);
  try {
    await refuseStrange(db);
    const owner = await ownerOf(db);
    const by = claim?.cause === "plan" ? "plan" : "hand";
    const file = options.file ?? join(settings.backupDir, nameOf(owner, new Date(), by));
    await client.connect();
    const { value, bytes } = await placeFile(file, await expectedBytes(db, claim), async (sink) =>
      writeBackup(
        client,
        {
          masterKey: settings.masterKey,
          version: await packageVersion(),
          tell: ({ done, of }) => (share = of === 0 ? 1 : done / of),
          ...(options.signal === undefined ? {} : { signal: options.signal }),
        },
        sink,
      ),
    );
    await keepMarks(dirname(file), await marksIn(db));
    const contents = contentsOf(value.manifest, value.header);
    const gone =
      options.file === undefined && claim !== null ? await pruneFolder(dirname(file), owner, by, claim.keep) : [];
    const made = { file, bytes, contents, gone };
    if (claim !== null) await noteDone(db, claim.id, made);
    return made;
  } catch (error) {
    if (claim !== null) await noteFailed(db, claim.id, wordsOf(error)).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(beat);
    await client.end().catch(() => undefined);
  }
}

/** A database in which nothing of ours is, or of which we do not know all: a backup of it would not be whole. */
async function refuseStrange(db: Db): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('workspace') is not null and to_regclass('ledger_set') is not null as there`.execute(db);
  if (rows[0]?.there !== true) throw nothingThere();
  const installed = await installedSet(db);
  if (installed > setNumber) throw new SettingsError(newerSet(installed));
  const [strange] = await strangeSteps(db);
  if (strange !== undefined) throw new SettingsError(newerStep(strange));
}

/** Who left: noted beside the backups, since an older one cannot know of it. A database of an older Relaymap has nobody noted. */
async function marksIn(db: Db): Promise<Buffer[]> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('leaving') is not null as there`.execute(db);
  if (rows[0]?.there !== true) return [];
  return (await db.selectFrom("leaving").select("mark").execute()).map(({ mark }) => mark);
}

/** What the last one came to, and some more. */
async function expectedBytes(db: Db, claim: Claim | null): Promise<number> {
  if (claim === null) return 0;
  const { rows } = await sql<{ bytes: number | null }>`
    select bytes from backup where state = 'done' order by id desc limit 1`.execute(db);
  return Math.round((rows[0]?.bytes ?? 0) * 1.2);
}

/** Whose backups these are, also after a restore: the first workspace's number. */
async function ownerOf(db: Db): Promise<string> {
  const first = await db.selectFrom("workspace").select("id").orderBy("created_at").orderBy("id").executeTakeFirst();
  return (first?.id ?? "00000000").slice(0, 8);
}

function contentsOf({ tables }: Manifest, { takenAt, version }: Header): Contents {
  const count = (name: string): number => tables.find((table) => table.name === name)?.rows ?? 0;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const [people, accounts, items] = [count("member"), count("account"), count("item")];
  return { takenAt, version, rows, people, accounts, items, deliveries: count("delivery"), media: count("medium") };
}

/** For the list, which people read; the log has the rest. */
function wordsOf(error: unknown): Text {
  if (error instanceof AppError) return error.text;
  const trouble = troubleOf(error);
  if (trouble !== null) return { en: `The database: ${trouble.en}.`, fr: `La base de données : ${trouble.fr}.` };
  if (error instanceof Error && error.name === "AbortError")
    return {
      en: "Relaymap was stopped before it was whole.",
      fr: "Relaymap a été arrêté avant qu’elle soit complète.",
    };
  return { en: "It failed; the log says why.", fr: "Elle a échoué ; le journal dit pourquoi." };
}
