import { type Kysely, sql } from "kysely";

/** How many posts each hold keeps is counted among those alone, however many wait for other reasons. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index delivery_held_by on delivery (workspace_id, crisis) where state = 'held' and crisis is not null`.execute(
    db,
  );
}
