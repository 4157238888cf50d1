import { type Kysely, sql } from "kysely";

/**
 * The workspace's store of media. The bytes stand once, by their hash, in chunks (one thing to back up, and every worker sees
 * them); what a network takes of a medium is a rendition, made once for the network's limits.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table blob (
    workspace_id uuid not null references workspace(id) on delete cascade, hash bytea not null, bytes int not null,
    kept_at timestamptz not null default now(), primary key (workspace_id, hash))`,
  `comment on table blob is 'sha-256 of the bytes; kept_at: when somebody last stored them, so that they are not pruned while that is written'`,
  `create table blob_chunk (
    workspace_id uuid not null, hash bytea not null, number int not null, bytes bytea not null,
    primary key (workspace_id, hash, number),
    foreign key (workspace_id, hash) references blob(workspace_id, hash) on delete cascade)`,
  // Pictures are compressed already.
  `alter table blob_chunk alter column bytes set storage external`,
  `create index blob_old on blob using brin (kept_at)`,

  `create table medium (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    received bytea not null, hash bytea not null, kind text not null check (kind in ('picture','video')), type text not null,
    bytes int not null, width int, height int, seconds real, frames int not null default 1, address text, alt text,
    created_at timestamptz not null default now(), used_at timestamptz not null default now(),
    primary key (workspace_id, id), unique (workspace_id, received),
    foreign key (workspace_id, hash) references blob(workspace_id, hash))`,
  `comment on column medium.received is 'sha-256 of what came, before it was cleaned: what comes again is stored once'`,
  `comment on column medium.used_at is 'when it was last stored, scheduled or asked for: it is pruned some time after that'`,
  `create index medium_blob on medium (workspace_id, hash)`,
  `create index medium_used on medium (used_at)`,

  `create table medium_address (
    workspace_id uuid not null references workspace(id) on delete cascade, hash bytea not null, address text not null, medium_id uuid,
    code text, tries int not null default 0, asked_at timestamptz not null default now(), again_at timestamptz,
    primary key (workspace_id, hash),
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade)`,
  `comment on table medium_address is 'what was found at an address, or why nothing was; again_at: when it is worth asking again'`,
  `create index medium_address_medium on medium_address (workspace_id, medium_id)`,
  `create index medium_address_asked on medium_address (asked_at)`,

  `create table rendition (
    workspace_id uuid not null, medium_id uuid not null, limits text not null, hash bytea, type text, width int, height int,
    code text, lease_until timestamptz, made_at timestamptz not null default now(),
    primary key (workspace_id, medium_id, limits),
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade,
    foreign key (workspace_id, hash) references blob(workspace_id, hash))`,
  `comment on column rendition.lease_until is 'whoever makes it now; without a hash and past its lease it is made anew'`,
  `create index rendition_blob on rendition (workspace_id, hash)`,
  `create index rendition_made on rendition (made_at)`,

  `create table medium_use (
    workspace_id uuid not null, delivery_id bigint not null, medium_id uuid not null,
    primary key (workspace_id, delivery_id, medium_id),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade,
    foreign key (workspace_id, medium_id) references medium(workspace_id, id) on delete cascade)`,
  `create index medium_use_medium on medium_use (workspace_id, medium_id)`,
];
