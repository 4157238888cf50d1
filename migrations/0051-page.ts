import { type Kysely, sql } from "kysely";

/** What the pages behind items' links say of themselves, and posts that wait for a picture of which only such a page knows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table page (
    workspace_id uuid not null references workspace(id) on delete cascade, hash bytea not null, address text not null, facts jsonb,
    code text, tries int not null default 0, asked_at timestamptz not null default now(), again_at timestamptz not null,
    primary key (workspace_id, hash))`,
  `comment on table page is 'what a page said of itself (engine/page.ts), or why it could not be read; again_at: when it is worth asking again'`,
  `create index page_asked on page (asked_at)`,
  `alter table missing_picture add column page boolean not null default false`,
  `comment on column missing_picture.page is 'the address is that of the page whose picture is meant'`,
];
