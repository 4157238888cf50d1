import { type Kysely, sql } from "kysely";

/**
 * What a network gave (a grant: tokens, scopes, end) stands apart from the accounts that it opens: one sign-in may open several
 * pages. Tokens of before stay on their accounts, sealed for that place, until a start seals them again into grants
 * (`server/networks/grants/reseal.ts`): SQL has no key to do it with.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table network_grant (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    network text not null, connection text not null, server text not null default '', subject text not null, subject_name text,
    member_id uuid, given_by uuid, client_id text not null default '', scopes text[] not null default '{}',
    sealed_token bytea, sealed_refresh bytea, sealed_fields bytea, token_expires_at timestamptz,
    epoch int not null default 1, refreshing_until timestamptz,
    state text not null default 'live' check (state in ('live','dead','ended')),
    created_at timestamptz not null default now(), renewed_at timestamptz not null default now(), ended_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on column network_grant.connection is 'the name of the connection on the network''s card'`,
  `comment on column network_grant.subject is 'the network''s own id of the person or thing behind the grant'`,
  `comment on column network_grant.subject_name is 'how people know who is behind it: whom to sign in as'`,
  `comment on column network_grant.member_id is 'whose it is; null: the company''s'`,
  `comment on column network_grant.state is 'live; dead: the network refused it for good, somebody has to connect again; ended: given back'`,
  // Signing in again renews the same grant; one that was given back is history.
  `create unique index network_grant_of on network_grant (workspace_id, network, connection, server, subject, member_id) nulls not distinct
    where state <> 'ended'`,
  // Whether somebody's other grant would die with this one, whatever workspace it is in.
  `create index network_grant_subject on network_grant (network, subject) where state <> 'ended'`,
  `create index network_grant_ends on network_grant (token_expires_at) where state = 'live' and token_expires_at is not null`,
  `create index on network_grant (workspace_id, member_id)`,

  `alter table account
    add column grant_id uuid,
    add column kind text not null default 'person' check (kind in ('person','page','channel')),
    add column limits jsonb,
    add column client_id text not null default '',
    add foreign key (workspace_id, grant_id) references network_grant(workspace_id, id) on delete set null (grant_id)`,
  `create index account_grant on account (workspace_id, grant_id)`,
  // What a start still has to seal again; empty from then on.
  `create index account_ungranted on account (id) where grant_id is null and sealed_token is not null`,
  `comment on column account.sealed_token is 'with a grant: a token of the account''s own, where the network gives one (a Facebook page); without: the token as it was kept before there were grants'`,
  `comment on column account.limits is 'what the account''s server allows, where that differs from the network''s card'`,
  // The one way to write an account's reference in SQL; the same as `writeRef` of engine/ref.ts.
  `alter table account add column ref text not null generated always as (
    network || ':' || handle || '#' || replace(replace(remote_id, '%', '%25'), '#', '%23')
    || case when server = '' then '' else '@' || regexp_replace(server, '^https?://', '') end) stored`,

  `alter table network_app add column connection text not null default 'account'`,
  `alter table network_app drop constraint network_app_pkey, add primary key (workspace_id, network, connection, server)`,
  `update account set client_id = network_app.client_id from network_app
    where network_app.workspace_id = account.workspace_id and network_app.network = account.network and network_app.server = account.server`,
  `alter table account add column app text not null generated always as (network || '/' || server || '/' || client_id) stored`,
  `comment on column account.app is 'whose calls are counted together, whatever workspace they come from'`,

  `alter table connect_flow add column connection text not null default 'account', add column account_id uuid`,
  // Somebody signed in, and several accounts came of it: which ones is theirs to say. What is sealed opens them.
  `create table connect_choice (
    id uuid primary key default gen_random_uuid(), workspace_id uuid not null references workspace(id) on delete cascade, member_id uuid not null,
    session_id text not null, network text not null, connection text not null, server text not null default '', again boolean not null default false,
    sealed bytea not null, for_workspace boolean not null default false, expires_at timestamptz not null)`,
  `comment on column connect_choice.again is 'the grant is there already; only which of its accounts are opened is chosen'`,
  `create index on connect_choice (expires_at)`,
  `create index on connect_choice (workspace_id, member_id)`,

  // An app's calls are counted over all workspaces that use it.
  `create table app_budget (
    app text not null, window_start timestamptz not null, used int not null default 0, primary key (app, window_start))`,
  `create index on app_budget (window_start)`,
  `insert into app_budget (app, window_start, used)
    select a.app, b.window_start, sum(b.used) from budget b
    join (select distinct workspace_id, network, server, app from account) a on a.workspace_id = b.workspace_id and b.scope = 'app/' || a.network || '/' || a.server
    group by 1, 2`,
  `delete from budget where scope like 'app/%'`,
];
