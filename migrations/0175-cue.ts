import { type Kysely, sql } from "kysely";

/** Posts that colleagues are asked to comment on themselves, where they stand; whom of them, and what each says of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table cue (
    workspace_id uuid not null references workspace(id) on delete cascade, id bigint generated always as identity, story text not null, url text not null, network text,
    author text, author_account text, author_id uuid, title text not null, text text not null, picture jsonb, ideas text[] not null default '{}',
    topics text[] not null default '{}', teams text[] not null default '{}', most int not null check (most between 1 and 10),
    map_id uuid, node_id text, source_id uuid, item_key text, item_seq bigint, made_by uuid, made_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null,
    ended_at timestamptz, look_at timestamptz default now(), primary key (workspace_id, id), constraint cue_story unique (workspace_id, story),
    foreign key (workspace_id, made_by) references member(workspace_id, id) on delete set null (made_by),
    foreign key (workspace_id, author_id) references member(workspace_id, id) on delete set null (author_id))`,
  `comment on table cue is 'posts on which colleagues are asked to comment where they stand; nothing is posted by it. One post is asked about once'`,
  `comment on column cue.story is 'the post, by its address as addresses are compared'`,
  `comment on column cue.author_id is 'whose post it is, where that is a colleague: they are never asked'`,
  `comment on column cue.most is 'people asked about it; whoever said no makes room'`,
  `comment on column cue.map_id is 'which map brought it; null: somebody gave its address by hand (made_by)'`,
  `comment on column cue.look_at is 'when it is looked next whom to ask; null: nobody more'`,
  `create index cue_look on cue (look_at) where look_at is not null`,
  `create index cue_over on cue (expires_at)`,
  `create index cue_item on cue (workspace_id, source_id, item_key) where source_id is not null`,
  `create index cue_maker on cue (workspace_id, made_by) where made_by is not null`,
  `create index cue_author on cue (workspace_id, author_id) where author_id is not null`,
  `create table cue_ask (
    workspace_id uuid not null, cue_id bigint not null, member_id uuid not null, place int not null, asked_at timestamptz not null default clock_timestamp(),
    answer text check (answer in ('done','no')), answered_at timestamptz, primary key (workspace_id, cue_id, member_id),
    foreign key (workspace_id, cue_id) references cue(workspace_id, id) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table cue_ask is 'who was asked to comment on a post, and what they say of it; a person''s word, and no publication'`,
  `comment on column cue_ask.place is 'as which number they were asked: it says which ideas they are shown'`,
  `create index cue_ask_person on cue_ask (workspace_id, member_id, asked_at desc)`,
  `alter table member add column cues boolean not null default true`,
  `comment on column member.cues is 'they may be asked to comment on posts; their own choice'`,
];
