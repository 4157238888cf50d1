import { type Kysely, sql } from "kysely";

/** A second person's yes to what is written by hand, where a workspace wishes it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspace add column entry_second boolean not null default false`,
  `comment on column workspace.entry_second is 'what is written by hand for the company or its people needs the yes of somebody else than who planned it'`,
  `alter table entry add column asked_by uuid`,
  `comment on column entry.asked_by is 'who planned it, or changed its words since: where a second yes is wanted, theirs is none'`,
  `alter table entry add foreign key (workspace_id, asked_by) references member(workspace_id, id) on delete set null (asked_by)`,
  `create index entry_asker on entry (workspace_id, asked_by) where asked_by is not null`,
];
