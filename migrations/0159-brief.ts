import { type Kysely, sql } from "kysely";

/** Briefs: what the company asks of volunteers, whom it asked, and what each of them answered, agreed and made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table brief (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, revision int not null default 1,
    state text not null default 'draft' check (state in ('draft','open','closed')), kind text not null check (kind in ('chat','article','film','other')),
    title text not null, wanted text not null default '', help jsonb not null default '{}', effort text not null default '', last_day date,
    campaign_id uuid, topic_id uuid, team_id uuid, asked_by uuid, changed_by uuid, opened_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    primary key (workspace_id, id),
    foreign key (workspace_id, campaign_id) references campaign(workspace_id, id) on delete set null (campaign_id),
    foreign key (workspace_id, topic_id) references topic(workspace_id, id) on delete set null (topic_id),
    foreign key (workspace_id, team_id) references team(workspace_id, id) on delete set null (team_id),
    foreign key (workspace_id, asked_by) references member(workspace_id, id) on delete set null (asked_by),
    foreign key (workspace_id, changed_by) references member(workspace_id, id) on delete set null (changed_by))`,
  `comment on table brief is 'what the company asks of volunteers: to host a chat, write an article, film a visit'`,
  `comment on column brief.help is 'who helps with text, picture and technique, in words'`,
  `comment on column brief.effort is 'the time it takes, in words'`,
  `comment on column brief.last_day is 'until when one may answer, by clocks of the workspace''s zone; null: until it is closed'`,
  `comment on column brief.topic_id is 'asks who agreed to speak on it; team_id: asks who belongs to it'`,
  `comment on column brief.asked_by is 'who opened it, and hears of offers'`,
  `create index brief_lately on brief (workspace_id, updated_at desc, id)`,
  `create index brief_campaign on brief (workspace_id, campaign_id) where campaign_id is not null`,
  `create index brief_topic on brief (workspace_id, topic_id) where topic_id is not null`,
  `create index brief_team on brief (workspace_id, team_id) where team_id is not null`,
  `create index brief_asker on brief (workspace_id, asked_by) where asked_by is not null`,
  `create index brief_changer on brief (workspace_id, changed_by) where changed_by is not null`,

  `create table brief_person (
    workspace_id uuid not null, brief_id uuid not null, member_id uuid not null, named boolean not null default false, asked_at timestamptz,
    state text not null default 'asked' check (state in ('asked','no','offered','agreed','thanked','ended','done')), revision int not null default 1,
    word text not null default '', offered_at timestamptz, reply text not null default '', due date, replied_at timestamptz, replied_by uuid,
    ended_own boolean not null default false, end_word text not null default '', link text, made text not null default '', medium_id uuid, alt text not null default '',
    done_at timestamptz, primary key (workspace_id, brief_id, member_id),
    foreign key (workspace_id, brief_id) references brief(workspace_id, id) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, replied_by) references member(workspace_id, id) on delete set null (replied_by),
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete set null (medium_id))`,
  `comment on table brief_person is 'who is asked by a brief, and what they answered: a no, and no answer, is told to nobody but themselves'`,
  `comment on column brief_person.named is 'chosen by name'`,
  `comment on column brief_person.asked_at is 'null: the brief is a draft'`,
  `comment on column brief_person.revision is 'counts what those who asked get to see: a no does not count'`,
  `comment on column brief_person.ended_own is 'of an agreement that ended: the person ended it'`,
  `comment on column brief_person.made is 'what came of it, in the person''s words, with their link and picture'`,
  `create index brief_person_of on brief_person (workspace_id, member_id, asked_at desc, brief_id) where asked_at is not null`,
  `create index brief_person_member on brief_person (workspace_id, member_id)`,
  `create index brief_offers on brief_person (workspace_id, offered_at) where state = 'offered'`,
  `create index brief_person_replier on brief_person (workspace_id, replied_by) where replied_by is not null`,
  `create index brief_person_medium on brief_person (workspace_id, medium_id) where medium_id is not null`,

  `create table brief_entry (
    workspace_id uuid not null, brief_id uuid not null, member_id uuid not null, entry_id uuid not null, own boolean not null,
    primary key (workspace_id, brief_id, member_id, entry_id),
    foreign key (workspace_id, brief_id, member_id) references brief_person(workspace_id, brief_id, member_id) on delete cascade,
    foreign key (workspace_id, entry_id) references entry(workspace_id, id) on delete cascade)`,
  `comment on table brief_entry is 'posts that were begun from what a person made; own: for accounts of theirs, else the company''s'`,
  `create index brief_entry_of on brief_entry (workspace_id, entry_id)`,
];
