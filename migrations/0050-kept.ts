import { type Kysely, sql } from "kysely";

/** Numbers that a network lets nobody keep for long, and what a network turned out not to let an account do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table reading add column until timestamptz`,
  `comment on column reading.until is 'when the network wants it deleted; null: it may be kept'`,
  `create index reading_until on reading (until) where until is not null`,
  `alter table account add column unable text[] not null default '{}'`,
  `comment on column account.unable is 'abilities of its kind that its network refused to it, until it is connected again (engine/card.ts)'`,
];
