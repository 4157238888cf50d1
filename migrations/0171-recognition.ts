import { type Kysely, sql } from "kysely";

/** Recognition, for who asked for it: words of thanks, and badges for what was learnt and given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table recognised (
    workspace_id uuid not null, member_id uuid not null, badges boolean not null default false, primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table recognised is 'who likes to be thanked here; whoever is not in it gets nothing, and nobody is told'`,
  `comment on column recognised.badges is 'their badges stand on the page of thanks, for colleagues'`,
  `create index recognised_badges on recognised (workspace_id, member_id) where badges`,

  `create table thanks (
    workspace_id uuid not null, id uuid not null, member_id uuid not null, by_id uuid,
    kind text not null check (kind in ('suggestion','brief','lesson','mentor','visit','help')), thing text not null, words text not null,
    at timestamptz not null default now(), shown_at timestamptz, primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, by_id) references member(workspace_id, id) on delete set null (by_id))`,
  `comment on table thanks is 'words of thanks to a person, for a thing they did; theirs to show, and theirs to delete'`,
  `comment on column thanks.thing is 'what it is for, in words'`,
  `comment on column thanks.shown_at is 'since when its person lets colleagues read it; null: they do not'`,
  `create index thanks_of on thanks (workspace_id, member_id, at desc, id desc)`,
  `create index thanks_shown on thanks (workspace_id, shown_at desc, id desc) where shown_at is not null`,
  `create index thanks_by on thanks (workspace_id, by_id) where by_id is not null`,
  `create index thanks_old on thanks (at)`,

  `create table badge (
    workspace_id uuid not null, member_id uuid not null, name text not null, kept boolean not null default false, away boolean not null default false,
    primary key (workspace_id, member_id, name), foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table badge is 'what of badges cannot be read from what somebody did'`,
  `comment on column badge.kept is 'earned by something of which nothing is stored any more'`,
  `comment on column badge.away is 'its person put it away'`,
];
