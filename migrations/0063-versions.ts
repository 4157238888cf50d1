import { type Kysely, sql } from "kysely";

/**
 * The history of a map: what each version changed in the one before it, written down once so that a list of thousands reads no drawing. And
 * who has a map open just now, a row for each window.
 * And versions that wait for somebody's agreement before they go live, where the workspace wants that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table version add column change jsonb`,
  `comment on column version.change is 'what it changed in the version before it (server/api/maps.ts, VersionChange); null of the first, and of those from before this was kept'`,

  `create table presence (
    workspace_id uuid not null, map_id uuid not null, tab uuid not null, member_id uuid not null, node_id text, editing boolean not null default false,
    seen_at timestamptz not null default now(),
    primary key (workspace_id, map_id, tab),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table presence is 'windows that have a map open: each says so again and again, and is gone when it does not'`,
  `create index presence_member on presence (workspace_id, member_id)`,

  `alter table workspace add column sign_off text not null default 'off' check (sign_off in ('off','admins','editors')),
    add column sign_off_own boolean not null default false`,
  `comment on column workspace.sign_off is 'whose agreement a version of a map needs before it goes live'`,
  `comment on column workspace.sign_off_own is 'whether who asks may agree to it themselves'`,
  `create table sign_off (
    workspace_id uuid not null, map_id uuid not null, id bigint not null generated always as identity,
    document jsonb not null, hash text not null, note text not null default '', asked_by uuid, asked_at timestamptz not null default now(),
    state text not null default 'waiting' check (state in ('waiting','yes','back','withdrawn','replaced')),
    answered_by uuid, answered_at timestamptz, word text not null default '', number int,
    primary key (workspace_id, id),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade,
    foreign key (workspace_id, asked_by) references member(workspace_id, id) on delete set null (asked_by),
    foreign key (workspace_id, answered_by) references member(workspace_id, id) on delete set null (answered_by))`,
  `comment on table sign_off is 'drawings for which somebody asked agreement, and what was said: a yes makes exactly this one live, by its hash'`,
  `create unique index sign_off_waiting on sign_off (workspace_id, map_id) where state = 'waiting'`,
  `create index sign_off_answered on sign_off (workspace_id, map_id, id) where answered_at is not null`,
  `create index sign_off_asker on sign_off (workspace_id, asked_by)`,
  `create index sign_off_answerer on sign_off (workspace_id, answered_by)`,
  `alter table version add column signed_by uuid,
    add constraint version_signed_by foreign key (workspace_id, signed_by) references member(workspace_id, id) on delete set null (signed_by)`,
  `comment on column version.signed_by is 'who agreed to it before it went live'`,
  `create index version_signed_by on version (workspace_id, signed_by) where signed_by is not null`,
];
