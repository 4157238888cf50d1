import { type Kysely, sql } from "kysely";

/**
 * What people bring in: a photo, a link, a text, a testimonial for maps to carry further, or an idea for the managers alone. It is the
 * author's until a manager said yes; what a manager would rather say waits for the author's own yes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table suggestion (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(), member_id uuid not null,
    kind text not null check (kind in ('photo','link','text','testimonial','idea')),
    state text not null check (state in ('draft','sent','changed','accepted','declined','withdrawn')),
    way text not null default 'page' check (way in ('page','share','bookmark','mail')),
    title text not null default '', body text not null default '', link text, page jsonb,
    medium_id uuid, alt text not null default '', topic_id uuid, credit boolean not null default false, boxes jsonb not null default '[]',
    by_id uuid, word text not null default '', proposed jsonb, earlier jsonb not null default '[]', trusted boolean not null default false,
    created_at timestamptz not null default now(), sent_at timestamptz, answered_at timestamptz, entered_at timestamptz, told_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, by_id) references member(workspace_id, id) on delete set null (by_id),
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete set null (medium_id),
    foreign key (workspace_id, topic_id) references topic(workspace_id, id) on delete set null (topic_id),
    check (state = 'draft' or sent_at is not null), check ((state = 'changed') = (proposed is not null)))`,
  `comment on table suggestion is 'what people bring in, and what became of it'`,
  `comment on column suggestion.way is 'how it came in: the page, the phone''s share menu, the browser''s bookmark, a mail'`,
  `comment on column suggestion.page is 'what the page behind the link said of itself when it was sent'`,
  `comment on column suggestion.boxes is 'which promises were ticked, by name and the hash of the words that were read'`,
  `comment on column suggestion.word is 'what the manager says to the author'`,
  `comment on column suggestion.proposed is 'what the manager would rather say; it waits for the author'`,
  `comment on column suggestion.earlier is 'what stood there before each change, the oldest first'`,
  `comment on column suggestion.trusted is 'it needed nobody''s yes'`,
  `comment on column suggestion.told_at is 'when its author was told that something of it was published'`,
  `create index suggestion_waits on suggestion (workspace_id, sent_at, id) where state = 'sent'`,
  `create index suggestion_of on suggestion (workspace_id, member_id, created_at desc, id)`,
  `create index suggestion_done on suggestion (workspace_id, answered_at desc, id) where state not in ('draft','sent')`,
  `create index suggestion_shows on suggestion (workspace_id, medium_id) where medium_id is not null`,
  `create index suggestion_untold on suggestion (workspace_id, entered_at) where entered_at is not null and told_at is null`,
  `create index suggestion_about on suggestion (workspace_id, topic_id) where topic_id is not null`,
  `create index suggestion_by on suggestion (workspace_id, by_id) where by_id is not null`,

  // Its item stays with the maps that had it; who brought it is named there only as long as they are here.
  `create function suggestion_gone() returns trigger language plpgsql as $$
    begin
      update item i set data = i.data - 'author' from source c
        where c.workspace_id = old.workspace_id and c.type = 'suggestions' and i.workspace_id = c.workspace_id and i.source_id = c.id
          and i.key = 'suggestion:' || old.id and i.data ? 'author';
      return old;
    end $$`,
  `create trigger suggestion_gone after delete on suggestion for each row when (old.entered_at is not null) execute function suggestion_gone()`,

  `create table suggestion_picture (
    workspace_id uuid not null, member_id uuid not null, medium_id uuid not null, at timestamptz not null default now(),
    primary key (workspace_id, member_id, medium_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade)`,
  `comment on table suggestion_picture is 'who brought in which pictures: they see them, and suggest no others'`,
  `create index suggestion_picture_medium on suggestion_picture (workspace_id, medium_id)`,

  `create table suggestion_setting (
    workspace_id uuid primary key references workspace(id) on delete cascade, trust_after int check (trust_after between 1 and 100))`,
  `comment on column suggestion_setting.trust_after is 'after how many accepted suggestions the next ones of the same person need no yes; null: each needs one'`,
  `create table suggestion_distrust (
    workspace_id uuid not null, member_id uuid not null, at timestamptz not null default now(), primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table suggestion_distrust is 'whose suggestions always need a yes, however many were accepted'`,
];
