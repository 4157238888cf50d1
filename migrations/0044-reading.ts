import { type Kysely, sql } from "kysely";

/** What its source took back: a post that was deleted on its network. What has not left yet is not sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table item add column gone_at timestamptz`.execute(db);
  // Few are: asked for by those that wait for them.
  await sql`create index item_gone on item (workspace_id, gone_at) where gone_at is not null`.execute(db);
}
