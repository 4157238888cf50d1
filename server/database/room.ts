import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Services } from "../ports.ts";
import type { z } from "zod";
import type { Room as Said } from "../api/room.ts";
import { innermost } from "./trouble.ts";

/** Whether a database takes what is written. `low`: still, but not for long. */
export type Room = z.infer<typeof Said>;

/** SQLSTATE: disk full, out of memory; and where it takes no writes at all. */
const full = /^(53100|53200|ENOSPC)$/u;
const readonly = "25006";

/** What an error of the database says of its room; null: nothing. */
export function roomOf(error: unknown): "full" | "readonly" | null {
  const inner = innermost(error);
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : "";
  return full.test(code) ? "full" : code === readonly ? "readonly" : null;
}

/** Milliseconds for which a refusal counts: whoever was refused tries again within it. */
const recent = 120_000;
/** Bytes of a disk of ours: from here on it is spoken of, and here PostgreSQL is about to stop. */
const [scarce, least] = [2e9, 50e6];

/** When a pool was refused for want of room last, and why. Each process knows its own. */
const refusals = new WeakMap<object, { room: "full" | "readonly"; at: number }>();

/** Remembers what a pool's statements were refused for. */
export function noteRefusal(db: object, error: unknown): void {
  const room = roomOf(error);
  if (room !== null) refusals.set(db, { room, at: performance.now() });
}

/** How the database is off: by what it says, by what it refused of late, and by its disk where that is this machine's. */
export async function readRoom({ db, settings }: Pick<Services, "db" | "settings">): Promise<Room> {
  const refused = refusals.get(db);
  if (refused !== undefined && performance.now() - refused.at < recent) return refused.room;
  const { rows } = await sql<{ readonly: boolean }>`
    select pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as readonly`.execute(db);
  if (rows[0]?.readonly === true) return "readonly";
  const disk = settings.databaseUrl === null ? await statfs(settings.dataDir).catch(() => null) : null;
  const free = disk === null ? Infinity : disk.bavail * disk.bsize;
  return free < least ? "full" : free < scarce ? "low" : "good";
}
