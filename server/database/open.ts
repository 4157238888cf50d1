import { join } from "node:path";
import type { Logger } from "pino";
import { AddressError } from "./address.ts";
import { settleAddress } from "./dial.ts";
import { openPool } from "./pool.ts";
import { troubleOf } from "./trouble.ts";
import { migrate } from "./migrate.ts";
import { findRole, proveWall, type Standing } from "./role.ts";
import type { Db, Settings } from "../ports.ts";
import { keepPostgres } from "../postgres/keep.ts";
import { SettingsError } from "../settings.ts";

/**
 * `direct`: the address without a pooler, where one was given. `hasty`: does work on an embedded server's connections that wait for no disk: what
 * they committed last may be lost with the machine's power (not with a process), and nothing of anybody's may be among it.
 */
export type Database = {
  db: Db;
  url: string;
  direct: string;
  standing: Standing;
  hasty: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

export type DatabaseOptions = {
  log: Logger;
  progress: (sentence: string) => void;
  /** What a second start is told of this one; null: beside others. */
  claim: string | null;
  /** Connections at most. */
  max: number;
  /** False: the schema is left as it is. */
  migrate?: boolean;
  /** `login`: statements are not made as the service's role (who looks after the server itself). */
  as?: "login";
};

/**
 * The database, up to date: the embedded one, or the server that DATABASE_URL names. Throws PostgresError or
 * SettingsError with a sentence.
 */
export async function openDatabase(
  settings: Pick<Settings, "dataDir" | "databaseUrl"> & { databaseDirectUrl?: string | null },
  options: DatabaseOptions,
): Promise<Database> {
  const kept =
    settings.databaseUrl === null
      ? await keepPostgres({ folder: join(settings.dataDir, "postgres"), ...options })
      : null;
  const url = kept?.url ?? (await settle("DATABASE_URL", settings.databaseUrl ?? ""));
  const around = kept === null ? (settings.databaseDirectUrl ?? null) : null;
  const direct = around === null ? url : await settle("DATABASE_DIRECT_URL", around);
  let standing: Standing;
  try {
    standing = await bringUpToDate(url, options);
  } catch (error) {
    await kept?.stop();
    throw inWords(kept === null ? "DATABASE_URL" : `The database in ${settings.dataDir}`, error);
  }
  const { role, ledger } = options.as === "login" ? { role: null, ledger: null } : standing;
  const wall = { role, ledger, outside: "refused" as const };
  const db = openPool({ url, max: options.max, log: options.log, wall });
  const close = async (): Promise<void> => {
    await db.destroy();
    await kept?.stop();
  };
  try {
    if (options.migrate !== false && options.as !== "login") await standBehindWall(db, standing, options.log);
  } catch (error) {
    await close();
    throw error;
  }
  const hasty = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    if (kept === null) return work(db);
    const quick = openPool({ url, max: options.max, log: options.log, wall, hasty: true });
    return await work(quick).finally(() => quick.destroy());
  };
  return { db, url, direct, standing, hasty, close };
}

/** Nothing is done in a database whose wall says that it stands, and does not; where it cannot stand, that is said. */
async function standBehindWall(db: Db, { trouble }: Standing, log: Logger): Promise<void> {
  if (trouble !== null) return log.warn(`This database has one wall between workspaces and not two: ${trouble}`);
  const faults = await proveWall(db);
  if (faults.length > 0)
    throw new SettingsError(
      `The database does not keep workspaces apart (${faults.join("; ")}): run relaymap migrate.`,
    );
}

/** The address as it is used, with what only the server knows; throws SettingsError where it is wrong, or nobody answers there. */
async function settle(name: string, url: string): Promise<string> {
  try {
    return await settleAddress(url);
  } catch (error) {
    if (error instanceof AddressError) throw new SettingsError(`${name} is wrong: ${error.message}.`, { cause: error });
    throw inWords(name, error);
  }
}

/** As the login. Gives as what the process may work there. */
async function bringUpToDate(url: string, options: Pick<DatabaseOptions, "log" | "migrate">): Promise<Standing> {
  const db = openPool({ url, max: 1, name: "relaymap migrations", statementTimeout: 0 });
  try {
    const steps = options.migrate === false ? [] : await migrate(db);
    if (steps.length > 0) options.log.info({ steps }, "the database was brought up to date");
    return await findRole(db);
  } finally {
    await db.destroy();
  }
}

/** The same error where it is a bug; else what it means for whoever looks after the database. */
function inWords(name: string, error: unknown): unknown {
  const trouble = troubleOf(error);
  return trouble === null ? error : new SettingsError(`${name} cannot be used: ${trouble.en}.`, { cause: error });
}
