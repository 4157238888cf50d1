import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Migrator, type Migration } from "kysely/migration";
import type { Db } from "../ports.ts";

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
 * Brings the schema up to date, all steps in one transaction, under an advisory lock: of two processes that start at
 * once one waits for the other. Returns the names of the steps taken. Throws where the database is newer than we are. `until`: the last
 * step to take (tests).
 */
export async function migrate(db: Db, until?: string): Promise<string[]> {
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

/** The names of the steps not taken yet. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const all = await migrator(db).getMigrations();
  return all.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}
