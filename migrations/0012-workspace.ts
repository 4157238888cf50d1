import { type Kysely, sql } from "kysely";

/**
 * A session names the workspace that it is in, so that a person may one day belong to several and every query still takes its
 * workspace from one place. Sessions from before are in the workspace that they always showed: the first that let the person in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table auth_session add column "workspaceId" uuid references workspace(id) on delete cascade`,
  `update auth_session s set "workspaceId" = (select workspace_id from member m where m.user_id = s."userId" order by m.created_at limit 1)`,
  `delete from auth_session where "workspaceId" is null`,
  `alter table auth_session alter column "workspaceId" set not null`,
  `create index on auth_session ("workspaceId")`,
];
