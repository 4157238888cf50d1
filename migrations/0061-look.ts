import { type Kysely, sql } from "kysely";

/** What a person chose for themselves: the theme, and whether the language is their own choice or what their browser spoke. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table member add column theme text not null default 'device' check (theme in ('device', 'light', 'dark')),
    add column language_chosen boolean not null default false`,
  `comment on column member.language_chosen is 'true: chosen in the menu; false: as invited, until the browser that they sign in with says another'`,
  // Who chose one before this was kept: the log knows.
  `update member m set language_chosen = true from audit a
    where a.workspace_id = m.workspace_id and a.action = 'member.self' and a.subject = 'member/' || m.id and a.detail ? 'language'`,
];
