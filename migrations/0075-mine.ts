import { type Kysely, sql } from "kysely";

/**
 * What leaving leaves behind: nothing but numbers. A person's accounts stay as numbers without a name (`former`), since what was sent through them is
 * counted; a note of who left recognises them in an older backup that is put back, and tells nobody who they were. And whether others get
 * figures about one person at all is the workspace's to say.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspace add column person_figures boolean not null default true`,
  `comment on column workspace.person_figures is 'false: nobody gets a figure about another person, nor about fewer than five'`,

  `alter table account add column former boolean not null default false`,
  `comment on column account.former is 'its person left: what is counted stays, under an id that leads to nobody'`,

  // A receipt outlives its person, under the id that leads to nobody.
  `alter table charter_receipt drop constraint charter_receipt_workspace_id_member_id_fkey`,

  `create table leaving (
    workspace_id uuid not null references workspace(id) on delete cascade, id uuid not null, mark bytea not null,
    left_at timestamptz not null default now(), member_id uuid, accounts uuid[] not null default '{}',
    erased_at timestamptz, ended_at timestamptz, primary key (workspace_id, id), unique (workspace_id, mark))`,
  `comment on table leaving is 'that somebody left, and nothing by which they could be found here'`,
  `comment on column leaving.id is 'what deeds and receipts name instead of them: drawn at random, kept beside nothing'`,
  `comment on column leaving.mark is 'recognises them in a backup from before, by the server''s secret: a keyed hash of their id there'`,
  `comment on column leaving.member_id is 'until everything is erased'`,
  `comment on column leaving.accounts is 'whose calls may still be answered, until none is'`,
  `create index leaving_open on leaving (left_at) where ended_at is null`,

  `create table handover (
    workspace_id uuid not null, account_id uuid not null, member_id uuid not null, asked_by uuid, asked_at timestamptz not null default now(),
    primary key (workspace_id, account_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade,
    foreign key (workspace_id, member_id) references member(workspace_id, id) on delete cascade)`,
  `comment on table handover is 'accounts of the company that a colleague was asked to take over: nothing leaves meanwhile'`,
  `comment on column handover.member_id is 'who was asked'`,
  `create index handover_member on handover (workspace_id, member_id)`,
];
