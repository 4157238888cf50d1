import { type Kysely, sql } from "kysely";

/**
 * Whose access a network ended is told why, in the network's own words where it gave some. And what an operator attests, before anybody
 * posts automatically where a network's terms are read as forbidding it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table account add column lost jsonb`,
  `comment on column account.lost is 'why it has to be connected again, as a text in both languages; null where nothing was said, or it is connected'`,
  `alter table workspace add column attested jsonb not null default '{}'`,
  `comment on column workspace.attested is 'by network: when and by whom it was attested that automatic posts are allowed where its terms are read as forbidding them'`,
];
