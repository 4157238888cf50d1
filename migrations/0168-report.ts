import { type Kysely, sql } from "kysely";

/** Who runs the programme may choose to be told what came of a month, once it ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notice_person add column report boolean not null default false`.execute(db);
  // Whom to tell is found among the few who chose it.
  await sql`create index notice_person_report on notice_person (workspace_id, member_id) where report`.execute(db);
}
