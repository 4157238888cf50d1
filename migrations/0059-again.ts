import { type Kysely, sql } from "kysely";

/**
 * What steps give again stays kept for long: read in the order in which it goes on, and its items stay for as long as it is, so that what
 * its author deletes is known.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index kept_turn on kept (workspace_id, map_id, node_id, due_at, place)`,
  `create index kept_item on kept (workspace_id, item_seq) where item_seq is not null`,
];
