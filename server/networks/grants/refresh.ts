import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { ConnectError, type GrantContext, type OpenedAccount, type Renewed } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import type { Place } from "../apps.ts";
import { openLogin, readAccount, type AccountAccess, type LoginResult } from "../access.ts";
import type { NetworkServices } from "../services.ts";
import { oauthFor, reasonOf, renewByOAuth } from "../oauth.ts";
import { giveBack, grantContext, openGrant, readGrant, type GrantRow } from "./grant.ts";
import { keep } from "./keep.ts";
import { parkGrant } from "./park.ts";
import { resealAccount } from "./reseal.ts";

/** Seconds a refresh may hold the grant; longer than its requests may take (15 s each, three at most). */
const lease = 60;
/** Milliseconds somebody waits for another's refresh, and between two looks. */
const patience = 20_000;
const pause = { first: 25, most: 400 };

/**
 * Renews the access of an account after the login of `epoch` was refused or is about to end. Single flight across
 * processes and across the accounts of one grant: one caller takes the grant's lease in the database and asks the network; the
 * others wait and read its result. A refresh token is used once: who finds a newer epoch takes that login. A grant that the network
 * refuses for good puts its accounts to `reconnect` and holds what was queued, in one transaction.
 */
export async function refresh(
  services: NetworkServices,
  workspaceId: string,
  accountId: string,
  epoch: number,
): Promise<LoginResult> {
  const until = performance.now() + patience;
  for (let wait = pause.first; performance.now() < until; wait = Math.min(wait * 2, pause.most)) {
    const row = await readAccount(services, workspaceId, accountId);
    if (row === undefined || row.state !== "connected" || row.token_epoch > epoch)
      return openLogin(services, workspaceId, accountId, row);
    if (row.grant_id === null) {
      if (!(await resealAccount(services, workspaceId, accountId))) await sleep(wait);
    } else if (await takeLease(services, workspaceId, row.grant_id, row.grant_epoch ?? 0)) {
      return renew(services, workspaceId, row.grant_id, row);
    } else await sleep(wait);
  }
  return { kind: "later", reason: busy };
}

/** Renews a grant ahead of its end, for nobody in particular. False where somebody else is at it, or it could not be renewed just now. */
export async function renewAhead(services: NetworkServices, workspaceId: string, grantId: string, epoch: number) {
  if (!(await takeLease(services, workspaceId, grantId, epoch))) return false;
  return (await renew(services, workspaceId, grantId, null)).kind !== "later";
}

async function takeLease(
  services: NetworkServices,
  workspaceId: string,
  grantId: string,
  epoch: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network_grant set refreshing_until = clock_timestamp() + make_interval(secs => ${lease})
    where workspace_id = ${workspaceId} and id = ${grantId} and state = 'live' and epoch = ${epoch}
      and (refreshing_until is null or refreshing_until < clock_timestamp())`.execute(services.db);
  return numAffectedRows === 1n;
}

/** The lease is ours: asks the network once. `account`: whose login was refused; null: nobody's was. */
async function renew(
  services: NetworkServices,
  workspaceId: string,
  grantId: string,
  account: AccountAccess | null,
): Promise<LoginResult> {
  const row = await readGrant(services.db, workspaceId, grantId);
  if (row !== undefined) {
    try {
      const later = await renewOnce(services, row, account);
      if (later !== null) return later;
    } catch (error) {
      services.log.warn(
        { grantId, network: row.network, reason: reasonOf(error) },
        "an access could not be renewed; it is tried again",
      );
      await dropLease(services, row);
      return { kind: "later", reason: notNow(services, row) };
    }
  }
  if (account === null) return { kind: "reconnect", reason: busy };
  return openLogin(services, workspaceId, account.id, await readAccount(services, workspaceId, account.id));
}

/** Null where the grant's row says what came of it. Throws where the network gave no definite answer. */
async function renewOnce(
  services: NetworkServices,
  row: GrantRow,
  account: AccountAccess | null,
): Promise<LoginResult | null> {
  const opened = await openGrant(services, row);
  // A network whose folder is gone refused nothing.
  if (opened === null) throw new Error("no_connection");
  const { place, grant } = opened;
  const renewed = await askAnew(services, place, grant, account?.sealed_token != null);
  if (renewed.kind === "dead") {
    await parkGrant(services, row, renewed.reason ?? null);
    return null;
  }
  if (renewed.kind === "later") {
    await dropLease(services, row);
    return { kind: "later", reason: renewed.reason };
  }
  const { access } = renewed;
  const context = grantContext(services, place, grant.client, access);
  // The new access is kept whatever comes of the rest: the old one may have been spent for it.
  const own = (await hasOwnTokens(services, row)) ? await askOwn(place, context) : [];
  if (own !== null && "dead" in own) {
    await parkGrant(services, row, own.dead);
    return null;
  }
  // The person's access is good, but it no longer opens the account whose own token was refused.
  const refused = account?.sealed_token == null ? null : account;
  const gone =
    own !== null && !own.some(({ remoteId, token }) => remoteId === refused?.remote_id && token !== undefined);
  const lost = refused !== null && gone ? refused.id : null;
  if (!(await keep(services, row, access, { own: own ?? [], lost }))) {
    await giveBack(services, place, { grant: context, subject: row.subject, except: row.id });
    return null;
  }
  return refused !== null && own === null ? { kind: "later", reason: notNow(services, row) } : null;
}

/**
 * Asks the network to renew an access, its own way or as OAuth has it. What can be renewed in neither way is dead once it is refused;
 * unless what was refused was an account's own token (`own`): then it is asked for anew with the access there is.
 */
async function askAnew(services: NetworkServices, place: Place, grant: GrantContext, own: boolean): Promise<Renewed> {
  const { network, connection, server } = place;
  if (connection.refresh === undefined && (connection.oauth === undefined || grant.access.refresh === null))
    return own ? { kind: "renewed", access: grant.access } : { kind: "dead" };
  // Whose app is gone was not refused: an admin can enter it again.
  if (connection.oauth !== undefined && grant.client === null) throw new Error("app_missing");
  if (connection.refresh !== undefined) return connection.refresh(grant);
  const oauth = oauthFor(services, network, connection, server, grant.client!);
  return renewByOAuth(oauth, grant.access, services.clock.now);
}

/** The accounts' own tokens; null where the network could not be asked, and why where it will not have the access. */
async function askOwn({ connection }: Place, grant: GrantContext): Promise<OpenedAccount[] | null | { dead: Text }> {
  try {
    return (await connection.accounts(grant)).accounts;
  } catch (error) {
    return error instanceof ConnectError ? { dead: error.text } : null;
  }
}

/** True where some account of the grant has a token of its own, which has to be asked for again. */
async function hasOwnTokens({ db }: NetworkServices, { workspace_id, id }: GrantRow): Promise<boolean> {
  const found = await db
    .selectFrom("account")
    .select("id")
    .where("workspace_id", "=", workspace_id)
    .where("grant_id", "=", id)
    .where("sealed_token", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function dropLease({ db }: NetworkServices, { workspace_id, id, epoch }: GrantRow): Promise<void> {
  await db
    .updateTable("network_grant")
    .set({ refreshing_until: null })
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("epoch", "=", epoch)
    .execute();
}

function notNow(services: NetworkServices, row: GrantRow): Text {
  const title = services.nodes.networks.get(row.network)?.card.title ?? row.network;
  return {
    en: `${title} could not renew the access just now.`,
    fr: `${title} n’a pas pu renouveler l’accès pour le moment.`,
  };
}

const busy: Text = {
  en: "The account’s access is being renewed.",
  fr: "L’accès au compte est en cours de renouvellement.",
};
