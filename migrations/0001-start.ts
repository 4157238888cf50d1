import { type Kysely, sql } from "kysely";

/**
 * The whole schema in its first form. Every table carries `workspace_id`, and its keys begin with it, so that the
 * schema can be distributed by workspace. The `auth_*` tables belong to better-auth (sign-in only).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // --- sign-in (better-auth's shape, its camel-case columns) -------------------------------------------------
  `create table auth_user (
    id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null default false,
    image text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create table auth_session (
    id text primary key, "userId" text not null references auth_user(id) on delete cascade, token text not null unique,
    "expiresAt" timestamptz not null, "ipAddress" text, "userAgent" text,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index on auth_session ("userId")`,
  `create index on auth_session ("expiresAt")`,
  `create table auth_credential (
    id text primary key, "accountId" text not null, "providerId" text not null,
    "userId" text not null references auth_user(id) on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text,
    "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index on auth_credential ("userId")`,
  `create table auth_verification (
    id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index on auth_verification (identifier)`,
  `create index on auth_verification ("expiresAt")`,

  // --- people ------------------------------------------------------------------------------------------------
  `create table workspace (
    id uuid primary key default gen_random_uuid(), name text not null, language text not null default 'en', zone text not null default 'UTC',
    demo boolean not null default false,
    stopped_at timestamptz, stopped_by uuid, stop_reason text, created_at timestamptz not null default now())`,
  `create table member (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    user_id text not null references auth_user(id) on delete cascade,
    role text not null check (role in ('admin','manager','ambassador')), name text not null, email text not null,
    language text not null default 'en' check (language in ('en','fr')), zone text not null default 'UTC',
    disabled_at timestamptz, created_at timestamptz not null default now(),
    primary key (workspace_id, id), unique (workspace_id, user_id))`,
  `create index on member (user_id)`,

  // --- secrets -----------------------------------------------------------------------------------------------
  `create table keyring (
    workspace_id uuid not null references workspace(id) on delete cascade, version int not null, wrapped bytea not null,
    created_at timestamptz not null default now(), primary key (workspace_id, version))`,
  `create table secret (
    workspace_id uuid not null references workspace(id) on delete cascade, name text not null, sealed bytea not null,
    updated_at timestamptz not null default now(), primary key (workspace_id, name))`,
  `create table network_app (
    workspace_id uuid not null references workspace(id) on delete cascade, network text not null, server text not null default '',
    client_id text not null, sealed_secret bytea, created_at timestamptz not null default now(),
    primary key (workspace_id, network, server))`,
  `create table connect_flow (
    state text primary key, workspace_id uuid not null references workspace(id) on delete cascade, member_id uuid not null,
    session_id text not null, network text not null, server text not null default '', sealed_verifier bytea not null,
    for_workspace boolean not null default false, expires_at timestamptz not null)`,
  `create index on connect_flow (expires_at)`,

  // --- accounts, consent, lanes ------------------------------------------------------------------------------
  `create table account (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    network text not null, server text not null default '', remote_id text not null, handle text not null, name text not null,
    avatar text, url text, member_id uuid,
    state text not null default 'connected' check (state in ('connected','reconnect','disconnected')),
    sealed_token bytea, sealed_refresh bytea, token_expires_at timestamptz, token_epoch int not null default 0, refreshing_until timestamptz,
    zone text not null default 'UTC', quiet_from int, quiet_to int,
    daily_cap int, spacing_s int not null default 0, budget_calls int, budget_s int, topics text[] not null default '{}',
    created_at timestamptz not null default now(), disconnected_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    unique (workspace_id, network, server, remote_id))`,
  `comment on column account.quiet_from is 'minutes after midnight in the account''s zone; with quiet_to the hours in which nothing is posted'`,
  `create index on account (workspace_id, member_id)`,
  `create table consent (
    workspace_id uuid not null, id bigint generated always as identity, account_id uuid not null, topic text not null default '',
    mode text not null check (mode in ('ask','auto','paused')), granted_by uuid, granted_at timestamptz not null default now(),
    ends_at timestamptz, withdrawn_at timestamptz, receipt jsonb not null default '{}',
    primary key (workspace_id, id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `create unique index consent_live on consent (workspace_id, account_id, topic) where withdrawn_at is null`,
  `create table lane (
    workspace_id uuid not null, account_id uuid not null, next_at timestamptz, frozen_until timestamptz, frozen_reason text,
    last_sent_at timestamptz, primary key (workspace_id, account_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `create index lane_due on lane (next_at) where next_at is not null`,
  `create table budget (
    workspace_id uuid not null references workspace(id) on delete cascade, scope text not null, window_start timestamptz not null,
    used int not null default 0, primary key (workspace_id, scope, window_start))`,
  `create index on budget (window_start)`,

  // --- sources and the inbox ---------------------------------------------------------------------------------
  `create table source (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    type text not null, key text not null, config jsonb not null, title text not null default '', cursor jsonb not null default '{}',
    interval_s int not null default 900, polled_at timestamptz, ok_at timestamptz, next_poll_at timestamptz, baseline_at timestamptz,
    failures int not null default 0, error_code text, error jsonb, polls bigint not null default 0, unchanged bigint not null default 0,
    polling_until timestamptz, read_at timestamptz,
    created_at timestamptz not null default now(), primary key (workspace_id, id), unique (workspace_id, key))`,
  `comment on column source.polling_until is 'lease of the process that polls it now'`,
  `comment on column source.read_at is 'when it last gave its whole list; an item that it still lists is never pruned'`,
  `create index on source (next_poll_at)`,
  `create table poll (
    workspace_id uuid not null, id bigint generated always as identity, source_id uuid not null, at timestamptz not null default now(),
    first_seq bigint, last_seq bigint, fresh int not null, total int not null, gap boolean not null default false, held text,
    primary key (workspace_id, id), foreign key (workspace_id, source_id) references source(workspace_id, id) on delete cascade)`,
  `comment on table poll is 'only polls that brought items or were held; an empty poll costs a counter on the source'`,
  `create index on poll (workspace_id, source_id, id)`,
  `create table item (
    workspace_id uuid not null, seq bigint generated always as identity, source_id uuid not null, key text not null,
    data jsonb not null, link_hash bytea, text_hash bigint, poll_id bigint, baseline boolean not null default false,
    received_at timestamptz not null default now(), seen_at timestamptz not null default now(),
    primary key (workspace_id, seq), unique (workspace_id, source_id, key),
    foreign key (workspace_id, source_id) references source(workspace_id, id) on delete cascade)`,
  `create index on item (workspace_id, source_id, seq)`,
  `create index on item (received_at)`,

  // --- maps and runs -----------------------------------------------------------------------------------------
  `create table map (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    name text not null, draft jsonb not null, revision int not null default 1,
    state text not null default 'draft' check (state in ('draft','live','paused','archived')), live_version int,
    paused_at timestamptz, next_due_at timestamptz, node_state jsonb not null default '{}',
    created_by uuid, created_at timestamptz not null default now(), updated_by uuid, updated_at timestamptz not null default now(),
    primary key (workspace_id, id))`,
  `create index map_due on map (next_due_at) where state = 'live' and next_due_at is not null`,
  `create table version (
    workspace_id uuid not null, map_id uuid not null, number int not null, document jsonb not null, published_by uuid,
    published_at timestamptz not null default now(), note text not null default '',
    primary key (workspace_id, map_id, number),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade)`,
  `create table reading (
    workspace_id uuid not null, map_id uuid not null, source_id uuid not null, seq bigint not null, started_at timestamptz not null default now(),
    primary key (workspace_id, map_id, source_id),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade,
    foreign key (workspace_id, source_id) references source(workspace_id, id) on delete cascade)`,
  `comment on table reading is 'the map''s own offset: the last item of the source that it has read'`,
  `create index on reading (workspace_id, source_id)`,
  `create table run (
    workspace_id uuid not null, id uuid not null default gen_random_uuid(), map_id uuid not null, version int not null, due_at timestamptz not null,
    cause text not null check (cause in ('schedule','manual','publish')),
    state text not null default 'waiting' check (state in ('waiting','polling','planning','done','failed','skipped')),
    started_at timestamptz, finished_at timestamptz, requested_by uuid,
    sources_total int not null default 0, sources_read int not null default 0, items int not null default 0,
    deliveries int not null default 0, drops int not null default 0, held int not null default 0, attempts int not null default 0,
    edges jsonb not null default '{}', targets jsonb not null default '{}', warnings jsonb not null default '[]', error jsonb,
    primary key (workspace_id, id), unique (workspace_id, map_id, due_at),
    foreign key (workspace_id, map_id) references map(workspace_id, id) on delete cascade)`,
  `comment on column run.targets is 'items that reached each target node × accounts it expanded to: what the audit compares with deliveries and drops'`,
  `create index on run (workspace_id, map_id, due_at desc)`,
  `create index run_open on run (workspace_id, due_at) where state in ('waiting','polling','planning')`,
  `create index on run (finished_at)`,
  `create table step (
    workspace_id uuid not null, run_id uuid not null, node_id text not null, items_in int not null, items_out jsonb not null, drops int not null,
    ms real not null default 0, error jsonb, primary key (workspace_id, run_id, node_id),
    foreign key (workspace_id, run_id) references run(workspace_id, id) on delete cascade)`,
  `create table drop (
    workspace_id uuid not null, id bigint generated always as identity, run_id uuid not null, map_id uuid not null, node_id text not null,
    item_seq bigint, item_key text not null, title text not null, account_id uuid, code text not null, reason jsonb not null,
    primary key (workspace_id, id), foreign key (workspace_id, run_id) references run(workspace_id, id) on delete cascade)`,
  `create index on drop (workspace_id, run_id, id)`,
  `create index on drop (workspace_id, item_key)`,

  // --- the ledger --------------------------------------------------------------------------------------------
  `create table delivery (
    workspace_id uuid not null, id bigint generated always as identity, account_id uuid not null, item_key text not null, item_seq bigint,
    map_id uuid not null, version int not null, run_id uuid not null, node_id text not null, network text not null, topic text not null default '',
    state text not null check (state in ('held','ready','sending','published','retry_wait','rejected','unknown','cancelled','expired')),
    reason_code text, reason jsonb,
    text text not null, link text, item_title text not null, link_hash bytea, text_hash bigint, key uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(), due_at timestamptz not null, expires_at timestamptz not null,
    approved_at timestamptz, approved_by uuid,
    epoch int not null default 0, attempts int not null default 0, lease_until timestamptz, gated_at timestamptz, worker text,
    looked_at timestamptz, looks int not null default 0, auto_resend boolean not null default false, resent int not null default 0,
    remote_id text, remote_url text, published_at timestamptz, adopted boolean not null default false, settled_at timestamptz,
    primary key (workspace_id, id), unique (workspace_id, account_id, item_key),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `create unique index delivery_sending on delivery (workspace_id, account_id) where state = 'sending'`,
  `create index delivery_lane on delivery (workspace_id, account_id, due_at, id) where state in ('ready','retry_wait')`,
  `create index delivery_lease on delivery (lease_until) where state = 'sending'`,
  `create index delivery_unknown on delivery (workspace_id, account_id, looked_at) where state = 'unknown'`,
  `create index delivery_held on delivery (workspace_id, account_id, id) where state = 'held'`,
  `create index delivery_expiry on delivery (expires_at) where state in ('held','ready','retry_wait')`,
  `create index delivery_run on delivery (workspace_id, run_id, id)`,
  `create index delivery_map on delivery (workspace_id, map_id, id)`,
  `create index delivery_state on delivery (workspace_id, state, id)`,
  `create index delivery_link on delivery (workspace_id, account_id, link_hash) where link_hash is not null`,
  `create index delivery_item on delivery (workspace_id, item_key)`,
  `create table attempt (
    workspace_id uuid not null, delivery_id bigint not null, epoch int not null, gated_at timestamptz not null default now(), worker text not null default '',
    settled_at timestamptz, outcome text, status int, raw text, primary key (workspace_id, delivery_id, epoch),
    foreign key (workspace_id, delivery_id) references delivery(workspace_id, id) on delete cascade)`,

  // --- the record of who did what ----------------------------------------------------------------------------
  `create table audit (
    workspace_id uuid not null references workspace(id) on delete cascade, id bigint generated always as identity, at timestamptz not null default now(),
    member_id uuid, action text not null, subject text not null, detail jsonb not null default '{}', primary key (workspace_id, id))`,
];
