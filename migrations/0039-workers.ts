import { type Kysely, sql } from "kysely";

/**
 * Who works on this database, so that workers share the lanes by what each holds and not by who looks first. Nothing that must be
 * remembered: it is written once a second or two, by each for itself, and a server that crashed begins with none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create unlogged table worker (id text primary key, seen_at timestamptz not null, lanes int not null)`,
  `comment on table worker is 'processes that drain lanes, of all workspaces; one that has not been seen for a minute is gone'`,
];
