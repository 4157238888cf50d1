import { type Kysely, sql } from "kysely";

/**
 * Results by more than a map: by topic (and whatever a delivery belongs to besides), and by story; who was there on a day; what a workspace pays
 * for media; what came of it, as it was told to people. Everything is added up where the numbers come in, as `result_day` is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const account = `foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade`;

const statements = [
  `alter table result_day add column confirmed int not null default 0, add column potential bigint not null default 0,
    add column potential_of int not null default 0`,
  `comment on column result_day.confirmed is 'posts of which the network confirmed that they are out'`,
  `comment on column result_day.potential is 'followers of the account when a post went out, added up over posts; potential_of: posts whose account was read by then'`,
  `create index result_day_day on result_day (workspace_id, day)`,
  `create table facet_day (like result_day including defaults including comments)`,
  `alter table facet_day drop column map_id, add column facet text not null`,
  `alter table facet_day add primary key (workspace_id, facet, day, account_id), add ${account}`,
  `comment on table facet_day is 'the same as result_day by what a post belongs to besides its map: topic:KEY'`,
  `create index facet_day_day on facet_day (workspace_id, day)`,
  `create index facet_day_account on facet_day (workspace_id, account_id)`,
  `create index facet_day_old on facet_day (day)`,
  `create table story_sum (
    workspace_id uuid not null references workspace(id) on delete cascade, item_key text not null, day date not null, last_day date not null, title text not null, topic text not null,
    item_seq bigint, posts int not null default 0, company_posts int not null default 0, clicks bigint not null default 0, company_clicks bigint not null default 0,
    reactions bigint not null default 0, company_reactions bigint not null default 0, primary key (workspace_id, item_key))`,
  `comment on table story_sum is 'what all posts of one story did together; company_…: those of the company''s accounts. day, last_day: of its first and its newest post'`,
  `create index story_sum_day on story_sum (workspace_id, last_day)`,
  `create index story_sum_clicks on story_sum (workspace_id, clicks desc, item_key)`,
  `create index story_sum_old on story_sum (last_day)`,
  `create table people_day (
    workspace_id uuid not null references workspace(id) on delete cascade, day date not null, invited int not null, connected int not null, primary key (workspace_id, day))`,
  `comment on table people_day is 'people of a workspace on a day: those who could take part, and those with a connected account of their own'`,
  `create index people_day_old on people_day (day)`,
  `alter table workspace add column media_price jsonb`,
  `comment on column workspace.media_price is 'what the company says it pays elsewhere: currency, cpm, cpc; null: nothing was said, and nothing is worth money here'`,
  `alter table member add column figures_shown boolean not null default false`,
  `comment on column member.figures_shown is 'whether they let managers see figures about them alone'`,
  `create table outcome (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(), since date not null, until date not null,
    facts jsonb not null, words text not null, made_at timestamptz not null default now(), made_by uuid, primary key (workspace_id, id),
    foreign key (workspace_id, made_by) references member(workspace_id, id) on delete set null (made_by))`,
  `comment on table outcome is 'what came of it, as it was told to the ambassadors; facts: the numbers as they stood then'`,
  `create index offer_claim_at on offer_claim (workspace_id, claimed_at)`,
  `create index outcome_made on outcome (workspace_id, made_at desc)`,
  `create index outcome_maker on outcome (workspace_id, made_by) where made_by is not null`,
  // What went out before is counted by topic and story as well; what was measured of it until now stands by map alone.
  `insert into facet_day (workspace_id, facet, day, account_id, posts, confirmed)
    select p.workspace_id, 'topic:' || d.topic, p.day, p.account_id, count(*), count(*) filter (where d.confirmed) from post_out p
    join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id where d.topic <> '' group by 1, 2, 3, 4`,
  `insert into story_sum (workspace_id, item_key, day, last_day, title, topic, item_seq, posts, company_posts)
    select p.workspace_id, d.item_key, min(p.day), max(p.day), max(d.item_title), max(d.topic), max(d.item_seq), count(*), count(*) filter (where a.member_id is null and not a.former)
    from post_out p join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id group by 1, 2`,
];
