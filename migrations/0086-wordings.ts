import { type Kysely, sql } from "kysely";

/**
 * The wordings that somebody who is asked may have instead of their own, as their posts: made by the run, so that no map is run again when a person
 * swipes. One list for all accounts that take the same.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table wording_list (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, list jsonb not null, expires_at timestamptz not null,
    primary key (workspace_id, id))`,
  `comment on table wording_list is 'posts of one item in all of its wordings, without their media; of use until the last delivery that has it is over'`,
  `create index wording_list_over on wording_list (expires_at)`,
  `create table wording_of (
    workspace_id uuid not null, delivery_id bigint not null, list_id uuid not null, primary key (workspace_id, delivery_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade,
    foreign key (workspace_id, list_id) references wording_list(workspace_id, id) on delete cascade)`,
  `create index wording_of_list on wording_of (workspace_id, list_id)`,
  `alter table earlier_post add column wording text`,
  `comment on column earlier_post.wording is 'which wording it was, where its owner chose another one'`,
];
