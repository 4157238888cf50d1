import { type Kysely, sql } from "kysely";

/** What a delivery waits for may be a video, and may belong into the card of its link instead of standing by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table missing_picture add column kind text not null default 'picture' check (kind in ('picture','video')),
    add column card boolean not null default false`,
  `comment on column missing_picture.card is 'it stands in the card of the post''s link'`,
];
