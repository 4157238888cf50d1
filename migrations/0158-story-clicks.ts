import { type Kysely, sql } from "kysely";

/** What deserves a second life is found beside its own account or network (0150): nothing looks for the most clicked stories of all time any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index story_sum_clicks`.execute(db);
}
