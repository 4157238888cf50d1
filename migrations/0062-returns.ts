import { type Kysely, sql } from "kysely";

/** Mails that come back: the mailbox that is read for them, and at each mail what was reported of it, each report once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table mail_return (
    workspace_id uuid primary key references workspace(id) on delete cascade,
    host text not null, port int not null, tls text not null check (tls in ('tls','starttls')),
    username text not null, secret text not null, folder text not null, updated_at timestamptz not null default now(),
    validity bigint, last_uid bigint not null default 0, next_at timestamptz not null default now(), lease uuid, lease_until timestamptz,
    failures int not null default 0, trouble jsonb, trouble_since timestamptz, good_at timestamptz)`,
  `comment on table mail_return is 'the mailbox that is read for mails that came back; nothing in it is changed, only how far it was read is kept here'`,
  `comment on column mail_return.secret is 'the name of the secret with the password'`,
  `comment on column mail_return.validity is 'UIDVALIDITY: with another one, last_uid means nothing'`,
  `create index mail_return_next on mail_return (next_at)`,
  `alter table mail add column back jsonb, add column back_at timestamptz, add column back_keys text[] not null default '{}',
    drop constraint mail_state_check,
    add constraint mail_state_check check (state in ('queued','sending','sent','refused','failed','unknown','dropped','returned'))`,
  `comment on column mail.back is 'what was reported of it after it was handed over: kind (returned|delayed), status, words'`,
  `comment on column mail.back_keys is 'the reports that were counted: none counts twice, however often it is read'`,
  `create index mail_message on mail (workspace_id, message_id)`,
  `drop index mail_trouble`,
  `create index mail_trouble on mail (workspace_id, made_at desc, id desc) where state in ('refused','failed','unknown','returned')`,
];
