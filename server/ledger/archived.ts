import { sql } from "kysely";
import type { Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";

/**
 * A map was archived: nothing that waits for it is sent any more, proposals included. What somebody else holds just now is being sent, or
 * was changed this moment, and the gate asks for its map once more. Gives how many.
 */
export async function cancelOfMap(trx: Trx, workspaceId: string, mapId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery set ${endsAs("cancelled", "archived")}, settled_at = now()
    where workspace_id = ${workspaceId} and id = any(array(
      select id from delivery where workspace_id = ${workspaceId} and map_id = ${mapId} and state in ('held','ready','retry_wait')
      order by id for update skip locked)) and state in ('held','ready','retry_wait')`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}
