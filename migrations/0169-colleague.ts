import { type Kysely, sql } from "kysely";

/** Public accounts of colleagues that the company may follow: each with its person's consent, and what was read of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table colleague_account (
    workspace_id uuid not null, id uuid not null default gen_random_uuid(), member_id uuid not null, type text not null, version int not null, config jsonb not null,
    key text not null, address text not null, title text not null default '', receipt jsonb not null, agreed_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz, ended_by text check (ended_by in ('person','company','left')), cursor jsonb not null default '{}', read_at timestamptz,
    due_at timestamptz not null default now(), failures int not null default 0, error jsonb, primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table colleague_account is 'a public account of a person that the company may follow, from their consent to its end; nothing of it is read before or after'`,
  `comment on column colleague_account.key is 'what is read, as sources are known: one account is followed once'`,
  `comment on column colleague_account.receipt is 'the words that were agreed to, in which language, and for which address'`,
  `comment on column colleague_account.due_at is 'when it is read next; moved on by whoever takes it up'`,
  `create unique index colleague_account_live on colleague_account (workspace_id, key) where ended_at is null`,
  `create index colleague_account_person on colleague_account (workspace_id, member_id)`,
  `create index colleague_account_due on colleague_account (due_at) where ended_at is null`,
  `create table colleague_item (
    workspace_id uuid not null, colleague_id uuid not null, key text not null, taken boolean not null, at timestamptz not null default now(), primary key (workspace_id, colleague_id, key),
    foreign key (workspace_id, colleague_id) references colleague_account(workspace_id, id) on delete cascade)`,
  `comment on table colleague_item is 'which items were read of which account; what was there before the consent is noted without being taken'`,
  `create index colleague_item_key on colleague_item (workspace_id, key)`,
  `create index colleague_item_old on colleague_item (at)`,
];
