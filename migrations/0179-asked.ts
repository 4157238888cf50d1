import { type Kysely, sql } from "kysely";

/** What results ask of answers and proposals is found in the indexes alone: hundreds of thousands of rows are counted without looking at one of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index answer_told on answer (workspace_id, member_id, at) include (answer)`,
  `drop index answer_member`,
  `create index delivery_asked on delivery (workspace_id, account_id) where state = 'held' and reason_code = 'consent'`,
];
