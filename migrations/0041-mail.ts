import { type Kysely, sql } from "kysely";

/**
 * Mails: how a workspace sends them, an outbox in which each reason has at most one, addresses that take no more, and what
 * somebody does not want to get. A row of the outbox outlives its words, so that its reason stays taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table mail_setting (
    workspace_id uuid primary key references workspace(id) on delete cascade,
    host text not null, port int not null, tls text not null check (tls in ('tls','starttls','none')),
    auth text not null check (auth in ('none','password','xoauth2')), username text not null default '',
    secret text, token_url text, client_id text, scope text, refresh_secret text,
    from_name text not null, from_address text not null, reply_to text,
    per_minute int not null, per_recipient int not null, updated_at timestamptz not null default now())`,
  `comment on column mail_setting.secret is 'the name of the secret with the password, or with the app''s secret where tokens are fetched'`,
  `comment on column mail_setting.refresh_secret is 'the name of the secret with the refresh token; null: the app asks for tokens by itself'`,
  `comment on column mail_setting.per_recipient is 'mails to one address in an hour'`,
  `create table mail_state (
    workspace_id uuid primary key references workspace(id) on delete cascade,
    wait_until timestamptz, failures int not null default 0, trouble jsonb, trouble_at timestamptz, good_at timestamptz)`,
  `comment on table mail_state is 'how the mail server fares; its row is locked while the next mail is chosen, so that limits hold for all processes'`,
  `create table mail (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null default gen_random_uuid(),
    reason text not null, template text not null, topic text, language text not null check (language in ('en','fr')),
    address text not null, name text, data jsonb, subject text, message_id text not null,
    state text not null default 'queued' check (state in ('queued','sending','sent','refused','failed','unknown','dropped')),
    tries int not null default 0, made_at timestamptz not null default now(), next_at timestamptz not null default now(),
    expires_at timestamptz not null, lease uuid, lease_until timestamptz, handed_at timestamptz, called_at timestamptz, ended_at timestamptz,
    status int, answer text, why jsonb,
    primary key (workspace_id, id), unique (workspace_id, reason))`,
  `comment on column mail.handed_at is 'from here on the server may have taken it: a process that dies later leaves it unknown, not queued'`,
  `comment on column mail.topic is 'what is unsubscribed from; null: a mail that somebody asked for'`,
  `comment on column mail.data is 'what its template is filled with; no secrets, and no link that signs in: those are made when it is sent'`,
  // Whoever waits for a link to sign in is not behind a list of hundreds.
  `create index mail_next on mail (workspace_id, (topic is not null), next_at) where state = 'queued'`,
  `create index mail_expiry on mail (expires_at) where state = 'queued'`,
  `create index mail_lease on mail (lease_until) where state = 'sending'`,
  `create index mail_recent on mail (workspace_id, made_at desc, id desc)`,
  `create index mail_trouble on mail (workspace_id, made_at desc, id desc) where state in ('refused','failed','unknown')`,
  `create index mail_called on mail (workspace_id, called_at) where called_at is not null`,
  `create index mail_recipient on mail (workspace_id, address, called_at) where called_at is not null`,
  `create index mail_ended on mail (ended_at) where ended_at is not null`,
  `create table mail_parked (
    workspace_id uuid not null references workspace(id) on delete cascade, address text not null,
    at timestamptz not null default now(), answer text not null default '', by_member uuid,
    primary key (workspace_id, address))`,
  `comment on table mail_parked is 'addresses that took no mail: nothing more is sent there until an admin lets it'`,
  `create table mail_choice (
    workspace_id uuid not null references workspace(id) on delete cascade, id bigint generated always as identity,
    address text not null, topic text not null, title jsonb not null, stopped_at timestamptz,
    primary key (workspace_id, id), unique (workspace_id, address, topic))`,
  `create index mail_choice_stopped on mail_choice (workspace_id, stopped_at desc, id desc) where stopped_at is not null`,
  `comment on table mail_choice is 'one row for each address and kind of mail: what the links to unsubscribe name. Kept: a wish does not end'`,
];
