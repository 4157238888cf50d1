import { sql } from "kysely";
import type { Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";
import { dueNow } from "./lanes.ts";
import { oneAfterAnother } from "./turns.ts";

type Item = { workspaceId: string; itemKey: string };

/**
 * What waits of an item ends: who wrote it took it back. What is being sent, or is out, stays; what is partly out ends there. No run writes
 * deliveries of it meanwhile (turns.ts). Gives how many.
 */
export async function cancelItem(trx: Trx, { workspaceId, itemKey }: Item): Promise<number> {
  await oneAfterAnother(trx, workspaceId);
  const { numAffectedRows } = await sql`
    update delivery set ${endsAs("cancelled", "taken_back")}, settled_at = now()
    where workspace_id = ${workspaceId} and item_key = ${itemKey} and state in ('held','ready','retry_wait')`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/**
 * What waits of an item goes so much later or earlier, and may go until another time; each keeps its distance from its colleagues'. What was tried
 * already stays as it is. The lanes are locked first, as by the gate. `there`: deliveries that it has at all.
 */
export async function moveItem(
  trx: Trx,
  { workspaceId, itemKey, by, until }: Item & { by: number; until: string },
): Promise<{ moved: number; there: number }> {
  await oneAfterAnother(trx, workspaceId);
  await sql`select from lane where workspace_id = ${workspaceId} and account_id in (
    select account_id from delivery where workspace_id = ${workspaceId} and item_key = ${itemKey}) order by account_id for update`.execute(
    trx,
  );
  const { rows } = await sql<{ account: string; ready: boolean }>`
    update delivery set due_at = greatest(due_at + make_interval(secs => ${by / 1000}::float8), now()), expires_at = ${until}::timestamptz
    where workspace_id = ${workspaceId} and item_key = ${itemKey} and state in ('held','ready') and attempts = 0 and part = 0
    returning account_id as account, state = 'ready' as ready`.execute(trx);
  for (const { account, ready } of rows) if (ready) await dueNow(trx, workspaceId, account);
  const all = await sql<{
    count: number;
  }>`select count(*)::int as count from delivery where workspace_id = ${workspaceId} and item_key = ${itemKey}`.execute(
    trx,
  );
  return { moved: rows.length, there: all.rows[0]!.count };
}
