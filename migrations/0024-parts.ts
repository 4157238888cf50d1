import { type Kysely, sql } from "kysely";

/**
 * A post is a chain of parts, sent one after the other: which one a delivery is at stands with it, and of a chain each part that is out has
 * a row. A network that answers “I am working on it” holds its lane, as a call under way does. And what was prepared for a post that was
 * withdrawn is let go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Withdrawn with something prepared for it that nobody will use. */
const leftover = `prepared is not null and (state in ('cancelled','expired','rejected') or (state = 'published' and reason_code like 'rest\\_%'))`;

const statements = [
  // Checks of the table itself are read anew for each statement, a tenth of what a round costs: a domain's are not, and that what is
  // partly out can only end as published is looked at where states are (server/ledger/set.ts).
  `create domain unprepared as text check (value in ('let_go','ends'))`,
  `alter table delivery add column part smallint not null default 0, add column processing jsonb, add column unprepared unprepared`,
  `comment on column delivery.part is 'which part of the post is next or at hand, from 0; once one is out the only end is published'`,
  `comment on column delivery.processing is 'of processing: data (the network is given it back), until (milliseconds), asked (how often)'`,
  `comment on column delivery.unprepared is 'what became of what was prepared and not used: let_go (the network was told), ends (it ends there by itself)'`,
  `alter table attempt add column part smallint not null default 0`,
  `create table part (
    workspace_id uuid not null, delivery_id bigint not null, number smallint not null, remote_id text, remote_url text, code text,
    confirmed boolean not null default true, attempts int not null, published_at timestamptz not null, primary key (workspace_id, delivery_id, number))`,
  `comment on table part is 'parts that are out, of posts that have several'`,
  `comment on column part.attempts is 'of the delivery, until this part was out'`,
  `create index part_remote on part (workspace_id, remote_id)`,
  // One call at a time for an account, and nothing beside what its network is working on.
  `drop index delivery_sending`,
  `create unique index delivery_sending on delivery (workspace_id, account_id) where state in ('sending','processing')`,
  `create index delivery_processing on delivery (lease_until) where state = 'processing'`,
  `create index delivery_chain on delivery (workspace_id, account_id, due_at, id) where part > 0 and state in ('ready','retry_wait')`,
  `create index delivery_leftover on delivery (workspace_id, id) where ${leftover}`,
  `alter table earlier_post add column prepared jsonb`,
  `comment on column earlier_post.prepared is 'what was prepared for it, until that is let go'`,
  `create index earlier_post_leftover on earlier_post (workspace_id, delivery_id, number) where prepared is not null`,
];
