import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** Days that is kept what a page said, after it was asked last. */
const keptDays = 7;
const rowsAtOnce = 1000;
/** Bounds one round; what is left over goes an hour later. */
const batches = 50;

/** Forgets pages that nobody asked for lately. Returns how many. */
export async function prunePages(db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await sql`
      delete from page where (workspace_id, hash) in (
        select workspace_id, hash from page where asked_at < now() - make_interval(days => ${keptDays}::int)
        order by asked_at limit ${rowsAtOnce})`.execute(db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
