import { type Kysely, sql } from "kysely";

/** Portraits of colleagues: questions, a person's answers and picture, the words they said yes to, and what was begun from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table portrait (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, member_id uuid, revision int not null default 1,
    state text not null default 'asked' check (state in ('asked','answered','proposed','agreed','withdrawn')), declined boolean not null default false,
    asked_by uuid, campaign_id uuid, note text not null default '', questions jsonb not null default '[]', answers jsonb not null default '[]',
    medium_id uuid, alt text not null default '', words text not null default '', link text, wish text not null default '', receipt jsonb,
    asked_at timestamptz not null default now(), until timestamptz not null, primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete set null (member_id),
    foreign key (workspace_id, asked_by) references member(workspace_id, id) on delete set null (asked_by),
    foreign key (workspace_id, campaign_id) references campaign(workspace_id, id) on delete set null (campaign_id),
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete set null (medium_id),
    check (state <> 'agreed' or receipt is not null))`,
  `comment on table portrait is 'a portrait of a colleague, from the question to their yes, and to its end; nothing of it goes out without that yes'`,
  `comment on column portrait.declined is 'they would rather not: theirs to know, and for who asked it looks as if they had not answered'`,
  `comment on column portrait.wish is 'what they would say otherwise in the words that were proposed'`,
  `comment on column portrait.receipt is 'what they said yes to, word for word, with their picture; only this goes out'`,
  `comment on column portrait.until is 'it goes then by itself; a yes ends then'`,
  `create index portrait_lately on portrait (workspace_id, asked_at desc, id desc)`,
  `create index portrait_of on portrait (workspace_id, member_id, asked_at desc, id desc) where member_id is not null`,
  `create index portrait_asker on portrait (workspace_id, asked_by) where asked_by is not null`,
  `create index portrait_campaign on portrait (workspace_id, campaign_id) where campaign_id is not null`,
  `create index portrait_medium on portrait (workspace_id, medium_id) where medium_id is not null`,
  `create index portrait_over on portrait (until)`,

  `create table portrait_entry (
    workspace_id uuid not null, entry_id uuid not null, portrait_id uuid not null, primary key (workspace_id, entry_id),
    foreign key (workspace_id, entry_id) references entry(workspace_id, id) on delete cascade)`,
  `comment on table portrait_entry is 'posts that were begun from a portrait; a portrait that is gone bars them as one that was withdrawn does'`,
  `create index portrait_entry_of on portrait_entry (workspace_id, portrait_id)`,
];
