import { type Kysely, sql } from "kysely";

/** Lessons that a company writes itself: a draft, and what was published of it, version by version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table own_lesson (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(), draft jsonb not null,
    revision int not null default 1, live int, required boolean not null default false, made_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz not null default now(), primary key (workspace_id, id))`,
  `comment on table own_lesson is 'a lesson of the company''s own'`,
  `comment on column own_lesson.live is 'the version that people read; null: none, it is a draft or withdrawn'`,
  `comment on column own_lesson.required is 'it comes before automatic posts, where the workspace asks for lessons'`,
  `create table own_lesson_version (
    workspace_id uuid not null, lesson_id uuid not null, number int not null, content jsonb not null, published_at timestamptz not null default now(),
    published_by uuid, primary key (workspace_id, lesson_id, number),
    foreign key (workspace_id, lesson_id) references own_lesson(workspace_id, id) on delete cascade,
    foreign key (workspace_id, published_by) references member(workspace_id, id) on delete set null (published_by))`,
  `comment on table own_lesson_version is 'what was published of a lesson; never changed'`,
  `create index own_lesson_publisher on own_lesson_version (workspace_id, published_by) where published_by is not null`,
  `create table own_lesson_medium (
    workspace_id uuid not null, lesson_id uuid not null, medium_id uuid not null, live boolean not null,
    primary key (workspace_id, lesson_id, medium_id, live),
    foreign key (workspace_id, lesson_id) references own_lesson(workspace_id, id) on delete cascade,
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade)`,
  `comment on table own_lesson_medium is 'pictures of its draft, and of what people read: kept as long, and seen by everybody in the second case'`,
  `create index own_lesson_medium_of on own_lesson_medium (workspace_id, medium_id)`,
];
