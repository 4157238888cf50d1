import { type Kysely, sql } from "kysely";

/**
 * The history of a map: what each version changed in the one before it, written down once so that a list of thousands reads no drawing. And
 * who has a map open just now, a row for each window.
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
];
