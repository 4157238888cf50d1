import { type Kysely, sql } from "kysely";

/**
 * Feeds that this server shows itself. They are a view of the ledger: their posts are read off a small index of their own, and what was
 * taken out again is noted beside it. A note stays as long as its delivery does, so that a post never comes back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index delivery_feed on delivery (workspace_id, account_id, published_at desc, id desc)
    where state = 'published' and network = 'rssfeed'`,
  `create table feed_retraction (
    workspace_id uuid not null, delivery_id bigint not null, account_id uuid not null, by_member uuid,
    at timestamptz not null, primary key (workspace_id, delivery_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade)`,
  `create index feed_retraction_account on feed_retraction (workspace_id, account_id, at desc)`,
];
