import { type Kysely, sql } from "kysely";

/**
 * What lists of deliveries are read by, without an index more on the deliveries themselves, which their updates would pay for: a row for
 * each headline, written once when it is scheduled, that a search looks through; and the number of each delivery inside the index of what
 * an account has, so that an account's newest are found there and nowhere else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** As near to `fold` of engine/words.ts as SQL comes: what is told from now on is folded by that itself. */
const folded = (text: string) =>
  `replace(replace(replace(lower(regexp_replace(normalize(${text}, nfd), '[\\u0300-\\u036f]', '', 'g')), 'œ', 'oe'), 'æ', 'ae'), '’', '''')`;

const statements = [
  `create table told (
    workspace_id uuid not null, item_key text not null, newest bigint not null, words text not null, primary key (workspace_id, item_key))`,
  `comment on table told is 'headlines that deliveries were made of'`,
  `comment on column told.newest is 'the number of its last delivery'`,
  `comment on column told.words is 'what it is found by: headline and address, folded'`,
  `insert into told (workspace_id, item_key, newest, words)
    select d.workspace_id, d.item_key, d.id, ${folded(`left(d.item_title, 1000) || coalesce(' ' || regexp_replace(left(i.data->>'link', 1000), '^https?://(www\\.)?', ''), '')`)}
    from (select distinct on (workspace_id, item_key) workspace_id, item_key, id, item_title, item_seq from delivery order by workspace_id, item_key, id desc) d
    left join item i on i.workspace_id = d.workspace_id and i.seq = d.item_seq`,
  `create index told_newest on told (workspace_id, newest desc)`,
  `alter table delivery drop constraint delivery_identity`,
  `alter table delivery add constraint delivery_identity unique (workspace_id, account_id, item_key, occasion) include (id)`,
];
