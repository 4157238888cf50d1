import { sql } from "kysely";
import { record } from "../../audit.ts";
import { holdForAccess } from "../../ledger/access.ts";
import type { Trx } from "../../ports.ts";
import type { NetworkServices } from "../services.ts";
import { lockLanes, type GrantRow } from "./grant.ts";

/**
 * The network will not have us any more: all accounts of the grant have to be connected again, and what was queued waits for
 * that. One line in the audit log, however many accounts there are.
 */
export async function parkGrant(services: Pick<NetworkServices, "db">, row: GrantRow): Promise<void> {
  const { workspace_id: workspaceId, id } = row;
  await services.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update network_grant set state = 'dead', refreshing_until = null
      where workspace_id = ${workspaceId} and id = ${id} and epoch = ${row.epoch} and state = 'live'`.execute(trx);
    if (numAffectedRows !== 1n) return;
    await lockLanes(trx, workspaceId, { grantId: id });
    const parked = await trx
      .updateTable("account")
      .set({ state: "reconnect" })
      .where("workspace_id", "=", workspaceId)
      .where("grant_id", "=", id)
      .where("state", "=", "connected")
      .returning(["id", "handle"])
      .execute();
    await holdForAccess(
      trx,
      workspaceId,
      parked.map((account) => account.id),
    );
    const detail = {
      network: row.network,
      accounts: parked.slice(0, 20).map(({ handle }) => handle),
      count: parked.length,
    };
    await record(trx, { workspaceId, memberId: null, action: "grant.lost", subject: `grant/${id}`, detail });
  });
}

/** One account is no longer opened by its grant; those beside it go on. In a transaction that holds the account's lane. */
export async function parkAccount(trx: Trx, workspaceId: string, accountId: string): Promise<void> {
  const account = await trx
    .updateTable("account")
    .set({ state: "reconnect" })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .where("state", "=", "connected")
    .returning(["network", "handle"])
    .executeTakeFirst();
  if (account === undefined) return;
  await holdForAccess(trx, workspaceId, [accountId]);
  const subject = `account/${accountId}`;
  await record(trx, { workspaceId, memberId: null, action: "account.lost", subject, detail: account });
}
