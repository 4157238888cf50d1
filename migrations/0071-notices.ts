import { type Kysely, sql } from "kysely";

/**
 * What people are told: a reason is told a person once at most, at hours and in an amount of their own. A row outlives what it said by months,
 * so that its reason stays taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table notice_person (
    workspace_id uuid not null, member_id uuid not null,
    proposals text not null default 'now' check (proposals in ('now','daily','weekly','never')), news boolean not null default false,
    day smallint not null default 1 check (day between 1 and 7), minute smallint not null default 480 check (minute between 0 and 1439),
    days_off smallint[] not null default '{6,7}' check (cardinality(days_off) < 7),
    quiet_from smallint default 1200 check (quiet_from between 0 and 1439), quiet_to smallint default 450 check (quiet_to between 0 and 1439),
    mail boolean not null default true, push boolean not null default true,
    budget smallint not null default 3 check (budget between 1 and 21), urgent_budget smallint not null default 2 check (urgent_budget between 0 and 10),
    changed_at timestamptz not null default now(), next_at timestamptz,
    primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table notice_person is 'how somebody wants to be told, and when they are looked at next'`,
  `comment on column notice_person.news is 'a digest of what was published, weekly, also for who publishes nothing'`,
  `comment on column notice_person.day is 'of the weekly digest, 1 is Monday'`,
  `comment on column notice_person.minute is 'after midnight in the member''s zone: when a digest goes'`,
  `comment on column notice_person.budget is 'messages in seven days'`,
  `comment on column notice_person.urgent_budget is 'messages about important news in thirty days, which are not counted in budget'`,
  `comment on column notice_person.next_at is 'when to look at what waits; null: nothing does'`,
  `create index notice_person_next on notice_person (next_at) where next_at is not null`,

  `create table notice (
    workspace_id uuid not null, id uuid not null default gen_random_uuid(), member_id uuid not null,
    reason text not null, kind text not null, delivery_id bigint, data jsonb,
    state text not null default 'waiting' check (state in ('waiting','told','dropped')), leads boolean not null default false, why text,
    made_at timestamptz not null default now(), expires_at timestamptz not null, ended_at timestamptz,
    primary key (workspace_id, id), unique (workspace_id, member_id, reason),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table notice is 'what somebody is told, or was: one reason, one person, at most once'`,
  `comment on column notice.delivery_id is 'the proposal that it is about: nothing is told of one that is over'`,
  `comment on column notice.leads is 'a message was about it; what was told along with another has none of its own'`,
  `comment on column notice.why is 'why nothing was said: over, unwanted, left, late, empty'`,
  `create index notice_waiting on notice (workspace_id, member_id) where state = 'waiting'`,
  `create index notice_led on notice (workspace_id, member_id, ended_at) where leads`,
  `create index notice_delivery on notice (workspace_id, delivery_id) where delivery_id is not null`,
  `create table proposal_link (
    workspace_id uuid not null, id bigint not null generated always as identity, member_id uuid not null, delivery_id bigint not null,
    made_at timestamptz not null default now(), expires_at timestamptz not null, primary key (workspace_id, id), unique (workspace_id, member_id, delivery_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table proposal_link is 'addresses that open one proposal for one person without a password; a row that is gone opens nothing'`,
  `create index proposal_link_old on proposal_link (expires_at)`,
  `create index notice_ended on notice (ended_at) where ended_at is not null`,
];
