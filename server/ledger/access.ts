import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/** What waits to be sent to these accounts waits until they are connected again. Gives how many. */
export async function holdForAccess(trx: Trx, workspaceId: string, accountIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery set state = 'held', reason_code = 'reconnect', reason = null
    where workspace_id = ${workspaceId} and account_id = any(${accountIds}::uuid[]) and state in ('ready','retry_wait')`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Their owner left: nothing that waits for these accounts is sent any more. Gives how many. */
export async function cancelForAccess(trx: Trx, workspaceId: string, accountIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery set state = 'cancelled', reason_code = 'disconnected', reason = null, settled_at = now()
    where workspace_id = ${workspaceId} and account_id = any(${accountIds}::uuid[]) and state in ('held','ready','retry_wait')`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}
