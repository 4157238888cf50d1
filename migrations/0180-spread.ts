import { type Kysely, sql } from "kysely";

/** Sums of maps by network as well, for the pages of maps: what is there is made anew, some accounts at a time, as after 0178. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `truncate sum_day, sum_account`,
  `update sum_side set side = null where side is not null`,
  `comment on table sum_day is 'result_day and facet_day added up over the accounts of a side: kinds network, map (by id:network), topic, campaign; said: topic_day, by network:topic'`,
];
