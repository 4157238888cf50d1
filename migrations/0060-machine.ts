import { type Kysely, sql } from "kysely";

/** A machine that rewrites and translates: where it is, what it may cost and did, what it answered, and which deliveries carry its words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table machine_setting (
    workspace_id uuid primary key references workspace(id) on delete cascade, address text not null, model text not null, secret text,
    calls_per_day int not null check (calls_per_day > 0), per_month bigint check (per_month >= 0),
    price_in bigint not null default 0 check (price_in >= 0), price_out bigint not null default 0 check (price_out >= 0),
    dialect int not null default 0, updated_at timestamptz not null default now(),
    trouble jsonb, trouble_at timestamptz, good_at timestamptz)`,
  `comment on table machine_setting is 'the endpoint that an admin set up; secret: the name of its key in the vault; money in millionths of a dollar, prices for a million tokens; dialect: how it wants to be asked, found by asking'`,
  `create table machine_day (
    workspace_id uuid not null references workspace(id) on delete cascade, day date not null, calls int not null default 0,
    tokens_in bigint not null default 0, tokens_out bigint not null default 0, spent bigint not null default 0,
    primary key (workspace_id, day))`,
  `comment on table machine_day is 'what was asked of the machine, by day of UTC: what a bill is held against, and stays'`,
  `create table machine_answer (
    workspace_id uuid not null references workspace(id) on delete cascade, hash bytea not null, model text not null, prompt text not null,
    text text, code text, reason jsonb, at timestamptz not null default now(), again_at timestamptz,
    primary key (workspace_id, hash))`,
  `create index machine_answer_at on machine_answer (at)`,
  `comment on table machine_answer is 'what the machine said, by a hash of model, prompt and item: nothing is paid for twice. Without text: why its answer was not taken; again_at: when it is worth asking again'`,
  `alter table delivery add column machine jsonb`,
  `comment on column delivery.machine is 'its words were made by a machine (engine/machine.ts): it waits for a yes, whatever its owner chose; who said it is approved_by'`,
];
