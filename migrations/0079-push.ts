import { type Kysely, sql } from "kysely";

/** Notices that reach a device by web push: a workspace's own keys, devices that asked for them, and what is on its way to each. And stories that are important. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table push_key (
    workspace_id uuid primary key references workspace(id) on delete cascade, public_key text not null, sealed bytea not null,
    made_at timestamptz not null default now(), trouble jsonb, trouble_at timestamptz)`,
  `comment on table push_key is 'VAPID keys (RFC 8292), made once: other ones would end all subscriptions'`,
  `create table push_device (
    workspace_id uuid not null, id uuid not null default gen_random_uuid(), member_id uuid not null, endpoint text not null, p256dh text not null, auth text not null,
    label text not null default '', made_at timestamptz not null default now(), seen_at timestamptz not null default now(),
    primary key (workspace_id, id), unique (workspace_id, endpoint),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `create index push_device_member on push_device (workspace_id, member_id)`,
  `create table push_out (
    workspace_id uuid not null, id uuid not null default gen_random_uuid(), device_id uuid not null, notice_id uuid not null, data jsonb not null,
    state text not null default 'queued' check (state in ('queued','sending','sent','dropped','failed')), tries int not null default 0, status int,
    next_at timestamptz not null default now(), lease_until timestamptz, made_at timestamptz not null default now(), expires_at timestamptz not null, ended_at timestamptz,
    primary key (workspace_id, id), unique (workspace_id, notice_id, device_id),
    foreign key (workspace_id, device_id) references push_device(workspace_id, id) on delete cascade)`,
  `comment on table push_out is 'one notice to one device, once: what was being sent when its process died is not sent again'`,
  `create table important_story (
    workspace_id uuid not null references workspace(id) on delete cascade, item_key text not null, by_member uuid, made_at timestamptz not null default now(),
    primary key (workspace_id, item_key))`,
  `comment on table important_story is 'stories that a manager marked: whoever has them waiting is told at once, within their own count of such news'`,
  `create index push_out_device on push_out (workspace_id, device_id)`,
  `create index push_out_due on push_out (next_at) where state = 'queued'`,
  `create index push_out_lease on push_out (lease_until) where state = 'sending'`,
  `create index push_out_ended on push_out (ended_at) where ended_at is not null`,
];
