import { type Kysely, sql } from "kysely";

/** A person's calendar, read by the program in which they keep theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table member add column calendar_link_at timestamptz`,
  `comment on column member.calendar_link_at is 'when they made the address at which other programs read their calendar; it names this moment, so that a new one ends the old. null: there is none'`,
];
