import { type Kysely, sql } from "kysely";

/** People who already speak about the company, and say so themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table talk (
    workspace_id uuid not null, id uuid not null, member_id uuid not null, address text not null, words text not null default '',
    said_at timestamptz not null default now(), expires_at timestamptz not null, answer text check (answer in ('ambassador','brief','thank')),
    word text not null default '', brief_id uuid, answered_at timestamptz, answered_by uuid, primary key (workspace_id, id),
    unique (workspace_id, member_id, address),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, brief_id) references brief(workspace_id, id) on delete set null (brief_id),
    foreign key (workspace_id, answered_by) references member(workspace_id, id) on delete set null (answered_by))`,
  `comment on table talk is 'somebody says that they already talk about the company, and where: what they say and nothing that was looked up'`,
  `comment on column talk.expires_at is 'it goes then by itself, answered or not'`,
  `create index talk_lately on talk (workspace_id, said_at desc, id desc)`,
  `create index talk_brief on talk (workspace_id, brief_id) where brief_id is not null`,
  `create index talk_answerer on talk (workspace_id, answered_by) where answered_by is not null`,
  `create index talk_old on talk (expires_at)`,
];
