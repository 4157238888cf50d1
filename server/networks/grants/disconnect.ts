import { sql } from "kysely";
import { record } from "../../audit.ts";
import { notFound } from "../../errors.ts";
import { cancelForAccess } from "../../ledger/access.ts";
import type { Trx } from "../../ports.ts";
import type { NetworkServices } from "../services.ts";
import { endEmpty, lockGrants, revokeEnded } from "./end.ts";
import { type GrantRow, lockLanes } from "./grant.ts";
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
    const gone = await takeAway(trx, { workspaceId, memberId }, [accountId], "disconnected");
    if (gone.accounts === 0) throw notFound();
    return gone;
  });
  return { cancelled, revoked: await revokeEnded(services, ended) };
}

/**
 * Takes accounts away, inside the transaction of whoever leaves: their tokens, consents and queue, which ends for `reason`, and the grants of which nothing is
 * left then. `ended`: those grants as they were, for `revokeEnded` after the commit. What was left before is passed over.
 */
export async function takeAway(
  trx: Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  accountIds: readonly string[],
  reason: "disconnected" | "left",
): Promise<{ accounts: number; cancelled: number; ended: GrantRow[] }> {
  const grants = await lockGrants(trx, workspaceId, await grantsOf(trx, workspaceId, accountIds));
  await lockLanes(trx, workspaceId, { accountIds });
  const accounts = await trx
    .selectFrom("account")
    .select(["id", "network", "handle"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", accountIds)
    .where("state", "<>", "disconnected")
    .orderBy("id")
    .forUpdate()
    .execute();
  let cancelled = 0;
  for (const { id, network, handle } of accounts) {
    const mine = await leave(trx, workspaceId, id, reason);
    const detail = { network, handle, cancelled: mine };
    await record(trx, { workspaceId, memberId, action: "account.disconnect", subject: `account/${id}`, detail });
    cancelled += mine;
  }
  return { accounts: accounts.length, cancelled, ended: await endEmpty(trx, grants) };
}

async function grantsOf(trx: Trx, workspaceId: string, accountIds: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom("account")
    .select("grant_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", accountIds)
    .where("grant_id", "is not", null)
    .execute();
  return rows.flatMap(({ grant_id: id }) => (id === null ? [] : [id]));
}

/** The account's own part: its token, its consents and its queue. */
async function leave(
  trx: Trx,
  workspaceId: string,
  accountId: string,
  reason: "disconnected" | "left",
): Promise<number> {
  await sql`
    update account set state = 'disconnected', disconnected_at = now(), sealed_token = null, sealed_refresh = null, token_expires_at = null,
      refreshing_until = null, token_epoch = token_epoch + 1, grant_id = null, lost = null
    where workspace_id = ${workspaceId} and id = ${accountId}`.execute(trx);
  await sql`
    update consent set withdrawn_at = clock_timestamp()
    where workspace_id = ${workspaceId} and account_id = ${accountId} and withdrawn_at is null`.execute(trx);
  return cancelForAccess(trx, workspaceId, [accountId], reason);
}
