import { type Kysely, sql } from "kysely";

/** Entries that come back: how far apart, in which months, until when. Their outings are entries' rounds, and the ledger keeps the distance. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table evergreen (
    workspace_id uuid not null, entry_id uuid not null, gap_days int not null check (gap_days between 7 and 1000),
    months smallint[] not null default '{}', ends date, of_key text, rests text check (rests in ('words','over')), looked_at timestamptz,
    set_by uuid, set_at timestamptz not null default now(), primary key (workspace_id, entry_id),
    foreign key (workspace_id, entry_id) references entry(workspace_id, id) on delete cascade,
    foreign key (workspace_id, set_by) references member(workspace_id, id) on delete set null (set_by))`,
  `comment on table evergreen is 'entries that come back by themselves; the gate keeps each account''s distance between two outings, and lets no text pass twice'`,
  `comment on column evergreen.gap_days is 'days of the workspace''s calendar between two outings of it on one account, at least'`,
  `comment on column evergreen.months is 'in which it may go out, 1 to 12; none: in all'`,
  `comment on column evergreen.ends is 'the last day on which it may go out'`,
  `comment on column evergreen.of_key is 'the item whose second life it is: what went out of that counts as an outing'`,
  `comment on column evergreen.rests is 'words: it was said in all of its wordings, and waits for another one; over: it does not come back'`,
  `create index evergreen_look on evergreen (looked_at nulls first) where rests is null`,
  `create index evergreen_set on evergreen (workspace_id, set_at desc, entry_id)`,
  `create index evergreen_of on evergreen (workspace_id, of_key) where of_key is not null`,
  `create index evergreen_setter on evergreen (workspace_id, set_by) where set_by is not null`,
];
