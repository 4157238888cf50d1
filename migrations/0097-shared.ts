import { type Kysely, sql } from "kysely";

/**
 * Which accounts published an item: the hub shows it beside each offer. Without it every account of everybody who shares was asked for every offer
 * (2,000 accounts: 40,000 looks for one page). Only what is out stands in it: a delivery is written there once, by the change that wrote it anew anyway.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index delivery_shared on delivery (workspace_id, item_key) include (account_id) where state = 'published'`,
    )
    .execute(db);
}
