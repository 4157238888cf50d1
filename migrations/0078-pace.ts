import { type Kysely, sql } from "kysely";

/** What the owner of an account allows over a week and a month, on which days never, and a receipt for each such change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table account add column weekly_cap int check (weekly_cap between 1 and 1000), add column monthly_cap int check (monthly_cap between 1 and 1000),
    add column days_off smallint not null default 0 check (days_off between 0 and 126)`,
  `comment on column account.weekly_cap is 'posts from Monday to Sunday in its zone; null: any number'`,
  `comment on column account.monthly_cap is 'posts in a month of the calendar in its zone; null: any number'`,
  `comment on column account.days_off is 'days on which nothing is posted: 1 Monday, 2 Tuesday, 4 Wednesday and so on; never all seven, which is a pause'`,

  `create table pace_receipt (
    workspace_id uuid not null, id bigint not null generated always as identity, account_id uuid not null, member_id uuid not null,
    at timestamptz not null default now(), receipt jsonb not null, primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table pace_receipt is 'what somebody set for an account, and in which words: how often, on which days, at which hours'`,
  `create index pace_receipt_account on pace_receipt (workspace_id, account_id, id desc)`,
  `create index consent_account on consent (workspace_id, account_id, id desc)`,
];
