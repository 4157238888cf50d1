import { sql } from "kysely";
import type { Db } from "../ports.ts";

/** Days that an entry is kept after its time, and rows in one statement. What came of it stays in the ledger. */
const keptDays = 800;
const rowsAtOnce = 500;
/** Bounds one round; what is left over goes an hour later. */
const batches = 50;

/** Deletes entries that went out long ago. Gives how many. */
export async function pruneEntries(db: Db, days = keptDays): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await sql`delete from entry where (workspace_id, id) in (
      select workspace_id, id from entry where state = 'entered' and at < now() - make_interval(days => ${days}::int) order by at limit ${rowsAtOnce})`.execute(
      db,
    );
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
