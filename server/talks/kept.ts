import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** Days that it stands there: unanswered, and after an answer. */
export const keptDays = { said: 60, answered: 30 } as const;
const rowsAtOnce = 1000;
/** Bounds one round; what is left over goes an hour later. */
const batches = 20;

/** Forgets what is over. Gives how many. */
export async function pruneTalks(db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await sql`delete from talk where (workspace_id, id) in (
      select workspace_id, id from talk where expires_at < now() order by expires_at limit ${rowsAtOnce})`.execute(db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
