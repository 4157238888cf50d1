import { type Kysely, sql } from "kysely";

/** What was prepared for a post before its gate (an uploaded picture) stands with it; and whether an answer proved that it is out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // It stood in a table of its own for a day of development, and outlives nothing.
  `drop table prepared`,
  `alter table delivery add column prepared jsonb, add column prepared_until timestamptz, add column confirmed boolean not null default true`,
  `comment on column delivery.prepared is 'ready, tries, and what the network is given back: for publishing where ready, else for going on with preparing'`,
  `comment on column delivery.confirmed is 'false: the network took it, and its answer proves no more (a channel that says 202)'`,
];
