import { type Kysely, sql } from "kysely";

/**
 * The charter of a workspace: what its people say yes to before anything is posted in their name. Versions never change; a receipt says who accepted
 * which words. What the gate looks at stands on the workspace (server/ledger/sql/consent.sql).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table charter (
    workspace_id uuid not null references workspace(id) on delete cascade, number int not null check (number > 0),
    content jsonb not null, hashes jsonb not null, note jsonb not null, asks boolean not null,
    published_at timestamptz not null, published_by uuid, withdrawn_at timestamptz,
    primary key (workspace_id, number),
    foreign key (workspace_id, published_by) references member(workspace_id, id) on delete set null (published_by))`,
  `comment on table charter is 'published versions; content and hashes (SHA-256 of what a person reads) by language'`,
  `comment on column charter.asks is 'false: so small a change that the yes to the version before holds for it'`,

  `create table charter_draft (
    workspace_id uuid primary key references workspace(id) on delete cascade, content jsonb not null, revision int not null default 1,
    saved_at timestamptz not null default now(), saved_by uuid,
    foreign key (workspace_id, saved_by) references member(workspace_id, id) on delete set null (saved_by))`,

  `create table charter_receipt (
    workspace_id uuid not null, member_id uuid not null, number int not null, hash text not null, language text not null check (language in ('en','fr')),
    accepted_at timestamptz not null,
    primary key (workspace_id, member_id, number),
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade,
    foreign key (workspace_id, number) references charter(workspace_id, number) on delete cascade)`,
  `comment on table charter_receipt is 'who accepted which version, and the hash of the words that they had before them'`,
  `create index charter_receipt_number on charter_receipt (workspace_id, number)`,

  `alter table workspace add column charter_number int, add column charter_needed int,
    add constraint workspace_charter check ((charter_number is null) = (charter_needed is null) and charter_needed <= charter_number)`,
  `comment on column workspace.charter_number is 'the charter in force; null: none, and nobody is asked'`,
  `comment on column workspace.charter_needed is 'the oldest version whose acceptance is enough: what came after it changed only small things'`,

  // With what waits for a charter, and for a target that is off: both end by themselves.
  `drop index delivery_waits`,
  `create index delivery_waits on delivery (workspace_id, account_id) where state = 'held' and reason_code in ('reconnect','paused','map_paused','target_off','charter')`,
];
