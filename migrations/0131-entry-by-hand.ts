import { type Kysely, sql } from "kysely";

/** What a scenario wrote and somebody changed afterwards. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table entry add column by_hand boolean not null default false`,
  `comment on column entry.by_hand is 'a person changed what a scenario''s step wrote: it is theirs from then on, and the scenario leaves it as it is'`,
];
