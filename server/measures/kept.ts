import { sql } from "kysely";
import type { Services } from "../ports.ts";

/** Readings that one statement deletes, and statements of one round at most: what is left goes in the next. */
const bite = 5_000;
const bites = 20;

/** Deletes numbers that their network lets nobody keep any longer (`Card.readings.keep`). Gives how many went. */
export async function dropEnded({ db }: Pick<Services, "db">): Promise<number> {
  let gone = 0;
  for (let turn = 0; turn < bites; turn += 1) {
    const { numAffectedRows } = await sql`
      delete from reading where (workspace_id, id) in (
        select workspace_id, id from reading where until <= now() order by until limit ${bite} for update skip locked)`.execute(
      db,
    );
    const some = Number(numAffectedRows ?? 0);
    gone += some;
    if (some < bite) break;
  }
  return gone;
}
