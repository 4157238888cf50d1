import { sql } from "kysely";
import type { Logger } from "pino";
import type { Clock, Db } from "../ports.ts";

/** Milliseconds between two looks at the database's clock, and what an answer may take at most to count. */
const rhythm = 30_000;
const slowest = 1_000;

/**
 * The database's time, for all that a process decides outside of a transaction: when an access ends, what is late, until when somebody is
 * left alone. All processes so agree, whatever their machines' clocks say and however these jump: in between only the time that passed is
 * counted here. Inside a transaction its own moment counts (`timeOf`). `monotonic`: milliseconds that never jump (tests).
 */
export async function openClock(
  { db, log }: { db: Db; log: Logger },
  { pace = 1, monotonic = () => performance.now() }: { pace?: number; monotonic?: () => number } = {},
): Promise<Clock & { look: () => Promise<void>; close: () => void }> {
  /** What to add to the time that passed. */
  let ahead: number | null = null;
  const look = async (): Promise<void> => {
    const asked = monotonic();
    const { rows } = await sql<{ now: number }>`
      select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(db);
    const took = monotonic() - asked;
    // Of a slow answer nobody knows when it was given: the next one is better, unless there is none yet.
    if (ahead === null || took <= slowest) ahead = rows[0]!.now - asked - took / 2;
  };
  await look();
  const timer = setInterval(
    () => void look().catch((err: unknown) => log.debug({ err }, "the database was not asked for the time")),
    rhythm * pace,
  );
  timer.unref();
  return { now: () => Math.floor(monotonic() + ahead!), look, close: () => clearInterval(timer) };
}

/** The moment of a transaction, milliseconds since the epoch: everything in it happens then. */
export async function timeOf(trx: Pick<Db, "getExecutor">): Promise<number> {
  const { rows } = await sql<{ now: number }>`select extract(epoch from now())::float8 * 1000 as now`.execute(trx);
  return Math.floor(rows[0]!.now);
}

/** A process's time (`openClock`) as a statement takes it. */
export const timeNow = (clock: Clock) => sql`${new Date(clock.now()).toISOString()}::timestamptz`;
