import { type Kysely, sql } from "kysely";

/** What a workspace demands of its posts itself, and who said what at networks where several accounts may not say the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspace add column rules jsonb not null default '{}'`,
  `comment on column workspace.rules is 'what the workspace demands of its posts itself (engine/house.ts)'`,
  // A post stands under several marks: those that are nearly the same share one of them.
  `create table said (
    workspace_id uuid not null references workspace(id) on delete cascade, network text not null, mark text not null, delivery_id bigint not null,
    account_id uuid not null, print text not null, at timestamptz not null,
    primary key (workspace_id, network, mark, delivery_id))`,
  `create index said_at on said (at)`,
  `create index said_delivery on said (workspace_id, delivery_id)`,
  `comment on table said is 'what was judged, or approved, at a network that forbids the same words from several accounts; kept as long as a rule may look back'`,
];
