import { type Kysely, sql } from "kysely";

/**
 * Topics and teams as things of their own. Until here a topic was a word that accounts, consents, deliveries and maps happened to share; each such
 * word becomes a topic, and who had chosen it for an account follows it. The words stay where they stand: a topic is found by every name it ever had.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** As near to `fold` of engine/words.ts as SQL comes: what is named from now on is folded by that itself. */
const folded = (text: string) =>
  `btrim(regexp_replace(replace(replace(replace(translate(lower(regexp_replace(normalize(${text}, nfkd), '[\\u0300-\\u036f]', '', 'g')),
    'øđłς’‘ʼ', 'odlσ'''''''), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), '\\s+', ' ', 'g'))`;

const member = `foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade`;
const topic = `foreign key (workspace_id, topic_id) references topic(workspace_id, id) on delete cascade`;

const statements = [
  `create table topic (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    key text not null, name text not null, colour smallint not null check (colour between 1 and 5), description text not null default '',
    archived_at timestamptz, created_at timestamptz not null default now(), primary key (workspace_id, id), unique (workspace_id, key))`,
  `comment on column topic.key is 'its first name, which never changes: what consents, deliveries and accounts call it'`,
  `comment on column topic.archived_at is 'offered to nobody any more; who follows it still does, and maps that name it go on'`,
  `create table topic_name (
    workspace_id uuid not null, word text not null, topic_id uuid not null, primary key (workspace_id, word), ${topic})`,
  `comment on table topic_name is 'every name that a topic has or had, folded: what maps say is found by it'`,
  `create index topic_name_topic on topic_name (workspace_id, topic_id)`,
  `create table topic_feeder (
    workspace_id uuid not null, topic_id uuid not null, member_id uuid not null, primary key (workspace_id, topic_id, member_id), ${topic}, ${member})`,
  `comment on table topic_feeder is 'who may feed a topic; nobody: everybody who draws maps'`,
  `create index topic_feeder_member on topic_feeder (workspace_id, member_id)`,
  `create table member_topic (
    workspace_id uuid not null, member_id uuid not null, topic_id uuid not null, since timestamptz not null default now(),
    primary key (workspace_id, member_id, topic_id), ${topic}, ${member})`,
  `comment on table member_topic is 'who follows what'`,
  `create index member_topic_topic on member_topic (workspace_id, topic_id)`,
  `create table team (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    key text not null, name text not null, created_at timestamptz not null default now(), primary key (workspace_id, id), unique (workspace_id, key))`,
  `comment on column team.key is 'its first name, folded, which never changes: what maps call it'`,
  `create table member_team (
    workspace_id uuid not null, member_id uuid not null, team_id uuid not null, primary key (workspace_id, member_id, team_id), ${member},
    foreign key (workspace_id, team_id) references team(workspace_id, id) on delete cascade)`,
  `create index member_team_team on member_team (workspace_id, team_id)`,
  `alter table member add column place text not null default '', add column topics_chosen_at timestamptz`,
  `comment on column member.place is 'where they work, in words of their own; "" unsaid'`,
  `comment on column member.topics_chosen_at is 'null: they never chose, and take whatever their accounts are not kept from'`,
  `alter table workspace add column teams_open boolean not null default false`,
  `comment on column workspace.teams_open is 'people choose their teams themselves'`,

  `with said as (select workspace_id, ${folded("name")} as word, btrim(name) as name, min(rank) as rank, count(*) as times from (
      select workspace_id, unnest(topics) as name, 1 as rank from account
      union all select workspace_id, topic, 2 from consent where topic <> ''
      union all select m.workspace_id, t.value#>>'{}', 3 from map m
        join version v on v.workspace_id = m.workspace_id and v.map_id = m.id and v.number = m.live_version
        cross join lateral jsonb_path_query(v.document, 'lax $.nodes[*] ? (@.type == "ambassadors").config.topics[*] ? (@.type() == "string")') as t(value)
        where m.state in ('live','paused')) x
    where btrim(name) <> '' group by 1, 2, 3)
    insert into topic (workspace_id, key, name, colour)
    select workspace_id, name, name, (row_number() over (partition by workspace_id order by word) - 1) % 5 + 1 from (
      select distinct on (workspace_id, word) workspace_id, word, name from said order by workspace_id, word, rank, times desc, name) one`,
  `insert into topic_name (workspace_id, word, topic_id) select workspace_id, ${folded("key")}, id from topic on conflict do nothing`,
  `insert into member_topic (workspace_id, member_id, topic_id)
    select distinct a.workspace_id, a.member_id, n.topic_id from account a cross join lateral unnest(a.topics) as t(name)
      join topic_name n on n.workspace_id = a.workspace_id and n.word = ${folded("t.name")} where a.member_id is not null and a.state <> 'disconnected'`,
  `update member m set topics_chosen_at = now() where exists (select from member_topic f where f.workspace_id = m.workspace_id and f.member_id = m.id)`,
  // The words of one topic become one, and an account that takes all that its owner follows is not kept from anything.
  `update account a set topics = coalesce((select array_agg(distinct t.key) from unnest(a.topics) as x(name)
      join topic_name n on n.workspace_id = a.workspace_id and n.word = ${folded("x.name")} join topic t on t.workspace_id = n.workspace_id and t.id = n.topic_id), '{}')
    where topics <> '{}'`,
  `update account a set topics = '{}' where member_id is not null and topics <> '{}' and not exists (
      select from member_topic f join topic t on t.workspace_id = f.workspace_id and t.id = f.topic_id
      where f.workspace_id = a.workspace_id and f.member_id = a.member_id and not t.key = any(a.topics))`,
  // Of several choices for one topic, which spelling kept apart, the strictest holds.
  `with live as (
      select c.id, t.key, row_number() over (partition by c.workspace_id, c.account_id, c.mode = 'paused', t.key order by c.mode = 'auto', c.granted_at desc, c.id) as place
      from consent c join topic_name n on n.workspace_id = c.workspace_id and n.word = ${folded("c.topic")}
        join topic t on t.workspace_id = n.workspace_id and t.id = n.topic_id
      where c.topic <> '' and c.withdrawn_at is null)
    update consent c set withdrawn_at = now() from live where live.id = c.id and live.place > 1`,
  `update consent c set topic = t.key from topic_name n join topic t on t.workspace_id = n.workspace_id and t.id = n.topic_id
    where c.topic <> '' and c.withdrawn_at is null and n.workspace_id = c.workspace_id and n.word = ${folded("c.topic")} and c.topic <> t.key`,
  `update delivery d set topic = t.key from topic_name n join topic t on t.workspace_id = n.workspace_id and t.id = n.topic_id
    where d.topic <> '' and d.state in ('held','ready','retry_wait') and n.workspace_id = d.workspace_id and n.word = ${folded("d.topic")} and d.topic <> t.key`,
];
