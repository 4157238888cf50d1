import { type Kysely, sql } from "kysely";

/**
 * Short links of our own, one for each delivery, and how often somebody came by them: counts and nothing else, neither addresses nor
 * times of visits. A link stays as long as its delivery can be read somewhere.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspace add column short_links boolean not null default false, add column link_marks boolean not null default true`,
  `alter table account add column link_named boolean not null default false`,
  `comment on column account.link_named is 'its owner lets statistics of links tell visits by this account from those by others'`,
  `create table short_link (
    workspace_id uuid not null, delivery_id bigint not null, map_id uuid not null, code text not null, target text not null,
    look_at timestamptz, people bigint not null default 0, robots bigint not null default 0, own bigint not null default 0,
    primary key (workspace_id, delivery_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade)`,
  `comment on column short_link.own is 'visits by people who are signed in here: they try their own links'`,
  `comment on column short_link.look_at is 'when to look whether its post went out: a link that nobody can meet is let go; null: it went'`,
  `create index short_link_look on short_link (look_at) where look_at is not null`,
  `create unique index short_link_code on short_link (code, workspace_id)`,
  `create index short_link_map on short_link (workspace_id, map_id) include (people)`,
];
