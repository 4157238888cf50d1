import { type Kysely, sql } from "kysely";

/** What a device says where others may read it is its person's to say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table notice_person add column plain boolean not null default false`,
  `comment on column notice_person.plain is 'a device shows that something waits, and not what'`,
  `create index push_out_failed on push_out (workspace_id, ended_at) where state = 'failed'`,
];
