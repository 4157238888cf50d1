import { type Kysely, sql } from "kysely";

/** How people come in: an invitation of one's own, or by themselves with an address of a domain that an administrator let in; and how far they are on their first way through. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table invitation (
    workspace_id uuid not null, member_id uuid not null, invited_by uuid, words text check (char_length(words) <= 180),
    made_at timestamptz not null default now(), expires_at timestamptz not null, used_at timestamptz,
    primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, invited_by) references member(workspace_id, id) on delete set null (invited_by))`,
  `comment on table invitation is 'who asked a person in, in which words; its link is signed, and signs in once'`,
  `alter table member add column welcome text check (welcome in ('charter','accounts','topics'))`,
  `comment on column member.welcome is 'at which step of joining a person is; null: they are through, or came in another way'`,

  `create table join_request (
    workspace_id uuid not null references workspace(id) on delete cascade, id bigint generated always as identity,
    email text not null, name text not null, language text not null check (language in ('en','fr')),
    asked_at timestamptz not null default now(), expires_at timestamptz not null, used_at timestamptz,
    primary key (workspace_id, id))`,
  `comment on table join_request is 'somebody who wants to come in by themselves: a mail to their address proves that it is theirs'`,
  `create index join_request_email on join_request (workspace_id, email, asked_at)`,
  `alter table workspace add column join_code text, add column join_domains text[] not null default '{}'`,
  `comment on column workspace.join_code is 'the address part of the poster, for people of join_domains; null: nobody comes in by themselves'`,
  `create unique index workspace_join_code on workspace (join_code) where join_code is not null`,
];
