import { type Kysely, sql } from "kysely";

/** Campaigns: what belongs together for a time, begins and ends as one, and asks of each person so many posts and no more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const belongs = `foreign key (workspace_id, campaign_id) references campaign(workspace_id, id)`;

const statements = [
  `create table campaign (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, revision int not null default 1,
    name text not null, about text not null default '', colour smallint not null default 1 check (colour between 1 and 5),
    state text not null default 'draft' check (state in ('draft','started','paused','stopped')),
    objective_id uuid, audience_id uuid, first_day date not null, last_day date not null, budget smallint check (budget between 1 and 1000),
    hashtags text[] not null default '{}', utm jsonb not null default '{}', changed_by uuid,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    primary key (workspace_id, id), check (first_day <= last_day),
    foreign key (workspace_id, objective_id) references objective(workspace_id, id) on delete set null (objective_id),
    foreign key (workspace_id, audience_id) references audience(workspace_id, id) on delete set null (audience_id),
    foreign key (workspace_id, changed_by) references member(workspace_id, id) on delete set null (changed_by))`,
  `comment on table campaign is 'what belongs together for a time; its maps and entries name it, and so do their deliveries'`,
  `comment on column campaign.first_day is 'days by clocks of the workspace''s zone; the last one counts'`,
  `comment on column campaign.budget is 'posts that one person publishes for it at most; null: as many as there are'`,
  `comment on column campaign.utm is 'marks of its links: source, medium, campaign, content'`,
  `create index campaign_days on campaign (workspace_id, first_day desc, id)`,
  `create index campaign_objective on campaign (workspace_id, objective_id) where objective_id is not null`,
  `create index campaign_audience on campaign (workspace_id, audience_id) where audience_id is not null`,
  `create index campaign_changer on campaign (workspace_id, changed_by) where changed_by is not null`,

  `create table campaign_topic (
    workspace_id uuid not null, campaign_id uuid not null, topic_id uuid not null, primary key (workspace_id, campaign_id, topic_id),
    ${belongs} on delete cascade, foreign key (workspace_id, topic_id) references topic(workspace_id, id) on delete cascade)`,
  `comment on table campaign_topic is 'what a campaign speaks of'`,
  `create index campaign_topic_of on campaign_topic (workspace_id, topic_id)`,

  `alter table map add column campaign_id uuid, add ${belongs} on delete set null (campaign_id)`,
  `create index map_campaign on map (workspace_id, campaign_id) where campaign_id is not null`,
  `alter table entry add column campaign_id uuid, add ${belongs} on delete set null (campaign_id)`,
  `create index entry_campaign on entry (workspace_id, campaign_id, at, id) where campaign_id is not null`,
  // A delivery keeps the campaign that it was made for, also once that is deleted.
  `alter table delivery add column campaign_id uuid`,
  `comment on column delivery.campaign_id is 'the campaign for which it was made: the gate asks it, and counts by it'`,
  `create index delivery_campaign on delivery (workspace_id, campaign_id, account_id) where campaign_id is not null`,
  `create index delivery_rests on delivery (workspace_id, campaign_id) where state = 'held' and reason_code = 'campaign_rest'`,
];
