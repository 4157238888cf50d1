import { type Kysely, sql } from "kysely";

/** The history of a map: what each version changed in the one before it, written down once so that a list of thousands reads no drawing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table version add column change jsonb`,
  `comment on column version.change is 'what it changed in the version before it (server/api/maps.ts, VersionChange); null of the first, and of those from before this was kept'`,
];
