import { type Kysely, sql } from "kysely";

/**
 * An account changes hands with two yeses: one offers it, the other accepts and connects it by a sign-in of their own. And whoever is new gets nothing
 * that came in before their account did: by the number of an item, which leads to nobody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table handover add column company boolean not null default true, add column accepted_at timestamptz`,
  `comment on table handover is 'accounts that a colleague was asked to take over, until they have connected them'`,
  `comment on column handover.company is 'it is the company''s then; else the colleague''s own'`,
  `comment on column handover.accepted_at is 'when they said yes: from then on it is theirs to connect, and nothing leaves before that'`,
  `create index handover_asked_by on handover (workspace_id, asked_by)`,
  `alter table account add column floor_seq bigint`,
  `comment on column account.floor_seq is 'the newest item there was when it came: maps give it what is newer'`,
];
