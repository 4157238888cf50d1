import { type Kysely, sql } from "kysely";

/** What is held in a crisis: words that nothing may go out with while a hold stands, and who began and lifted it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table crisis (
    workspace_id uuid not null references workspace(id) on delete cascade, number int not null, words text[] not null default '{}' check (cardinality(words) <= 50),
    about text not null default '', begun_at timestamptz not null default now(), begun_by uuid, ended_at timestamptz, ended_by uuid,
    read_to bigint not null default 0, primary key (workspace_id, number),
    foreign key (workspace_id, begun_by) references member(workspace_id, id) on delete set null (begun_by),
    foreign key (workspace_id, ended_by) references member(workspace_id, id) on delete set null (ended_by))`,
  `comment on table crisis is 'holds: while one stands, nothing that says one of its words passes the gate; its words never change, and numbers are not given again'`,
  `comment on column crisis.read_to is 'deliveries up to this one were looked through; the gate has the others read'`,
  `create index crisis_standing on crisis (workspace_id, number) where ended_at is null`,
  `create index crisis_beginner on crisis (workspace_id, begun_by) where begun_by is not null`,
  `create index crisis_ender on crisis (workspace_id, ended_by) where ended_by is not null`,
  `alter table workspace add column crisis int`,
  `comment on column workspace.crisis is 'the highest number of the holds that stand; null: none does. A post passes the gate where it was read for this one'`,
  `alter table delivery add column crisis int`,
  `comment on column delivery.crisis is 'the hold whose words it says, as long as that stands'`,
  `create index delivery_crisis on delivery (workspace_id, account_id, due_at, id) where state = 'held' and reason_code = 'crisis'`,
];
