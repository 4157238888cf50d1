import { type Kysely, sql } from "kysely";

/** Whose access a network ended is told why, in the network's own words where it gave some. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table account add column lost jsonb`,
  `comment on column account.lost is 'why it has to be connected again, as a text in both languages; null where nothing was said, or it is connected'`,
];
