import { type Kysely, sql } from "kysely";

/**
 * What lists remember: folders and stars of maps, and how a person likes their lists.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table map_folder (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    name text not null, created_at timestamptz not null default now(), primary key (workspace_id, id))`,
  `create unique index map_folder_name on map_folder (workspace_id, lower(name))`,
  `alter table map add column folder_id uuid, add column archived_at timestamptz, add column finishes boolean not null default false,
    add foreign key (workspace_id, folder_id) references map_folder(workspace_id, id)`,
  `comment on column map.finishes is 'archived, and what was planned before still goes out'`,
  `update map set archived_at = updated_at where state = 'archived'`,
  `create index map_in_folder on map (workspace_id, folder_id) where folder_id is not null`,
  `create index map_changed on map (workspace_id, updated_at desc, id desc)`,
  `create table map_star (
    workspace_id uuid not null, member_id uuid not null, map_id uuid not null, primary key (workspace_id, member_id, map_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade)`,
  `create index map_star_map on map_star (workspace_id, map_id)`,
  `alter table member add column density text not null default 'comfortable' check (density in ('comfortable','compact')),
    add column maps_as text check (maps_as in ('grid','list'))`,
  `comment on column member.maps_as is 'null: as many maps as there are ask for'`,
];
