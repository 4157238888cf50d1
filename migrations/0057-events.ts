import { type Kysely, sql } from "kysely";

/** Which items report the same event under other headlines (engine/event.ts), found when a map asks for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table item_event (
    workspace_id uuid not null, item_seq bigint not null, event bigint not null, length real not null, sort text not null,
    primary key (workspace_id, item_seq),
    foreign key (workspace_id, item_seq) references item(workspace_id, seq) on delete cascade)`,
  `comment on table item_event is 'the first item of the event that an item reports, itself where it is the first; goes with the item'`,
  `comment on column item_event.length is 'of the item''s vector of words, as rare as they were when it came'`,
  `create table item_word (
    workspace_id uuid not null references workspace(id) on delete cascade, word int not null, item_seq bigint not null, source_id uuid not null,
    lead boolean not null, at timestamptz not null,
    primary key (workspace_id, word, item_seq) include (source_id, lead, at))`,
  `create index item_word_at on item_word (at)`,
  `comment on table item_word is 'words of items, by which others of the same event are found; kept only as long as it is looked back'`,
];
