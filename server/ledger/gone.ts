import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";

/** Items that were taken back this long ago are looked at, hours: what is written of one later would be a bug. */
const window = 48;

/**
 * What waits and was made of a post that its author deleted meanwhile ends: it is not sent. Called wherever one of the two may have come
 * last: after a poll that found it gone, after a run that read it before, and by the sweep. `workspaceId` null: everywhere. Gives how many.
 */
export async function cancelGone(db: Db | Trx, workspaceId: string | null): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery d set ${endsAs("cancelled", "source_gone")}, settled_at = now()
    from item i
    where i.gone_at > now() - make_interval(hours => ${window}::int) and (${workspaceId}::uuid is null or i.workspace_id = ${workspaceId}::uuid)
      and d.workspace_id = i.workspace_id and d.item_key = i.key and d.state in ('held','ready','retry_wait')`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}
