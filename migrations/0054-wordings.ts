import { type Kysely, sql } from "kysely";

/** Which of its item's wordings a delivery was given: whoever gets the item later is given another one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table delivery add column wording text`,
  `comment on column delivery.wording is 'which of its item''s wordings it was given (engine/wordings.ts); null where there was one'`,
  `create index delivery_wording on delivery (workspace_id, item_key) where wording is not null`,
];
