import { type Kysely, sql } from "kysely";

/** The scenario of a campaign: a drawn sequence of steps, its versions, and what of it entered for whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const of = `workspace_id uuid not null, campaign_id uuid not null`;
const belongs = `foreign key (workspace_id, campaign_id) references campaign(workspace_id, id) on delete cascade`;

const statements = [
  `create table scenario (
    ${of}, revision int not null default 1, draft jsonb not null, live int, changed_by uuid, updated_at timestamptz not null default now(), checked_at timestamptz,
    primary key (workspace_id, campaign_id), ${belongs},
    foreign key (workspace_id, changed_by) references member(workspace_id, id) on delete set null (changed_by))`,
  `comment on table scenario is 'the steps of a campaign as they are drawn; live: the version that goes on'`,
  `create index scenario_checked on scenario (checked_at nulls first) where live is not null`,
  `create index scenario_changer on scenario (workspace_id, changed_by) where changed_by is not null`,
  `create table scenario_version (
    ${of}, number int not null, document jsonb not null, made_by uuid, made_at timestamptz not null default now(),
    primary key (workspace_id, campaign_id, number), ${belongs},
    foreign key (workspace_id, made_by) references member(workspace_id, id) on delete set null (made_by))`,
  `create index scenario_version_maker on scenario_version (workspace_id, made_by) where made_by is not null`,
  `create table scenario_answer (
    ${of}, step text not null, answer boolean not null, counted int not null, at timestamptz not null default now(),
    primary key (workspace_id, campaign_id, step), ${belongs})`,
  `comment on table scenario_answer is 'what a condition found when its time came: asked once'`,
  `create table scenario_share (
    ${of}, step text not null, member_id uuid not null, at timestamptz not null default now(),
    primary key (workspace_id, campaign_id, step, member_id), ${belongs},
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table scenario_share is 'for whom a step has entered: each step at most once for each person, however it is drawn anew'`,
  `create index scenario_share_member on scenario_share (workspace_id, member_id)`,
  `alter table entry add column step text`,
  `comment on column entry.step is 'the step of its campaign''s scenario that wrote it'`,
  `create unique index entry_step on entry (workspace_id, campaign_id, step) where campaign_id is not null and step is not null`,
];
