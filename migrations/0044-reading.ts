import { type Kysely, sql } from "kysely";

/** What a source of a network tells beside its posts: which were deleted there (what has not left yet is not sent), and what reading cost. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table item add column gone_at timestamptz`.execute(db);
  // Few are: asked for by those that wait for them.
  await sql`create index item_gone on item (workspace_id, gone_at) where gone_at is not null`.execute(db);
  // A network that charges for what a source reads: not read without a row. Millionths of a US dollar, a post and a month.
  await sql`create table reading_allowance (
    workspace_id uuid not null references workspace on delete cascade, network text not null, price bigint not null check (price > 0),
    cap bigint not null check (cap >= 0), since timestamptz not null default now(),
    primary key (workspace_id, network))`.execute(db);
  // What was spent of it. One row a month and network: it is what a bill is held against, and stays.
  await sql`create table reading_spend (
    workspace_id uuid not null references workspace on delete cascade, network text not null, month date not null,
    reads bigint not null default 0, spent bigint not null default 0, primary key (workspace_id, network, month))`.execute(
    db,
  );
}
