import { authorizationCodeGrant, tokenRevocation } from "openid-client";
import { sql } from "kysely";
import {
  type Identity,
  type IssuedTokens,
  type Network,
  type NetworkContext,
  type OAuthClient,
  usualConnection,
} from "#engine/network.ts";
import { AppError, notFound } from "../../errors.ts";
import { storeAccount } from "./account.ts";
import { appFor } from "../apps.ts";
import { networkContext } from "../bases.ts";
import { requireAdmin, type BeginServices } from "./begin.ts";
import { oauthFor, redirectUri } from "./oauth.ts";

export type FinishInput = {
  workspaceId: string;
  memberId: string;
  sessionId: string;
  /** The query of the callback. */
  params: URLSearchParams;
};
export type Connected = { accountId: string; network: string; handle: string; forWorkspace: boolean };

/**
 * The person came back from the network's page: exchanges the code, asks who they are, stores the account. Throws AppError
 * `connect_expired` (state unknown, used, too old or of another session), `connect_denied`, `connect_failed` or
 * `account_taken`. Neither code nor token reaches an error.
 */
export async function finishConnect(services: BeginServices, input: FinishInput): Promise<Connected> {
  const { workspaceId, memberId, params } = input;
  const flow = await takeFlow(services, input);
  const network = services.nodes.networks.get(flow.network);
  if (network === undefined) throw notFound();
  if (flow.for_workspace) await requireAdmin(services, workspaceId, memberId);
  if (params.get("error") === "access_denied") throw denied(network);
  const app = await appFor(services, workspaceId, network, flow.server);
  const verifier = await services.vault.open(workspaceId, `connect/${flow.state}`, flow.sealed_verifier);

  const tokens = await exchange(services, network, flow.server, app, { params, state: flow.state, verifier });
  const server = flow.server === "" ? null : flow.server;
  let identity: Identity;
  try {
    identity = await firstAccount(network, networkContext(services, network, server, 15_000), server, tokens.access);
  } catch (error) {
    throw failed(network, error);
  }
  try {
    const owner = flow.for_workspace ? null : memberId;
    const stored = {
      workspaceId,
      memberId: owner,
      grantedBy: memberId,
      network: network.card.name,
      server: flow.server,
      identity,
      tokens,
    };
    return {
      accountId: await storeAccount(services, stored),
      network: network.card.name,
      handle: identity.handle,
      forWorkspace: flow.for_workspace,
    };
  } catch (error) {
    await revokeQuietly(services, network, flow.server, app, tokens.access);
    throw error;
  }
}

/** Whose token it is: the first account that it opens. */
export async function firstAccount(
  network: Network,
  context: NetworkContext,
  server: string | null,
  token: string,
): Promise<Identity> {
  const access = { token, refresh: null, expiresAt: null, scopes: [] };
  const { accounts } = await usualConnection(network).accounts({ context, server, client: null, access });
  const [first] = accounts;
  if (first === undefined) throw new Error("The network names no account");
  return first;
}

/** Takes the flow away, so that a state works once; only the session that began it finds it. */
async function takeFlow(services: BeginServices, { workspaceId, memberId, sessionId, params }: FinishInput) {
  const flow = await services.db
    .deleteFrom("connect_flow")
    .where("state", "=", params.get("state") ?? "")
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .where("session_id", "=", sessionId)
    .where("expires_at", ">", sql<string>`now()`)
    .returningAll()
    .executeTakeFirst();
  if (flow !== undefined) return flow;
  throw new AppError("connect_expired", 400, {
    en: "This connection was begun elsewhere, took longer than ten minutes, or is already done. Please press Connect again.",
    fr: "Cette connexion a été commencée ailleurs, a pris plus de dix minutes ou est déjà terminée. Veuillez appuyer de nouveau sur Connecter.",
  });
}

type Code = { params: URLSearchParams; state: string; verifier: string };

async function exchange(
  services: BeginServices,
  network: Network,
  server: string,
  app: OAuthClient,
  { params, state, verifier }: Code,
): Promise<IssuedTokens> {
  const { config } = oauthFor(services, network, server, app);
  const back = new URL(redirectUri(services));
  // Only what belongs to the code flow: the state already says which server answers, so `iss` and the like add nothing.
  for (const name of ["code", "state", "error", "error_description"])
    if (params.has(name)) back.searchParams.set(name, params.get(name) ?? "");
  try {
    const answer = await authorizationCodeGrant(config, back, { expectedState: state, pkceCodeVerifier: verifier });
    const seconds = answer.expires_in;
    return {
      access: answer.access_token,
      refresh: answer.refresh_token ?? null,
      expiresAt: seconds === undefined ? null : services.clock.now() + seconds * 1000,
    };
  } catch (error) {
    throw failed(network, error);
  }
}

/** Best effort: a token that nobody keeps should not live on at the network. */
export async function revokeQuietly(
  services: BeginServices,
  network: Network,
  server: string,
  app: OAuthClient,
  token: string,
): Promise<boolean> {
  const { config, revokes } = oauthFor(services, network, server, app);
  if (!revokes) return false;
  return tokenRevocation(config, token).then(
    () => true,
    () => false,
  );
}

const denied = (network: Network): AppError =>
  new AppError("connect_denied", 400, {
    en: `Nothing was connected: you did not allow it on ${network.card.title}’s page.`,
    fr: `Rien n’a été connecté : vous ne l’avez pas autorisé sur la page de ${network.card.title}.`,
  });

/** The cause is told by its kind only: the library's errors carry whole answers, tokens included. */
const failed = (network: Network, error: unknown): AppError =>
  new AppError(
    "connect_failed",
    502,
    {
      en: `${network.card.title} did not complete the connection. Please try again; if it fails again, tell your admin.`,
      fr: `${network.card.title} n’a pas terminé la connexion. Veuillez réessayer ; si cela échoue encore, prévenez votre administrateur.`,
    },
    { details: { reason: reasonOf(error) } },
  );

/** The kind of an error of the library, without anything it carries. */
export function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  const reason = "error" in error ? error.error : "code" in error ? error.code : "name" in error ? error.name : null;
  return typeof reason === "string" ? reason.slice(0, 80) : "unknown";
}
