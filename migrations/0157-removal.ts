import { type Kysely, sql } from "kysely";

/** Posts that their owner took back after they were out: by the network's own deletion, or by their own hand there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table delivery add column removal text check (removal in ('asked','gone','hand','failed')), add column removal_at timestamptz, add column removal_reason jsonb`,
  `comment on column delivery.removal is 'asked: its network is being asked to delete it; gone: it did; hand: its owner says that they did; failed: it is still there'`,
  `comment on column delivery.removal_at is 'when that was so'`,
  `comment on column delivery.removal_reason is 'of failed: why, in words'`,
  `alter table crisis add column recalled_at timestamptz`,
  `comment on column crisis.recalled_at is 'when people were asked last to look at what they had published before'`,
];
