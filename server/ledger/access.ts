import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/**
 * What an account's coming, leaving and losing its access do to its deliveries; called in the transaction that changes the account, so
 * that a gate sees both or neither.
 */

/** The account may publish: it has a lane. What waited for its access is let go by the sweep. */
export async function openLane(trx: Trx, workspaceId: string, accountId: string): Promise<void> {
  await sql`insert into lane (workspace_id, account_id) values (${workspaceId}, ${accountId}) on conflict do nothing`.execute(
    trx,
  );
}

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
