import { sql } from "kysely";
import type { Db } from "../ports.ts";

const rowsAtOnce = 500;
/** Bounds one round; what is left over goes an hour later. */
const batches = 20;

/** Forgets portraits whose time is over. What was begun from one and waits is barred by its absence (entries/portrait.ts). Gives how many. */
export async function prunePortraits(db: Db): Promise<number> {
  let gone = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows } = await sql`delete from portrait where (workspace_id, id) in (
      select workspace_id, id from portrait where until < now() order by until limit ${rowsAtOnce})`.execute(db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsAtOnce) break;
  }
  return gone;
}
