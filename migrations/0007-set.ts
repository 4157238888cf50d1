import { type Kysely, sql } from "kysely";

/**
 * The ledger's functions leave the migrations: they stand in `server/ledger/sql/` as they are today, and `ledger_set` says which of
 * their sets is in the database. What 0002 to 0005 made of them is history.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table ledger_set (
    one boolean primary key default true check (one), number int not null, digest text not null, installed_at timestamptz not null default now())`,
  `comment on table ledger_set is 'which set of functions the ledger has; a process that knows an older one passes nothing through the gate'`,
  `drop function ledger_step(jsonb)`,
  `drop function ledger_gate(jsonb, jsonb, text, interval, timestamptz)`,
  `drop function ledger_settle(jsonb, boolean, timestamptz)`,
  `drop function ledger_target(uuid, uuid, int, int, text)`,
  `drop function ledger_fence_account() cascade`,
  `drop function ledger_fence_workspace() cascade`,
  `drop function forget_account() cascade`,
];
