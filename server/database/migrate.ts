import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Migrator, type Migration } from "kysely/migration";
import { installedSet, installSet, newerSet, setNumber } from "../ledger/set.ts";
import type { Db } from "../ports.ts";
import { SettingsError } from "../settings.ts";

const folder = fileURLToPath(new URL("../../migrations", import.meta.url));

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[\w-]+\.ts$/.test(name)).toSorted();
  const found: Record<string, Migration> = {};
  for (const name of names) {
    found[name.slice(0, -".ts".length)] = (await import(pathToFileURL(join(folder, name)).href)) as Migration;
  }
  return found;
}

function migrator(db: Db): Migrator {
  return new Migrator({ db, provider: { getMigrations } });
}

/**
 * Brings tables and functions up to date under the migration lock: of two processes that start at once one waits for the other.
 * Returns what was done. Throws SettingsError where the database is newer than we are. `until`: the last numbered step to take, without
 * the functions (tests).
 */
export async function migrate(db: Db, until?: string): Promise<string[]> {
  if (until !== undefined) return await takeSteps(db, until);
  return await db.connection().execute(async (one) => {
    const { adapter } = one.getExecutor();
    const lock = { lockTable: "kysely_migration_lock", lockRowId: "migration_lock" };
    await adapter.acquireMigrationLock(one, lock);
    try {
      const installed = await installedSet(one);
      if (installed > setNumber) throw new SettingsError(newerSet(installed));
      const steps = await takeSteps(one);
      const functions = await install(one);
      return functions === null ? steps : [...steps, functions];
    } finally {
      await adapter.releaseMigrationLock(one, lock);
    }
  });
}

/** The numbered steps that are missing, in one transaction. */
async function takeSteps(db: Db, until?: string): Promise<string[]> {
  const { error, results } = await (until === undefined
    ? migrator(db).migrateToLatest()
    : migrator(db).migrateTo(until));
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === "Error")?.migrationName;
    throw new Error(failed === undefined ? "The database could not be migrated" : `Migration ${failed} failed`, {
      cause: error,
    });
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** Triggers cannot be made anew without their tables to ourselves; a worker that runs may stand across, and is done in a moment. */
async function install(db: Db): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute((trx) => installSet(trx));
    } catch (error) {
      const deadlock = error instanceof Error && "code" in error && error.code === "40P01";
      if (!deadlock || tries >= 5) throw error;
    }
  }
}

/** The names of the steps not taken yet; the functions last. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const all = await migrator(db).getMigrations();
  const steps = all.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
  return (await installedSet(db)) < setNumber ? [...steps, `ledger functions ${setNumber}`] : steps;
}
