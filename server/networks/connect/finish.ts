import { authorizationCodeGrant } from "openid-client";
import { sql } from "kysely";
import type { Access, OAuthClient } from "#engine/network.ts";
import { notFound } from "../../errors.ts";
import { mapsWantPictures } from "../../maps/pictures.ts";
import { appOf, type Place } from "../apps.ts";
import { placeOf } from "../grants/grant.ts";
import { arrive, type Arrived } from "./arrive.ts";
import type { NetworkServices } from "../services.ts";
import { requireConnector } from "./admin.ts";
import { denied, expired, failed } from "./failure.ts";
import { oauthFor, readTokens, redirectUri, withMedia } from "../oauth.ts";

export type FinishInput = {
  workspaceId: string;
  memberId: string;
  sessionId: string;
  /** The query of the callback. */
  params: URLSearchParams;
};

/**
 * The person came back from the network's page: exchanges the code, and goes on with what came of it. Throws AppError
 * `connect_expired` (state unknown, used, too old or of another session), `connect_denied`, `connect_failed` and what `arrive`
 * throws. Neither code nor token reaches an error.
 */
export async function finishConnect(services: NetworkServices, input: FinishInput): Promise<Arrived> {
  const { workspaceId, memberId, sessionId, params } = input;
  const flow = await takeFlow(services, input);
  const place = placeOf(services, flow);
  if (place === null) throw notFound();
  if (flow.for_workspace) await requireConnector(services, { workspaceId, memberId, accountId: flow.account_id });
  if (params.get("error") === "access_denied") throw denied(place.network);
  const client = await appOf(services, workspaceId, place);
  if (client === null) throw notFound();
  const verifier = await services.vault.open(workspaceId, `connect/${flow.state}`, flow.sealed_verifier);
  const access = await exchange(services, workspaceId, place, client, { params, state: flow.state, verifier });
  const who = { workspaceId, memberId, sessionId, forWorkspace: flow.for_workspace };
  return arrive(services, who, { place, client, access, account: flow.account_id });
}

/** Takes the flow away, so that a state works once; only the session that began it finds it. */
async function takeFlow(services: NetworkServices, { workspaceId, memberId, sessionId, params }: FinishInput) {
  const flow = await services.db
    .deleteFrom("connect_flow")
    .where("state", "=", params.get("state") ?? "")
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .where("session_id", "=", sessionId)
    .where("expires_at", ">", sql<string>`now()`)
    .returningAll()
    .executeTakeFirst();
  if (flow === undefined) throw expired();
  return flow;
}

type Code = { params: URLSearchParams; state: string; verifier: string };

async function exchange(
  services: NetworkServices,
  workspaceId: string,
  { network, connection, server }: Place,
  client: OAuthClient,
  { params, state, verifier }: Code,
): Promise<Access> {
  // As it was asked for ten minutes ago at most: what the network grants it says itself, as a rule.
  const wanted = await mapsWantPictures(services.db, workspaceId);
  const oauth = withMedia(oauthFor(services, network, connection, server, client), wanted);
  const back = new URL(redirectUri(services));
  // Only what belongs to the code flow: the state already says which server answers, so `iss` and the like add nothing.
  for (const name of ["code", "state", "error", "error_description"])
    if (params.has(name)) back.searchParams.set(name, params.get(name) ?? "");
  const checks = { expectedState: state, ...(oauth.server.pkce === false ? {} : { pkceCodeVerifier: verifier }) };
  try {
    return readTokens(oauth, await authorizationCodeGrant(oauth.config, back, checks), services.clock.now());
  } catch (error) {
    throw failed(network, error);
  }
}
