import { sql } from "kysely";
import { record } from "../../audit.ts";
import { notFound } from "../../errors.ts";
import { cancelForAccess } from "../../ledger/access.ts";
import type { Trx } from "../../ports.ts";
import type { NetworkServices } from "../services.ts";
import { endEmpty, lockGrants, revokeEnded } from "./end.ts";
import { lockLanes } from "./grant.ts";
import { resealAccount } from "./reseal.ts";

export type DisconnectInput = { workspaceId: string; accountId: string; /** Who asked for it. */ memberId: string };

/**
 * The owner leaves with one account. One transaction withdraws every consent, cancels what is queued and, with the last account of
 * its grant, deletes the tokens: from its commit on nothing passes the gate. Accounts beside it under the same grant go on. After the
 * last one the network is asked to forget the access; leaving does not depend on its answer. Throws 404 where there is no such
 * account, or it was left before.
 */
export async function disconnect(
  services: NetworkServices,
  { workspaceId, accountId, memberId }: DisconnectInput,
): Promise<{ revoked: boolean; cancelled: number }> {
  // A token from before there were grants is given back like any other. One that does not open cannot keep anybody here.
  await resealAccount(services, workspaceId, accountId).catch(() => false);
  const { ended, cancelled } = await services.db.transaction().execute(async (trx) => {
    const grantId = await grantOf(trx, workspaceId, accountId);
    const grants = await lockGrants(trx, workspaceId, grantId === null ? [] : [grantId]);
    await lockLanes(trx, workspaceId, { accountIds: [accountId] });
    const account = await trx
      .selectFrom("account")
      .select(["network", "handle"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", accountId)
      .where("state", "<>", "disconnected")
      .forUpdate()
      .executeTakeFirst();
    if (account === undefined) throw notFound();
    const cancelled = await leave(trx, workspaceId, accountId);
    const ended = await endEmpty(trx, grants);
    const detail = { network: account.network, handle: account.handle, cancelled };
    await record(trx, { workspaceId, memberId, action: "account.disconnect", subject: `account/${accountId}`, detail });
    return { ended, cancelled };
  });
  return { cancelled, revoked: await revokeEnded(services, ended) };
}

async function grantOf(trx: Trx, workspaceId: string, accountId: string): Promise<string | null> {
  const row = await trx
    .selectFrom("account")
    .select("grant_id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .executeTakeFirst();
  return row?.grant_id ?? null;
}

/** The account's own part: its token, its consents and its queue. */
async function leave(trx: Trx, workspaceId: string, accountId: string): Promise<number> {
  await sql`
    update account set state = 'disconnected', disconnected_at = now(), sealed_token = null, sealed_refresh = null, token_expires_at = null,
      refreshing_until = null, token_epoch = token_epoch + 1, grant_id = null, lost = null
    where workspace_id = ${workspaceId} and id = ${accountId}`.execute(trx);
  await sql`
    update consent set withdrawn_at = clock_timestamp()
    where workspace_id = ${workspaceId} and account_id = ${accountId} and withdrawn_at is null`.execute(trx);
  return cancelForAccess(trx, workspaceId, [accountId]);
}
