import { type Kysely, sql } from "kysely";

/**
 * Items that a step asks somebody about (nodes/approval). An `approval` is the question: one for each item and step, which stays when it
 * is answered, so that nobody is asked twice. While it waits the item is kept as any other (0055), and has the question's number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table approval (
    workspace_id uuid not null, map_id uuid not null, node_id text not null, item_key text not null, id bigint not null generated always as identity,
    at timestamptz not null default now(), answered_at timestamptz, yes boolean, word text, member_id uuid, by text,
    primary key (workspace_id, map_id, node_id, item_key),
    unique (workspace_id, id),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete set null (member_id))`,
  `comment on table approval is 'which items people were asked about, and what they said'`,
  `comment on column approval.by is 'the name of who answered, as it was then'`,
  `create index approval_at on approval (at)`,

  `alter table kept add column approval_id bigint, add column asked jsonb, add column asked_until timestamptz`,
  `comment on column kept.asked is 'whom a step asks and what it tells them (engine/kept.ts, Ask)'`,
  `comment on column kept.asked_until is 'until when an answer counts; due_at is sooner once it was given'`,
  `create index kept_asked on kept (workspace_id, asked_until, approval_id) where approval_id is not null and answer is null`,
  `create unique index kept_approval on kept (workspace_id, approval_id) where approval_id is not null`,

  `create table approval_mail (
    workspace_id uuid not null, member_id uuid not null, at timestamptz not null,
    primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table approval_mail is 'when somebody was last told by mail that something waits for their answer'`,
];
