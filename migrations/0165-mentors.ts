import { type Kysely, sql } from "kysely";

/** Colleagues who offer to be asked, and the pairs that both of them said yes to; and whether somebody hid their first weeks' path. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table member add column track_hidden boolean not null default false`,
  `comment on column member.track_hidden is 'they put the path of their first weeks away'`,
  `create table mentor (
    workspace_id uuid not null, member_id uuid not null, capacity smallint not null check (capacity between 1 and 5), reach text not null,
    primary key (workspace_id, member_id), foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table mentor is 'who offers to be asked by newcomers: by how many at once, and how they are reached'`,
  `create table mentoring (
    workspace_id uuid not null, id uuid not null default gen_random_uuid(), mentor_id uuid not null, newcomer_id uuid not null,
    mentor_yes boolean not null default false, newcomer_yes boolean not null default false, reach text not null default '',
    primary key (workspace_id, id), unique (workspace_id, newcomer_id), check (mentor_id <> newcomer_id),
    foreign key (workspace_id, mentor_id) references mentor(workspace_id, member_id) on delete cascade,
    foreign key (workspace_id, newcomer_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table mentoring is 'a pair, asked for or under way: under way once both said yes. One a newcomer'`,
  `comment on column mentoring.reach is 'how the newcomer is reached; told their mentor once both said yes'`,
  `create index mentoring_mentor on mentoring (workspace_id, mentor_id)`,
];
