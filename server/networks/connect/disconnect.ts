import { sql } from "kysely";
import { record } from "../../audit.ts";
import { notFound } from "../../errors.ts";
import { appFor } from "../apps.ts";
import type { BeginServices } from "./begin.ts";
import { revokeQuietly } from "./finish.ts";

export type DisconnectInput = { workspaceId: string; accountId: string; /** Who asked for it. */ memberId: string };

/**
 * The owner leaves. One transaction deletes the tokens, withdraws every consent and cancels what is queued: from its commit
 * on nothing passes the gate. Afterwards the network is asked to forget the token; leaving does not depend on its answer.
 * Throws 404 where there is no such account, or it was left before.
 */
export async function disconnect(
  services: BeginServices,
  { workspaceId, accountId, memberId }: DisconnectInput,
): Promise<{ revoked: boolean; cancelled: number }> {
  const { account, cancelled } = await services.db.transaction().execute(async (trx) => {
    const account = await trx
      .selectFrom("account")
      .select(["network", "server", "handle", "sealed_token", "sealed_refresh"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", accountId)
      .where("state", "<>", "disconnected")
      .forUpdate()
      .executeTakeFirst();
    if (account === undefined) throw notFound();
    await sql`
      update account set state = 'disconnected', disconnected_at = now(), sealed_token = null, sealed_refresh = null, token_expires_at = null,
        refreshing_until = null, token_epoch = token_epoch + 1
      where workspace_id = ${workspaceId} and id = ${accountId}`.execute(trx);
    await sql`
      update consent set withdrawn_at = clock_timestamp()
      where workspace_id = ${workspaceId} and account_id = ${accountId} and withdrawn_at is null`.execute(trx);
    const gone = await sql`
      update delivery set state = 'cancelled', reason_code = 'disconnected', reason = null, settled_at = now()
      where workspace_id = ${workspaceId} and account_id = ${accountId} and state in ('held','ready','retry_wait')`.execute(
      trx,
    );
    const cancelled = Number(gone.numAffectedRows ?? 0n);
    const detail = { network: account.network, handle: account.handle, cancelled };
    await record(trx, { workspaceId, memberId, action: "account.disconnect", subject: `account/${accountId}`, detail });
    return { account, cancelled };
  });
  return { cancelled, revoked: await revoke(services, workspaceId, accountId, account) };
}

type Left = { network: string; server: string; sealed_token: Buffer | null; sealed_refresh: Buffer | null };

/** The refresh token first: at X that ends the access tokens made from it, too. */
async function revoke(services: BeginServices, workspaceId: string, accountId: string, left: Left): Promise<boolean> {
  const network = services.nodes.networks.get(left.network);
  if (network === undefined) return false;
  try {
    const app = await appFor(services, workspaceId, network, left.server);
    const sealed = [
      { bytes: left.sealed_refresh, place: `account/${accountId}/refresh` },
      { bytes: left.sealed_token, place: `account/${accountId}/token` },
    ];
    let revoked = true;
    for (const { bytes, place } of sealed) {
      if (bytes === null) continue;
      const token = await services.vault.open(workspaceId, place, bytes);
      revoked = (await revokeQuietly(services, network, left.server, app, token)) && revoked;
    }
    return revoked;
  } catch {
    return false; // An app that is gone, or a token that does not open: there is nothing left here to revoke with.
  }
}
