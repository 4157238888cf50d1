import { type Kysely, sql } from "kysely";

/** A source that asks to be left alone (Retry-After) is, whoever wants it read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table source add column wait_until timestamptz`,
  `comment on column source.wait_until is 'its server asked not to be called before then; also a person who presses Read now waits'`,
];
