import { type Kysely, sql } from "kysely";

/**
 * What entries are called in their source, so that one is known again by any name that it ever had. Names are hashes of what
 * engine/identity.ts spells. An item that was stored before is named when its source is read next, and that once with its whole list:
 * it is asked for without the validators of the last reading.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table item_name (
    workspace_id uuid not null, source_id uuid not null, name uuid not null, seq bigint not null, shared boolean not null default false,
    primary key (workspace_id, source_id, name),
    foreign key (workspace_id, source_id) references source(workspace_id, id) on delete cascade)`,
  `comment on column item_name.shared is 'two different entries carried it in one document: it names no item any more'`,
  `alter table item add column names uuid[], add column changed jsonb`,
  `comment on column item.names is 'its rows in item_name, which go when it goes'`,
  `comment on column item.changed is 'title, link and when: as its source had it last, where that differs from what was stored'`,
  `alter table source add column anchored boolean not null default false, add column named boolean not null default true, add column document jsonb`,
  `comment on column source.anchored is 'it tells entries apart by what stands behind # in their addresses'`,
  `comment on column source.named is 'false: what it had before items had names is not named yet'`,
  `comment on column source.document is 'what its last list held: at, fresh, known, doubled, blank, and the first of those listed twice'`,
  `update source set named = false, cursor = cursor - 'etag' - 'lastModified' - 'hash'`,
  `alter table poll add column doubled int not null default 0, add column blank int not null default 0`,
  `comment on column poll.doubled is 'entries that its document held besides total: the same entry once more'`,
  `comment on column poll.blank is 'entries that its document held besides total: without title, words and address'`,
];
