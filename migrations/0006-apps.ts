import { type Kysely, sql } from "kysely";
import { gate } from "./0003-gate.ts";

/** The gate looks at what apps may call only where a lane's network has such a limit. For databases that have run 0003 before it said so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(gate).execute(db);
}
