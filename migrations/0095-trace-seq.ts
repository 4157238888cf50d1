import { type Kysely, sql } from "kysely";

/** Where a chunk begins is a part of the index's order: what begins too late is passed over without looking at its row (seen: 2,066 pages for 3,000). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `drop index trace_seq`,
  `create index trace_seq on trace (workspace_id, map_id, last_seq, first_seq)`,
];
