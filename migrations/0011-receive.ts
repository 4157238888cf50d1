import { type Kysely, sql } from "kysely";

/**
 * Sources that receive: an address of their own, a record of the messages that were taken, and what wakes the maps that read
 * them. A source's config says in which version it is written, so that an upgrade of its node reaches it without a new publishing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table source add column version int not null default 1, add column received boolean not null default false,
    add column address_hash bytea, add column sealed_address bytea, add column address_at timestamptz`,
  `comment on column source.received is 'nothing is polled: what it has is brought to it'`,
  `comment on column source.address_hash is 'sha256 of the unguessable part of its address'`,
  // An address names its workspace to nobody: it is looked up in all of them.
  `create unique index source_address on source (address_hash) where address_hash is not null`,
  `create table incoming (
    workspace_id uuid not null, source_id uuid not null, id text not null, at timestamptz not null default now(),
    items int not null, fresh int not null, primary key (workspace_id, source_id, id),
    foreign key (workspace_id, source_id) references source(workspace_id, id) on delete cascade)`,
  `comment on table incoming is 'messages that were taken, by the sender''s own id: what comes again is taken once'`,
  `create index on incoming (at)`,
  `alter table poll add column received boolean not null default false`,
  `comment on column poll.received is 'what came to an address within a quarter of an hour, not a list that was read'`,
  `alter table map_offset add column wake_at timestamptz, add column woken_at timestamptz`,
  `comment on column map_offset.wake_at is 'something was received: the map is to run soon'`,
  `create index map_offset_wake on map_offset (wake_at) where wake_at is not null`,
  `alter table run drop constraint run_cause_check`,
  `alter table run add constraint run_cause_check check (cause in ('schedule','manual','publish','receive'))`,
  `alter table secret add column sealed_previous bytea, add column previous_until timestamptz`,
  `create index secret_previous on secret (previous_until) where previous_until is not null`,
  `comment on column secret.sealed_previous is 'the value before, which still proves a sender until previous_until'`,
];
