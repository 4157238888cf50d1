import { type Kysely, sql } from "kysely";

/** The editorial line: to whom the workspace speaks, what for, who may well speak on what, in which tone, and how much of it is its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const topic = `foreign key (workspace_id, topic_id) references topic(workspace_id, id) on delete cascade`;
const audience = `foreign key (workspace_id, audience_id) references audience(workspace_id, id) on delete cascade`;
const thing = `workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    name text not null, description text not null default '', place int not null default 0,
    created_at timestamptz not null default now(), primary key (workspace_id, id)`;

const statements = [
  `create table audience (${thing})`,
  `comment on table audience is 'whom the workspace speaks to; place is its order on the page'`,
  `create table objective (${thing})`,
  `comment on table objective is 'what the workspace speaks for'`,
  `create table aim (
    workspace_id uuid not null, audience_id uuid not null, objective_id uuid not null, note text not null default '',
    primary key (workspace_id, audience_id, objective_id), ${audience},
    foreign key (workspace_id, objective_id) references objective(workspace_id, id) on delete cascade)`,
  `comment on table aim is 'what is wanted of an audience: an objective, and in a few words how'`,
  `create index aim_objective on aim (workspace_id, objective_id)`,
  `create table audience_topic (
    workspace_id uuid not null, audience_id uuid not null, topic_id uuid not null default gen_random_uuid(),
    primary key (workspace_id, audience_id, topic_id), ${audience}, ${topic})`,
  `create index audience_topic_topic on audience_topic (workspace_id, topic_id)`,
  `create table speaker (
    workspace_id uuid not null, topic_id uuid not null, member_id uuid not null, agrees boolean,
    asked_at timestamptz not null default now(), answered_at timestamptz, primary key (workspace_id, topic_id, member_id), ${topic},
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table speaker is 'who may well speak on a topic by what they know; their own answer counts (null: not given yet)'`,
  `create index speaker_member on speaker (workspace_id, member_id)`,
  `create table tone (
    workspace_id uuid not null references workspace(id) on delete cascade, network text not null, notes text not null default '',
    rules jsonb not null default '{}', primary key (workspace_id, network))`,
  `comment on table tone is 'how the workspace speaks on a network (empty: on all); rules: engine/tone.ts'`,
  `alter table workspace add column own_share smallint check (own_share between 0 and 100), add column own_sites text[] not null default '{}'`,
  `comment on column workspace.own_share is 'percent of posts that should lead to own content; null: nothing was said'`,
  `comment on column workspace.own_sites is 'hosts whose pages are own content'`,
  `create table topic_day (
    workspace_id uuid not null, day date not null, topic text not null, account_id uuid not null, posts int not null, own int not null,
    primary key (workspace_id, day, topic, account_id))`,
  `comment on table topic_day is 'posts by the day on which they went out and the key of their topic (empty: none); own: those that lead to own content, as it was said then'`,
  `create index topic_day_old on topic_day (day)`,
  `create index topic_day_account on topic_day (workspace_id, account_id)`,
  // What went out before counts as well; nobody had said then what is own.
  `insert into topic_day (workspace_id, day, topic, account_id, posts, own)
    select p.workspace_id, p.day, coalesce(d.topic, ''), p.account_id, count(*), 0 from post_out p
    join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id group by 1, 2, 3, 4`,
];
