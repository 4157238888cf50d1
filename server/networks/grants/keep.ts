import { sql } from "kysely";
import type { Access, OpenedAccount } from "#engine/network.ts";
import type { NetworkServices } from "../services.ts";
import { lockLanes, type GrantRow } from "./grant.ts";
import { parkAccount } from "./park.ts";
import { accountPlace, sealAccess } from "../seal.ts";

/**
 * Stores a renewed access where the grant still is what it was, with the tokens of accounts that have their own; every account of
 * the grant has a new login from then on. `dead` is overruled: somebody whose lease came after ours may have asked with the
 * refresh token that we had just spent. `lost`: an account that the renewed access does not open any more. False where the grant was given back or renewed otherwise meanwhile.
 */
export async function keep(
  services: NetworkServices,
  row: GrantRow,
  access: Access,
  { own, lost }: { own: readonly OpenedAccount[]; lost: string | null },
): Promise<boolean> {
  const { workspace_id: workspaceId, id } = row;
  const sealed = await sealAccess(services, workspaceId, id, access);
  const tokens = await sealOwn(services, row, own);
  return services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ was: string }>`
      update network_grant g set sealed_token = ${sealed.sealed_token}, sealed_refresh = ${sealed.sealed_refresh},
        sealed_fields = ${sealed.sealed_fields}, token_expires_at = ${sealed.token_expires_at}, scopes = ${sealed.scopes},
        state = 'live', epoch = g.epoch + 1, refreshing_until = null, renewed_at = clock_timestamp()
      from (select state as was from network_grant where workspace_id = ${workspaceId} and id = ${id} for update) before
      where g.workspace_id = ${workspaceId} and g.id = ${id} and g.epoch = ${row.epoch} and g.state in ('live','dead')
      returning before.was`.execute(trx);
    const [kept] = rows;
    if (kept === undefined) return false;
    await lockLanes(trx, workspaceId, { grantId: id });
    await sql`
      update account a set token_epoch = a.token_epoch + 1, sealed_token = coalesce(o.token, a.sealed_token),
        state = case when a.state = 'reconnect' and ${kept.was} = 'dead' then 'connected' else a.state end,
        lost = case when ${kept.was} = 'dead' then null else a.lost end
      from account b left join unnest(${tokens.map(({ id }) => id)}::uuid[], ${tokens.map(({ token }) => token)}::bytea[]) as o(id, token) on o.id = b.id
      where a.workspace_id = ${workspaceId} and a.grant_id = ${id} and a.state <> 'disconnected'
        and b.workspace_id = a.workspace_id and b.id = a.id`.execute(trx);
    // In the same transaction: whoever waits for this refresh must not take the refused login for a new one.
    if (lost !== null) await parkAccount(trx, workspaceId, lost);
    return true;
  });
}

/** The own tokens of the grant's accounts, each sealed for its account. */
async function sealOwn({ db, vault }: NetworkServices, row: GrantRow, own: readonly OpenedAccount[]) {
  const byId = new Map(own.flatMap(({ remoteId, token }) => (token === undefined ? [] : [[remoteId, token] as const])));
  if (byId.size === 0) return [];
  const accounts = await db
    .selectFrom("account")
    .select(["id", "remote_id"])
    .where("workspace_id", "=", row.workspace_id)
    .where("grant_id", "=", row.id)
    .where("state", "<>", "disconnected")
    .execute();
  return Promise.all(
    accounts.flatMap(({ id, remote_id }) => {
      const token = byId.get(remote_id);
      return token === undefined ? [] : [seal(id, token)];
    }),
  );
  async function seal(id: string, token: string) {
    return { id, token: await vault.seal(row.workspace_id, accountPlace(id, "token"), token) };
  }
}
