import { type Kysely, sql } from "kysely";

/** A delivery says under which rules its post was judged, so that the gate sees in one look whether they are still those. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table delivery add column ruled text`,
  `comment on column delivery.ruled is 'rules, terms and mode under which no rule forbids the post (server/ledger/ruled.ts); null: nobody looked, or one does'`,
  `alter table account add column terms_epoch int not null default 1, add column limits_read_at timestamptz`,
  `comment on column account.terms_epoch is 'counts up whenever kind or limits change'`,
  `comment on column account.limits_read_at is 'when its server was last asked for its limits; null: never'`,
  `create index account_limits on account (limits_read_at nulls first) where server <> '' and state = 'connected'`,
];
