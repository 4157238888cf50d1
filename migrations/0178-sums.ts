import { type Kysely, sql } from "kysely";

/**
 * Coarser sums of the days: what all accounts of one side did together on a day, by network, map, topic and campaign, so that a page reads a row a group and
 * day where it read one an account; and on which days an account is in a group, so that different people can be counted. Accounts that are there already
 * have no side yet: pages read theirs from the finer rows until the measuring round has added them, some at a time (server/results/sides.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const figures = ["views", "reach", "likes", "reposts", "replies"];

const statements = [
  `create table sum_side (
    workspace_id uuid not null, account_id uuid not null, side smallint check (side between 0 and 2), primary key (workspace_id, account_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table sum_side is 'on which side of sum_day an account''s numbers stand'`,
  `comment on column sum_side.side is '0: the company''s, 1: people''s, 2: of people who let figures about them be seen; null: they are not in the sums yet'`,
  `create table sum_day (like result_day including defaults including comments)`,
  `alter table sum_day drop column map_id, drop column account_id, add column kind text not null, add column key text not null, add column side smallint not null,
    add column own_content int not null default 0`,
  // Today's rows are written again and again.
  `alter table sum_day set (fillfactor = 50)`,
  `alter table sum_day add primary key (workspace_id, kind, day, key, side)`,
  `alter table sum_day add foreign key (workspace_id) references workspace(id) on delete cascade`,
  `comment on table sum_day is 'result_day and facet_day added up over the accounts of a side: kinds network, map (by id:network), topic, campaign; said: topic_day, by network:topic'`,
  `comment on column sum_day.own_content is 'posts that lead to own content (topic_day.own); of the kind said alone'`,
  `create index sum_day_old on sum_day (day)`,
  `create table sum_account (
    workspace_id uuid not null, kind text not null, span int not null, key text not null, account_id uuid not null, any_days bigint not null, post_days bigint not null default 0,
    ${figures.map((name) => `${name}_days bigint not null default 0`).join(", ")}, primary key (workspace_id, kind, span, key, account_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table sum_account is 'on which days an account has a row in a group, with posts in it, with a figure that was measured: a bit a day'`,
  `comment on column sum_account.span is 'stretches of 56 days, counted from Monday 1970-01-05'`,
  `create index sum_account_old on sum_account (span)`,
  `create index sum_account_account on sum_account (workspace_id, account_id)`,
  `drop index facet_day_account`,
  `create index facet_day_account on facet_day (workspace_id, account_id, day)`,
  `drop index topic_day_account`,
  `create index topic_day_account on topic_day (workspace_id, account_id, day)`,
];
