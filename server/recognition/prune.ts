import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** Days that a thanks is kept: it is a kind word, and no file on somebody. */
export const thanksDays = 365;
const rowsAtOnce = 1000;
/** Bounds one round; what is left over goes an hour later. */
const batches = 20;

/** Forgets old thanks, shown or not. Gives how many. */
export async function pruneThanks(db: Db, days = thanksDays): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await sql`delete from thanks where (workspace_id, id) in (
      select workspace_id, id from thanks where at < now() - make_interval(days => ${days}::int) order by at limit ${rowsAtOnce})`.execute(
      db,
    );
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
