import { type Kysely, sql } from "kysely";

/** Posts that people write by hand, for a time; and the times of the week at which pages post. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table entry (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, owner_id uuid, author_id uuid, changed_by uuid,
    revision int not null default 1, state text not null default 'draft' check (state in ('draft','planned','entered')),
    title text not null default '', written jsonb not null, at timestamptz, until timestamptz, enter_at timestamptz,
    evergreen boolean not null default false, approval boolean not null default false, topic_id uuid,
    round int not null default 0, entered_at timestamptz, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    primary key (workspace_id, id),
    foreign key (workspace_id, owner_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, author_id) references member(workspace_id, id) on delete set null (author_id),
    foreign key (workspace_id, changed_by) references member(workspace_id, id) on delete set null (changed_by),
    foreign key (workspace_id, topic_id) references topic(workspace_id, id) on delete set null (topic_id),
    check (state = 'draft' or at is not null), check (state <> 'planned' or enter_at is not null), check (state <> 'entered' or round > 0))`,
  `comment on table entry is 'posts that people write by hand; what became of them stands in the ledger'`,
  `comment on column entry.owner_id is 'whose own it is: nobody else sees it; null: the company''s'`,
  `comment on column entry.enter_at is 'when it enters the maps: before its time, so that people can be asked'`,
  `comment on column entry.round is 'how often it entered; its item is called entry:<id>:<round>'`,
  `create index entry_coming on entry (workspace_id, at, id) where at is not null`,
  `create index entry_drafts on entry (workspace_id, updated_at desc, id) where state = 'draft'`,
  `create index entry_changes on entry (workspace_id, updated_at desc, id)`,
  `create index entry_enters on entry (enter_at) where state = 'planned'`,
  `create index entry_of on entry (workspace_id, owner_id) where owner_id is not null`,
  `create index entry_author on entry (workspace_id, author_id) where author_id is not null`,
  `create index entry_changer on entry (workspace_id, changed_by) where changed_by is not null`,
  `create index entry_about on entry (workspace_id, topic_id) where topic_id is not null`,

  `create table entry_account (
    workspace_id uuid not null, entry_id uuid not null, account_id uuid not null, primary key (workspace_id, entry_id, account_id),
    foreign key (workspace_id, entry_id) references entry(workspace_id, id) on delete cascade,
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table entry_account is 'accounts that an entry names, so that the calendar of one finds it'`,
  `create index entry_account_of on entry_account (workspace_id, account_id)`,

  `create table entry_medium (
    workspace_id uuid not null, entry_id uuid not null, medium_id uuid not null, primary key (workspace_id, entry_id, medium_id),
    foreign key (workspace_id, entry_id) references entry(workspace_id, id) on delete cascade,
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade)`,
  `comment on table entry_medium is 'pictures and videos that entries show: they are kept as long'`,
  `create index entry_medium_of on entry_medium (workspace_id, medium_id)`,

  `create table upload (
    workspace_id uuid not null, member_id uuid not null, medium_id uuid not null, at timestamptz not null default now(),
    primary key (workspace_id, member_id, medium_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade)`,
  `comment on table upload is 'who brought pictures for entries: an ambassador sees and uses their own'`,
  `create index upload_lately on upload (workspace_id, at desc, medium_id)`,
  `create index upload_medium on upload (workspace_id, medium_id)`,

  `create table slot (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, account_id uuid,
    weekday int not null check (weekday between 1 and 7), minute int not null check (minute between 0 and 1439), zone text not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade,
    unique nulls not distinct (workspace_id, account_id, weekday, minute, zone))`,
  `comment on table slot is 'times of the week at which an account posts; without one: each page of the company'`,

  `alter table map add column house text check (house in ('calendar'))`,
  `comment on column map.house is 'the server drew it and keeps it: the map by which entries go'`,
  `create unique index map_house on map (workspace_id, house) where house is not null and state <> 'archived'`,
];
