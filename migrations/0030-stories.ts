import { type Kysely, sql } from "kysely";

/**
 * A source may repeat its own headline: a story knows of which source it is, and what its headline was. Those from before find both by
 * their delivery, until they are too old to count (some weeks), so that nothing is rewritten. And when two items are one story is for
 * the workspace to say.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table story add column source_id uuid, add column head bigint`,
  `comment on column story.head is 'hash of its headline; null: of before, when it was not kept'`,
  `alter table workspace add column story_by text not null default 'both' check (story_by in ('off', 'address', 'both')),
    add column story_days int not null default 30 check (story_days between 1 and 90)`,
  `comment on column workspace.story_by is 'by what two items of two sources are one story for an account; a map may say otherwise'`,
];
