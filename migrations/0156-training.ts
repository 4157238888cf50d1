import { type Kysely, sql } from "kysely";

/** Lessons: how far a person came in each, and whether the basic ones come before automatic posts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table training (
    workspace_id uuid not null, member_id uuid not null, lesson text not null, step smallint not null default 0,
    begun_at timestamptz not null default now(), done_at timestamptz, primary key (workspace_id, member_id, lesson),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table training is 'how far a person came in a lesson; what they answered to its questions is not stored'`,
  `comment on column training.step is 'the screen on which they go on, from 0'`,
  `create index training_done on training (workspace_id, lesson) where done_at is not null`,
  `alter table workspace add column training_first boolean not null default false`,
  `comment on column workspace.training_first is 'a person chooses automatic posts after the basic lessons only'`,
];
