import { type Kysely, sql } from "kysely";

/**
 * Which backups were made of the whole database, and when the next one is due. They stand across workspaces, as what they tell of does; no
 * backup holds the list itself, which is true of a machine's folder only.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table backup (
    id bigint generated always as identity primary key, state text not null check (state in ('asked','running','done','failed')),
    cause text not null check (cause in ('plan','person','command')), member_id uuid, asked_at timestamptz not null default now(),
    began_at timestamptz, seen_at timestamptz, ended_at timestamptz, host text, file text, bytes bigint,
    share real not null default 0, contents jsonb, failure jsonb)`,
  `comment on table backup is 'pruned to the newest few hundred; a row goes with its file'`,
  `comment on column backup.seen_at is 'when whoever makes it was last seen: one that nobody was seen at for minutes has failed'`,
  `comment on column backup.share is 'how much of it is done, from 0 to 1'`,
  `create unique index backup_one on backup ((true)) where state in ('asked','running')`,
  `create table backup_plan (
    one boolean primary key default true check (one), hours int check (hours between 1 and 8784), keep int not null default 14 check (keep between 1 and 1000),
    chosen_at timestamptz, since timestamptz not null default now())`,
  `comment on column backup_plan.chosen_at is 'null: nobody chose, and the usual counts (server/backup/plan.ts); since: from when the first one is counted'`,
  `insert into backup_plan default values`,
];
