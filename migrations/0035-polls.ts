import { type Kysely, sql } from "kysely";

/** Lists are looked at, and pruned, by the time at which they were read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index poll_at on poll (at)`.execute(db);
}
