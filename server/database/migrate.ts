import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Kysely, sql } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { installedSet, installSet, newerSet, setNumber } from "../ledger/set.ts";
import type { Db, Trx } from "../ports.ts";
import { grantTables, makeRoles } from "./role.ts";
import { installWall } from "./wall.ts";
import { SettingsError } from "../settings.ts";

const folder = fileURLToPath(new URL("../../migrations", import.meta.url));

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[\w-]+\.ts$/.test(name)).toSorted();
  const found: Record<string, Migration> = {};
  for (const name of names) {
    const step = (await import(pathToFileURL(join(folder, name)).href)) as Migration;
    found[name.slice(0, -".ts".length)] = { up: (db) => unbounded(db).then(() => step.up(db)) };
  }
  return found;
}

/** A step takes as long as it takes, whatever bound the session has, or a pooler gave it from somebody else. */
async function unbounded(db: Pick<Kysely<unknown>, "getExecutor">): Promise<void> {
  await sql`set local statement_timeout to 0`.execute(db);
  await sql`set local idle_in_transaction_session_timeout to 0`.execute(db);
}

function migrator(db: Db): Migrator {
  return new Migrator({ db, provider: { getMigrations } });
}

/**
 * Brings tables and functions up to date, in one transaction under the migration lock: of two processes that start at once one waits for
 * the other. Returns what was done. Throws SettingsError where the database is newer than we are. `until`: the last numbered step to
 * take, without the functions (tests).
 */
export async function migrate(db: Db, until?: string): Promise<string[]> {
  if (until !== undefined) return await takeSteps(db, until);
  // Triggers cannot be made anew without their tables to ourselves; a worker that runs may stand across, and is done in a moment.
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute((trx) => migrateAll(trx));
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const deadlock = cause instanceof Error && "code" in cause && cause.code === "40P01";
      if (!deadlock || tries >= 5) throw error;
    }
  }
}

/** The names of all steps, in their order. */
export const knownMigrations = async (): Promise<string[]> => Object.keys(await getMigrations());

/**
 * Makes in an empty database the tables as they were after the step `last`, lets them be filled, and brings them up to date (a backup that
 * is put back). In the caller's transaction.
 */
export async function rebuild(trx: Trx, last: string | null, fill: () => Promise<void>): Promise<void> {
  await lockMigrations(trx);
  if (last !== null) await takeSteps(trx, last);
  await fill();
  await migrateAll(trx);
}

/** Whoever migrates waits for the others; held until the transaction ends. */
async function lockMigrations(trx: Trx): Promise<void> {
  await unbounded(trx);
  // A login that owns the tables meets their walls as everybody does.
  await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
  await trx.getExecutor().adapter.acquireMigrationLock(trx, lockOptions);
}

async function migrateAll(trx: Trx): Promise<string[]> {
  await lockMigrations(trx);
  await refusePoor(trx);
  const installed = await installedSet(trx);
  if (installed > setNumber) throw new SettingsError(newerSet(installed));
  const [strange] = await strangeSteps(trx);
  if (strange !== undefined) throw new SettingsError(newerStep(strange));
  const steps = await takeSteps(trx);
  const functions = await installSet(trx);
  await makeRoles(trx);
  const wall = await installWall(trx);
  await grantTables(trx);
  return [...steps, functions, wall].filter((step) => step !== null);
}

/** What Kysely would stumble over, and then tell only that its transaction is aborted. Throws as PostgreSQL would. */
async function refusePoor(trx: Trx): Promise<void> {
  const { rows } = await sql<{ readOnly: boolean; poor: boolean; schema: string | null }>`
    select current_setting('transaction_read_only')::boolean as "readOnly", current_schema()::text as schema,
      current_schema() is null or not has_schema_privilege(current_schema(), 'create')
        or not (has_database_privilege(current_database(), 'create') or to_regnamespace('queue') is not null) as poor`.execute(
    trx,
  );
  const { readOnly, poor, schema } = rows[0]!;
  const say = (code: string, message: string): Error => Object.assign(new Error(message), { code });
  if (readOnly) throw say("25006", "its transactions are read-only");
  if (poor) throw say("42501", `permission denied to create in the database, or in the schema ${schema ?? "public"}`);
}

const lockOptions = { lockTable: "kysely_migration_lock", lockRowId: "migration_lock" };

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

/** Steps that were taken, and that nobody knows here: a newer Relaymap's. */
export async function strangeSteps(db: Db | Trx): Promise<string[]> {
  const { rows: there } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (there[0]?.there !== true) return [];
  const known = await knownMigrations();
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !known.includes(name));
}

export const newerStep = (name: string): string =>
  `A newer Relaymap has brought this database up to date (step ${name} is not known here): update this one.`;

/** The names of the steps not taken yet; the functions last. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const all = await migrator(db).getMigrations();
  const steps = all.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
  return (await installedSet(db)) < setNumber ? [...steps, `ledger functions ${setNumber}`] : steps;
}
