import { type Kysely, sql } from "kysely";

/**
 * Why (not)? Which ways items took through their maps, a few bytes an item in chunks of a run (engine/trace.ts), and what items are found by,
 * also those that became no delivery: a row each, as `told` has one for each headline that did.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** As near to `fold` of engine/words.ts as SQL comes: what is read from now on is folded by that itself. */
const folded = (text: string) =>
  `replace(replace(replace(lower(regexp_replace(normalize(${text}, nfd), '[\\u0300-\\u036f]', '', 'g')), 'œ', 'oe'), 'æ', 'ae'), '’', '''')`;

const statements = [
  `create table trace (
    workspace_id uuid not null, run_id uuid not null, place int not null, map_id uuid not null, version int not null, at timestamptz not null,
    first_seq bigint not null, last_seq bigint not null, items int not null, ways bytea not null,
    primary key (workspace_id, run_id, place),
    foreign key (workspace_id, run_id) references run(workspace_id, id) on delete cascade)`,
  `comment on table trace is 'which wires the items of a run went over, some hundreds of items a row'`,
  `comment on column trace.ways is 'as engine/trace.ts writes it'`,
  `alter table trace alter column ways set storage external`,
  // An item's passages of a map: few chunks lie around its number, and those are told by the index alone.
  `create index trace_seq on trace (workspace_id, map_id, last_seq) include (first_seq)`,
  `create index trace_at on trace (workspace_id, at)`,
  `alter table workspace add column trace_days int not null default 30 check (trace_days between 0 and 90)`,
  `comment on column workspace.trace_days is 'days that the ways of items through maps are kept; 0: none are'`,

  `create table heard (
    workspace_id uuid not null, seq bigint not null, words text not null, primary key (workspace_id, seq))`,
  `comment on table heard is 'what items are found by: headline and address, folded'`,
  `insert into heard (workspace_id, seq, words)
    select workspace_id, seq, ${folded(`left(coalesce(data->>'title', ''), 1000) || coalesce(' ' || regexp_replace(left(data->>'link', 1000), '^https?://(www\\.)?', ''), '')`)} from item`,
];
