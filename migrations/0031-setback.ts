import { type Kysely, sql } from "kysely";

/**
 * What tells a database that went back in time (a standby that had not everything, a backup) from the one that it was, and which
 * deliveries may have left in the time that is lost.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table lineage (one boolean primary key default true check (one), system text not null, timeline text not null)`,
  `comment on table lineage is 'the server and timeline that this database was last seen on; empty where a server does not tell'`,
  `do $$ begin
    insert into lineage (system, timeline) select system_identifier::text, left(pg_walfile_name(pg_current_wal_lsn()), 8) from pg_control_system();
  exception when others then insert into lineage (system, timeline) values ('', '');
  end $$`,
  `create table keeper (id uuid primary key, number bigint not null, at timestamptz not null)`,
  `comment on table keeper is 'one row for each data folder that remembers how far this database was: a lower number here means that it went back'`,
  `create table setback (workspace_id uuid not null references workspace (id) on delete cascade, at timestamptz not null, since timestamptz not null,
    why text not null, primary key (workspace_id, at))`,
  `comment on column setback.since is 'what happened from then until at may be lost'`,
  `alter table delivery add column lost_since timestamptz, add column lost_until timestamptz`,
  `comment on column delivery.lost_until is 'it may have left between lost_since and this, by what the database has forgotten; null once that is cleared up'`,
  `create index delivery_lost on delivery (workspace_id, account_id) where lost_until is not null`,
];
