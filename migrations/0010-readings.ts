import { type Kysely, sql } from "kysely";

/**
 * Readings: what became of a post, or how many follow an account, at a time. What is still to be read stands in a small table of its
 * own, so that a delivery's row is never written again once it is out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table reading (
    workspace_id uuid not null, id bigint generated always as identity, account_id uuid not null, delivery_id bigint, step int,
    at timestamptz not null default now(), counts jsonb not null, primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on column reading.delivery_id is 'null: of the account itself (its followers)'`,
  `comment on column reading.step is 'which of the network''s planned readings of a post it is, from 0'`,
  `create unique index reading_post on reading (workspace_id, delivery_id, step) where delivery_id is not null`,
  `create index reading_audience on reading (workspace_id, account_id, at) where delivery_id is null`,
  `create index reading_old on reading using brin (at) with (pages_per_range = 32)`,
  `create table reading_due (
    workspace_id uuid not null, delivery_id bigint not null, account_id uuid not null, network text not null, remote_id text not null,
    published_at timestamptz not null, step int not null default 0, due_at timestamptz not null, primary key (workspace_id, delivery_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table reading_due is 'posts that are still to be read: one row a post, with its next planned reading'`,
  `create index reading_due_next on reading_due (network, due_at)`,
  `create table reading_mark (id boolean primary key default true check (id), settled_at timestamptz not null)`,
  `comment on table reading_mark is 'up to when published deliveries were looked through for posts to read'`,
  `insert into reading_mark (settled_at) values (now())`,
  // Rows come out roughly in the order of their time; a BRIN costs an update next to nothing.
  `create index delivery_settled on delivery using brin (settled_at) with (pages_per_range = 32, autosummarize = on)`,
  `alter table account add column audience_at timestamptz`,
  `comment on column account.audience_at is 'when its followers were last asked for'`,
  `create index account_audience on account (network, audience_at nulls first) where state = 'connected'`,
  `alter table workspace add column paid_readings text[] not null default '{}'`,
  `comment on column workspace.paid_readings is 'networks whose readings cost money and were switched on by an admin'`,
];
