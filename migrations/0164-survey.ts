import { type Kysely, sql } from "kysely";

/** A survey on fears and wishes in rounds, of which only sums are kept; and the company's own answers to objections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table survey (
    workspace_id uuid not null references workspace(id) on delete cascade, number int not null, stage text not null check (stage in ('before','after')),
    opened_at timestamptz not null default now(), opened_by uuid, closed_at timestamptz, closed_by uuid,
    sums jsonb not null default '{}', words text[] not null default '{}', primary key (workspace_id, number),
    foreign key (workspace_id, opened_by) references member(workspace_id, id) on delete set null (opened_by),
    foreign key (workspace_id, closed_by) references member(workspace_id, id) on delete set null (closed_by))`,
  `comment on table survey is 'a round of the anonymous survey; there is no row of an answer: each is added to the sums and forgotten'`,
  `comment on column survey.sums is 'how many said what, by whether they lead others'`,
  `comment on column survey.words is 'free answers in the order of the alphabet, so that none tells when it came'`,
  `create unique index survey_open on survey (workspace_id) where closed_at is null`,
  `create index survey_opener on survey (workspace_id, opened_by) where opened_by is not null`,
  `create index survey_closer on survey (workspace_id, closed_by) where closed_by is not null`,
  `create table survey_done (
    workspace_id uuid not null, number int not null, member_id uuid not null, primary key (workspace_id, number, member_id),
    foreign key (workspace_id, number) references survey(workspace_id, number) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table survey_done is 'who answered the round that is open, so that nobody does twice; without a time, and gone when it is closed'`,
  `create index survey_done_member on survey_done (workspace_id, member_id)`,
  `create table objection (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    ask jsonb not null, answer jsonb not null, made_at timestamptz not null default clock_timestamp(), primary key (workspace_id, id))`,
  `comment on table objection is 'what people of this company object, and its answer, in one language or both; those that ship are in the code'`,
];
