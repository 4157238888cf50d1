import { type Kysely, sql } from "kysely";

/** The door can be closed and opened again without another poster; who comes in by it gets a team, and a language where the workspace says so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspace add column join_open boolean not null default false,
    add column join_team uuid, add column join_language text check (join_language in ('en','fr')),
    add constraint workspace_join_team foreign key (id, join_team) references team(workspace_id, id) on delete set null (join_team)`,
  `update workspace set join_open = true where join_code is not null`,
  `comment on column workspace.join_open is 'whether join_code lets people of join_domains in; closed, the same poster says so'`,
  `comment on column workspace.join_team is 'the team of who comes in by the door; null: none'`,
  `comment on column workspace.join_language is 'their language; null: their browser''s'`,
];
