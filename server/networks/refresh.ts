import { setTimeout as sleep } from "node:timers/promises";
import { refreshTokenGrant, ResponseBodyError } from "openid-client";
import { sql } from "kysely";
import type { IssuedTokens } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { openLogin, readAccount, type AccountTokens, type LoginResult } from "./access.ts";
import { sealTokens } from "./connect/account.ts";
import { appFor } from "./apps.ts";
import type { BeginServices } from "./connect/begin.ts";
import { reasonOf, revokeQuietly } from "./connect/finish.ts";
import { oauthFor } from "./connect/oauth.ts";

/** Seconds a refresh may hold the account; longer than its request may take (15 s). */
const lease = 30;
/** Milliseconds somebody waits for another's refresh, and between two looks. */
const patience = 20_000;
const pause = { first: 25, most: 400 };

/**
 * Renews the access of an account after the login of `epoch` was refused or is about to end. Single flight across
 * processes: one caller takes the lease in the database and asks the network; the others wait and read its result. A
 * refresh token is used once: who finds a newer epoch takes that login. A dead refresh token puts the account to
 * `reconnect` and holds what was queued, in one transaction.
 */
export async function refresh(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  epoch: number,
): Promise<LoginResult> {
  const until = performance.now() + patience;
  for (let wait = pause.first; performance.now() < until; wait = Math.min(wait * 2, pause.most)) {
    const mine = await takeLease(services, workspaceId, accountId, epoch);
    const row = await readAccount(services, workspaceId, accountId);
    if (row === undefined || row.state !== "connected" || row.token_epoch > epoch)
      return openLogin(services, workspaceId, accountId, row);
    if (mine) return renew(services, workspaceId, accountId, row);
    await sleep(wait);
  }
  return { kind: "later", reason: busy };
}

async function takeLease(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  epoch: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update account set refreshing_until = clock_timestamp() + make_interval(secs => ${lease})
    where workspace_id = ${workspaceId} and id = ${accountId} and state = 'connected' and token_epoch = ${epoch}
      and (refreshing_until is null or refreshing_until < clock_timestamp())`.execute(services.db);
  return numAffectedRows === 1n;
}

/** The lease is ours: asks the network once. */
async function renew(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  row: AccountTokens,
): Promise<LoginResult> {
  const network = services.nodes.networks.get(row.network);
  if (network === undefined || row.sealed_refresh === null) return giveUp(services, workspaceId, accountId, row);
  let tokens: IssuedTokens;
  try {
    const app = await appFor(services, workspaceId, network, row.server);
    const old = await services.vault.open(workspaceId, `account/${accountId}/refresh`, row.sealed_refresh);
    const { config } = oauthFor(services, network, row.server, app);
    const answer = await refreshTokenGrant(config, old);
    const ends = answer.expires_in === undefined ? null : services.clock.now() + answer.expires_in * 1000;
    // A server that does not rotate sends no new refresh token: the old one lives on.
    tokens = { access: answer.access_token, refresh: answer.refresh_token ?? old, expiresAt: ends };
    if (!(await keep(services, workspaceId, accountId, row.token_epoch, tokens)))
      await revokeQuietly(services, network, row.server, app, tokens.access);
  } catch (error) {
    if (isDead(error)) return giveUp(services, workspaceId, accountId, row);
    await dropLease(services, workspaceId, accountId, row.token_epoch);
    services.log.warn(
      { accountId, network: row.network, reason: reasonOf(error) },
      "an access could not be renewed; it is tried again",
    );
    return {
      kind: "later",
      reason: {
        en: `${network.card.title} could not renew the access just now.`,
        fr: `${network.card.title} n’a pas pu renouveler l’accès pour le moment.`,
      },
    };
  }
  return openLogin(services, workspaceId, accountId, await readAccount(services, workspaceId, accountId));
}

/**
 * Stores the new tokens where the account still is what it was. `reconnect` is overruled: somebody whose lease came after
 * ours may have asked with the refresh token that we had just spent. False where the owner left or connected again meanwhile.
 */
async function keep(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  epoch: number,
  tokens: IssuedTokens,
): Promise<boolean> {
  const sealed = await sealTokens(services, workspaceId, accountId, tokens);
  const { numUpdatedRows } = await services.db
    .updateTable("account")
    .set({ ...sealed, state: "connected", token_epoch: epoch + 1, refreshing_until: null })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .where("token_epoch", "=", epoch)
    .where("state", "in", ["connected", "reconnect"])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function dropLease(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  epoch: number,
): Promise<void> {
  await sql`update account set refreshing_until = null where workspace_id = ${workspaceId} and id = ${accountId} and token_epoch = ${epoch}`.execute(
    services.db,
  );
}

/** The network will not have us any more: the person has to connect again, and what was queued waits for that. */
async function giveUp(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  row: AccountTokens,
): Promise<LoginResult> {
  await services.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update account set state = 'reconnect', refreshing_until = null
      where workspace_id = ${workspaceId} and id = ${accountId} and token_epoch = ${row.token_epoch} and state = 'connected'`.execute(
      trx,
    );
    if (numAffectedRows !== 1n) return;
    await sql`
      update delivery set state = 'held', reason_code = 'reconnect', reason = null
      where workspace_id = ${workspaceId} and account_id = ${accountId} and state in ('ready','retry_wait')`.execute(
      trx,
    );
    const detail = { network: row.network, handle: row.handle };
    await record(trx, { workspaceId, memberId: null, action: "account.lost", subject: `account/${accountId}`, detail });
  });
  return openLogin(services, workspaceId, accountId, await readAccount(services, workspaceId, accountId));
}

/** Only a plain no to the refresh token counts. X says `invalid_request` where the standard has `invalid_grant`; a refused client is our own fault, not the account's. */
const isDead = (error: unknown): boolean =>
  error instanceof ResponseBodyError &&
  error.status === 400 &&
  (error.error === "invalid_grant" || error.error === "invalid_request");

const busy: Text = {
  en: "The account’s access is being renewed.",
  fr: "L’accès au compte est en cours de renouvellement.",
};
