import { sql } from "kysely";
import type { Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";

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

/** What these accounts may post is another now: what a rule of their network held is held against it anew. Gives how many. */
export async function askAnew(trx: Trx, workspaceId: string, accountIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with freed as (
      update delivery set state = 'ready', reason_code = null, reason = null, settled_at = null, due_at = greatest(due_at, now())
      where workspace_id = ${workspaceId} and account_id = any(${accountIds}::uuid[]) and state = 'held' and reason_code = 'rule'
      returning account_id
    ), woken as (
      update lane set next_at = least(next_at, now()), reached_at = null, reached_id = null
      where workspace_id = ${workspaceId} and account_id in (select account_id from freed)
    )
    select count(*)::int as n from freed`.execute(trx);
  return rows[0]?.n ?? 0;
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

/**
 * An account is somebody else's from now on: no yes that its former owner gave counts for what waits. It waits to be connected (`reconnect`), and then asks
 * its new owner; or for a yes whatever the company chose for what comes (`consent`). What follows a part that is out waits for nobody's yes: it stays unsent.
 */
export async function passOn(
  trx: Trx,
  workspaceId: string,
  accountId: string,
  waits: "reconnect" | "consent",
): Promise<void> {
  await sql`
    update delivery set state = 'held', approved_at = null, approved_by = null,
      reason_code = case when state = 'held' and reason_code not in ('reconnect','paused','charter') then reason_code
        when part > 0 then 'reconnect' else ${waits} end,
      reason = case when state = 'held' and reason_code not in ('reconnect','paused','charter') then reason end
    where workspace_id = ${workspaceId} and account_id = ${accountId} and state in ('held','ready','retry_wait')`.execute(
    trx,
  );
}

/** Their owner left: nothing that waits for these accounts is sent any more. Gives how many. */
export async function cancelForAccess(
  trx: Trx,
  workspaceId: string,
  accountIds: readonly string[],
  reason: "disconnected" | "left" = "disconnected",
): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery set ${endsAs("cancelled", reason)}, settled_at = now()
    where workspace_id = ${workspaceId} and account_id = any(${accountIds}::uuid[]) and state in ('held','ready','retry_wait')`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/**
 * Their owner left and is forgotten: whatever came back to wait since is cancelled, and what nobody can find out any more (a lost answer, a network
 * that still works on it) ends as not known to be out; an answer that comes later all the same is nobody's (its epoch is over). Gives how many are in a call right now: those are their sender's to settle.
 */
export async function closeForLeaver(trx: Trx, workspaceId: string, accountIds: readonly string[]): Promise<number> {
  await cancelForAccess(trx, workspaceId, accountIds, "left");
  await sql`
    update delivery set state = 'rejected', reason_code = 'left', reason = null, settled_at = now(), processing = null, lease_until = null, epoch = epoch + 1
    where workspace_id = ${workspaceId} and account_id = any(${accountIds}::uuid[]) and state in ('unknown','processing')`.execute(
    trx,
  );
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from delivery
    where workspace_id = ${workspaceId} and account_id = any(${accountIds}::uuid[]) and state = 'sending'`.execute(trx);
  return rows[0]?.n ?? 0;
}
