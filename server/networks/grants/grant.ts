import { sql } from "kysely";
import { connectionOf, type Access, type GrantContext, type OAuthClient } from "#engine/network.ts";
import { across } from "../../database/scope.ts";
import { AppError } from "../../errors.ts";
import type { Db, Trx } from "../../ports.ts";
import { appOf, type Place } from "../apps.ts";
import { networkContext } from "../bases.ts";
import { oauthFor, revokeByOAuth } from "../oauth.ts";
import type { NetworkServices } from "../services.ts";
import { openAccess, type SealedAccess } from "../seal.ts";

/** Milliseconds one call about a grant may take; well below the lease of a refresh. */
const timeout = 15_000;

export type GrantRow = NonNullable<Awaited<ReturnType<typeof readGrant>>>;

export function readGrant(db: Db | Trx, workspaceId: string, grantId: string) {
  return db
    .selectFrom("network_grant")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", grantId)
    .executeTakeFirst();
}

/** The connection that something was made by; null where its network or connection is not known here any more. */
export function placeOf(
  { nodes }: Pick<NetworkServices, "nodes">,
  at: { network: string; connection: string; server: string },
): Place | null {
  const network = nodes.networks.get(at.network);
  const found = network === undefined ? null : connectionOf(network, at.connection);
  return network === undefined || found === null
    ? null
    : { network, name: at.connection, connection: found.connection, server: at.server };
}

/** What a network's own functions about a grant are given. */
export function grantContext(
  services: NetworkServices,
  { network, server }: Place,
  client: OAuthClient | null,
  access: Access,
): GrantContext {
  const home = server === "" ? null : server;
  return { context: networkContext(services, network, home, timeout), server: home, client, access };
}

/** A live or dead grant, opened; null where it was given back. Its client is null where its app is gone. Throws VaultError. */
export async function openGrant(
  services: NetworkServices,
  row: GrantRow,
): Promise<{ place: Place; grant: GrantContext } | null> {
  const place = placeOf(services, row);
  if (place === null || !isSealed(row)) return null;
  const access = await openAccess(services, row.workspace_id, row.id, row);
  const client = await appOf(services, row.workspace_id, place).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  return { place, grant: grantContext(services, place, client, access) };
}

const isSealed = <Row extends { sealed_token: Buffer | null }>(row: Row): row is Row & SealedAccess =>
  row.sealed_token !== null;

/**
 * Gives an access back to the network; true where it says that the access is gone. Best effort: a token that nobody keeps should
 * not live on there, but nothing depends on it. `except`: the grant it belonged to, if it was one.
 */
export async function giveBack(
  services: NetworkServices,
  place: Place,
  { grant, subject, except }: { grant: GrantContext; subject: string | null; except: string | null },
): Promise<boolean> {
  const { connection } = place;
  try {
    if (connection.revoke !== undefined) {
      if (connection.revokesAll && (await hasOther(services.db, place, { grant, subject, except }))) return false;
      return await connection.revoke(grant);
    }
    if (connection.oauth === undefined || grant.client === null) return false;
    return await revokeByOAuth(oauthFor(services, place.network, connection, place.server, grant.client), grant.access);
  } catch {
    return false;
  }
}

/** Another grant of the same person to the same app, in any workspace. Whose it is, is not known where the network did not say: then too. */
async function hasOther(
  db: Db,
  { network, name, server }: Place,
  { grant, subject, except }: { grant: GrantContext; subject: string | null; except: string | null },
): Promise<boolean> {
  if (subject === null) return true;
  const others = sql`
    select from network_grant where network = ${network.card.name} and connection = ${name} and server = ${server} and subject = ${subject}
      and client_id = ${grant.client?.clientId ?? ""} and state <> 'ended' and id is distinct from ${except}::uuid limit 1`;
  return (await across("grants", () => others.execute(db))).rows.length > 0;
}

/**
 * The lanes of a grant's accounts, locked in one order. Whatever changes a grant takes its row, then these, then the accounts; those
 * who settle calls take the lanes before the accounts too: none of them waits for another in a circle.
 */
export async function lockLanes(
  trx: Trx,
  workspaceId: string,
  { grantId = null, accountIds = [] }: { grantId?: string | null; accountIds?: readonly string[] },
): Promise<void> {
  await sql`
    select from lane where workspace_id = ${workspaceId} and account_id in (
      select id from account where workspace_id = ${workspaceId} and grant_id = ${grantId}::uuid
      union all select unnest(${accountIds}::uuid[]))
    order by account_id for update`.execute(trx);
}
