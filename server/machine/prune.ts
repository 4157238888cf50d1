import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** Days that an answer is kept: as far as anybody looks back with a draft. */
const keptDays = 31;
const rowsAtOnce = 1000;
/** Bounds one round; what is left over goes an hour later. */
const batches = 50;

/** Forgets what machines answered long ago. Returns how many. */
export async function pruneAnswers(db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await sql`
      delete from machine_answer where (workspace_id, hash) in (
        select workspace_id, hash from machine_answer where at < now() - make_interval(days => ${keptDays}::int)
        order by at limit ${rowsAtOnce})`.execute(db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
