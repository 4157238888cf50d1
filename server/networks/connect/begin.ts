import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier, randomState } from "openid-client";
import { sql } from "kysely";
import { connectionOf, usualConnection, type Network, type OAuthClient } from "#engine/network.ts";
import { forbidden, notFound, unprocessable } from "../../errors.ts";
import { mapsWantPictures } from "../../maps/pictures.ts";
import { appFor, type Place } from "../apps.ts";
import type { NetworkServices } from "../services.ts";
import { requireAdmin, requireConnector } from "./admin.ts";
import { arrive, type Arrived } from "./arrive.ts";
import { openFields } from "./fields.ts";
import { oauthFor, redirectUri, withMedia } from "../oauth.ts";
import { readServer } from "./server.ts";

/** Minutes a person has on the network's page, and flows one person may have open at a time. */
const minutes = 10;
const mostOpen = 10;

export type BeginInput = {
  workspaceId: string;
  memberId: string;
  sessionId: string;
  network: string;
  /** The connection's name on the network's card; the usual one where absent. */
  connection?: string;
  /** The person's server, on a federated network. */
  server?: string;
  /** What the person entered, for a connection that asks for it. */
  fields?: Readonly<Record<string, string>>;
  /** True for an account of the company; admins only. */
  forWorkspace: boolean;
};

/** `page`: the person goes on there. Else the network's answer is here already. */
export type Begun = { kind: "page"; url: string } | Arrived;

/**
 * Begins to connect accounts: answers the address of the network's own page, or, where nobody has to go there, what came of
 * it. The state is single-use and bound to the session, the member and the workspace; the PKCE verifier never leaves the database
 * unsealed. Throws AppError.
 */
export async function beginConnect(services: NetworkServices, input: BeginInput): Promise<Begun> {
  const { workspaceId, memberId, forWorkspace } = input;
  const network = services.nodes.networks.get(input.network);
  if (network === undefined) throw notFound();
  if (forWorkspace) await requireAdmin(services, workspaceId, memberId);
  return connectBy(services, input, { network, server: readServer(network, input.server), account: null });
}

/**
 * Connects an account again that is here: with the same sign-in on the same server, for the same owner. Whoever signs in as somebody
 * else is told so, and nothing changes. Throws AppError; 404 where it is not this person's to connect.
 */
export async function beginReconnect(
  services: NetworkServices,
  input: Pick<BeginInput, "workspaceId" | "memberId" | "sessionId" | "fields"> & { accountId: string },
): Promise<Begun> {
  const { workspaceId, memberId, accountId } = input;
  const row = await services.db
    .selectFrom("account as a")
    .leftJoin("network_grant as g", (join) =>
      join.onRef("g.workspace_id", "=", "a.workspace_id").onRef("g.id", "=", "a.grant_id"),
    )
    .select(["a.network", "a.server", "a.member_id", "a.kind", "g.connection"])
    .where("a.workspace_id", "=", workspaceId)
    .where("a.id", "=", accountId)
    .where("a.state", "<>", "disconnected")
    .executeTakeFirst();
  const network = row === undefined ? undefined : services.nodes.networks.get(row.network);
  if (row === undefined || network === undefined) throw notFound();
  if (row.member_id === null) await requireConnector(services, input);
  else if (row.member_id !== memberId) throw notFound();
  // One that changed hands is opened by nothing yet: by the connection that opens such accounts.
  const connection = row.connection ?? connectionFor(network, row.kind);
  const given = {
    ...input,
    network: row.network,
    ...(connection === null ? {} : { connection }),
    forWorkspace: row.member_id === null,
  };
  return connectBy(services, given, { network, server: row.server, account: accountId });
}

const connectionFor = ({ card }: Network, kind: string): string | null =>
  Object.entries(card.connections).find(([, { kinds }]) => kinds.some((each) => each === kind))?.[0] ?? null;

async function connectBy(
  services: NetworkServices,
  input: BeginInput,
  { network, server, account }: { network: Network; server: string; account: string | null },
): Promise<Begun> {
  const { workspaceId, memberId, sessionId, forWorkspace } = input;
  const found = input.connection === undefined ? usualConnection(network) : connectionOf(network, input.connection);
  if (found === null) throw notFound();
  // A channel is nobody's own: what speaks for the company is connected by an admin, who thereby allows it.
  if (!forWorkspace && found.card.kinds.every((kind) => kind === "channel"))
    throw forbidden({
      en: `${network.card.title} belongs to the workspace: an administrator connects it as an account of the company.`,
      fr: `${network.card.title} appartient à l’espace : un administrateur le connecte comme compte de l’entreprise.`,
    });
  const place: Place = { network, name: found.name, connection: found.connection, server };
  const client = await appFor(services, workspaceId, place);
  if (found.card.way === "oauth") {
    if (client === null) throw new Error(`${network.card.title} has no OAuth behind "${found.name}"`);
    return { kind: "page", url: await openFlow(services, input, { place, client, account }) };
  }
  if (found.card.way === "none" && Object.keys(input.fields ?? {}).length > 0)
    throw unprocessable("connect_fields", {
      en: "Nothing is to be entered here.",
      fr: "Il n’y a rien à saisir ici.",
    });
  const access = await openFields(services, place, found.card, input.fields ?? {});
  const who = { workspaceId, memberId, sessionId, forWorkspace };
  return arrive(services, who, { place, client, access, account });
}

type Flow = { place: Place; client: OAuthClient; account: string | null };

async function openFlow(
  services: NetworkServices,
  input: BeginInput,
  { place, client, account }: Flow,
): Promise<string> {
  const { workspaceId, memberId, sessionId, forWorkspace } = input;
  const wanted = await mapsWantPictures(services.db, workspaceId);
  const oauth = withMedia(oauthFor(services, place.network, place.connection, place.server, client), wanted);
  const { scopes, scopeSeparator = " ", pkce = true, extra = {} } = oauth.server;
  const state = randomState();
  const verifier = randomPKCECodeVerifier();
  const sealed = await services.vault.seal(workspaceId, `connect/${state}`, verifier);
  await services.db.transaction().execute(async (trx) => {
    await sql`delete from connect_flow where workspace_id = ${workspaceId} and expires_at < now()`.execute(trx);
    await sql`delete from connect_flow where workspace_id = ${workspaceId} and state in (
      select state from connect_flow where workspace_id = ${workspaceId} and member_id = ${memberId} order by expires_at desc offset ${mostOpen - 1})`.execute(
      trx,
    );
    await trx
      .insertInto("connect_flow")
      .values({
        state,
        workspace_id: workspaceId,
        member_id: memberId,
        session_id: sessionId,
        network: place.network.card.name,
        connection: place.name,
        server: place.server,
        account_id: account,
        sealed_verifier: sealed,
        for_workspace: forWorkspace,
        expires_at: sql<string>`now() + make_interval(mins => ${minutes})`,
      })
      .execute();
  });
  const url = buildAuthorizationUrl(oauth.config, {
    ...extra,
    redirect_uri: redirectUri(services),
    scope: scopes.join(scopeSeparator),
    ...(pkce ? { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" } : {}),
    state,
  });
  return url.href;
}
