import { type Kysely, sql } from "kysely";

/**
 * A delivery keeps its post as data, final when it is scheduled; what came before keeps its text and link, and is read as what would
 * have been sent. A person's edit keeps the post before it. And a delivery's identity gains an occasion: empty for the first one of an
 * item and account, which is all that a run ever makes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table delivery add column post jsonb, add column occasion text not null default '', alter column text drop not null`,
  `comment on column delivery.post is 'engine/post.ts; null: an old delivery, which has text and link'`,
  `comment on column delivery.occasion is 'why there is another one of this item for this account, e.g. person:drop/12; empty: the first'`,
  // The new index stands before the old one goes, so that no item is ever without.
  `alter table delivery add constraint delivery_identity unique (workspace_id, account_id, item_key, occasion)`,
  `alter table delivery drop constraint delivery_workspace_id_account_id_item_key_key`,
  `create index delivery_occasion on delivery (workspace_id, id) where occasion <> ''`,
  `create table earlier_post (
    workspace_id uuid not null, delivery_id bigint not null, number int not null, post jsonb not null,
    replaced_at timestamptz not null, replaced_by uuid, primary key (workspace_id, delivery_id, number))`,
  `comment on table earlier_post is 'what a delivery would have said before a person changed it, counted from 1'`,
  `alter table drop add column wanted jsonb`,
  `comment on column drop.wanted is 'of what the account had already: network, topic, link and post, so that a person can send it all the same'`,
  `create index audit_subject on audit (workspace_id, subject, id)`,
];
