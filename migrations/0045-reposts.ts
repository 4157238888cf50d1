import { type Kysely, sql } from "kysely";

/** Deliveries that pass on what another delivery publishes, once that is out, or of which the owner chooses between a repost and a post of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table repost (
    workspace_id uuid not null, delivery_id bigint not null, lead_id bigint, share text not null check (share in ('repost','only','choice')),
    until timestamptz, other jsonb,
    primary key (workspace_id, delivery_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade)`,
  `comment on column repost.lead_id is 'the delivery whose post is passed on; null: the item itself is, or the other account has no such delivery'`,
  `comment on column repost.share is 'what the target says: repost it, else a post of its own; only that; or as the owner chooses'`,
  `comment on column repost.until is 'how long the delivery waits for the other one at most; null: it does not wait, or no longer'`,
  `comment on column repost.other is 'the repost that the owner may choose in place of the delivery''s own post'`,
  `create index repost_waits on repost (until) where until is not null`,
];
