import type { Text } from "#engine/text.ts";
import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  customFetch,
  None,
  refreshTokenGrant,
  ResponseBodyError,
  type TokenEndpointResponse,
  tokenRevocation,
  type ClientAuth,
} from "openid-client";
import { readJson } from "#engine/json.ts";
import type { Access, Connection, Network, OAuthClient, Renewed } from "#engine/network.ts";
import type { OAuthServer } from "#engine/oauth.ts";
import type { Services } from "../ports.ts";
import { networkBases } from "./bases.ts";

/** Seconds one request to a network's OAuth server may take; well below the lease of a refresh. */
const timeout = 15;

export type OAuthServices = Pick<Services, "settings" | "outbound">;
export type OAuth = { config: Configuration; server: OAuthServer };

/**
 * openid-client for one connection of a network, over the guarded client. Plain http only where the deployment redirected the
 * network. Throws where the connection is no OAuth.
 */
export function oauthFor(
  services: OAuthServices,
  network: Network,
  { oauth }: Connection,
  server: string,
  app: OAuthClient,
): OAuth {
  const { apiBase, webBase, simulated } = networkBases(services.settings, network, server);
  if (oauth === undefined) throw new Error(`This connection of ${network.card.name} is not made by OAuth.`);
  const own = oauth(webBase, apiBase);
  const described = { ...own, scopes: app.scopes ?? own.scopes };
  const metadata = {
    issuer: webBase,
    authorization_endpoint: described.authorize,
    token_endpoint: described.token,
    ...(described.revoke === null ? {} : { revocation_endpoint: described.revoke }),
  };
  const config = new Configuration(metadata, app.clientId, {}, authOf(app, described.secretIn));
  config.timeout = timeout;
  config[customFetch] = async (url, { method, headers, body, signal }) => {
    const response = await services.outbound.fetch(url, {
      method,
      headers,
      timeout: timeout * 1000,
      ...(body === undefined || body === null ? {} : { body: readForm(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return described.identityToken === false ? withoutIdentity(response) : response;
  };
  if (simulated) allowInsecureRequests(config);
  return { config, server: described };
}

/** An answer without its identity token: the library would hold it to rules that some networks' tokens do not keep. */
async function withoutIdentity(response: Response): Promise<Response> {
  const text = await response.text();
  const body = readJson(text);
  if (typeof body !== "object" || body === null || !("id_token" in body))
    return new Response(text, { status: response.status, headers: response.headers });
  const { id_token: _, ...rest } = body;
  return Response.json(rest, { status: response.status });
}

/** The same, asked for what posts with pictures need as well. */
export const withMedia = (oauth: OAuth, wanted: boolean): OAuth =>
  wanted
    ? { ...oauth, server: { ...oauth.server, scopes: [...oauth.server.scopes, ...(oauth.server.mediaScopes ?? [])] } }
    : oauth;

/** Where the network's page sends the person back to: registered with the network, compared letter by letter. */
export const redirectUri = (services: Pick<Services, "settings">): string =>
  `${services.settings.publicUrl}/api/connect/callback`;

/** A token endpoint's answer. What it does not say stays as it was: no new refresh token is the old one, no scopes are those asked for. */
export function readTokens(
  { server }: OAuth,
  answer: TokenEndpointResponse,
  now: number,
  old: Pick<Access, "refresh" | "scopes"> = { refresh: null, scopes: server.scopes },
): Access {
  const { access_token, refresh_token, expires_in, scope } = answer;
  const separator = server.scopeSeparator ?? " ";
  return {
    token: access_token,
    refresh: refresh_token ?? old.refresh,
    expiresAt: expires_in === undefined ? null : now + expires_in * 1000,
    scopes: scope === undefined ? old.scopes : scope.split(separator).filter((each) => each !== ""),
  };
}

/** Renews an access as the standard has it. Throws where the answer is neither new tokens nor a definite no. */
export async function renewByOAuth(oauth: OAuth, access: Access, now: () => number): Promise<Renewed> {
  if (access.refresh === null) return { kind: "dead" };
  try {
    const answer = await refreshTokenGrant(oauth.config, access.refresh);
    return { kind: "renewed", access: { ...access, ...readTokens(oauth, answer, now(), access) } };
  } catch (error) {
    if (isDead(error)) return { kind: "dead", reason: spent };
    throw error;
  }
}

/** Where nobody took it back: a refresh token works once, and two installations that share an app spend each other's. */
const spent: Text = {
  en: "The network refused to renew this access: it was taken back there, or another installation that uses the same app has renewed it meanwhile.",
  fr: "Le réseau a refusé de renouveler cet accès : il y a été retiré, ou une autre installation qui utilise la même application l’a renouvelé entre-temps.",
};

/** The refresh token first: at X that ends the access tokens made from it, too. True where the network took all of them back. */
export async function revokeByOAuth({ config, server }: OAuth, { refresh, token }: Access): Promise<boolean> {
  if (server.revoke === null) return false;
  let revoked = true;
  for (const each of [refresh, token]) {
    if (each === null) continue;
    const done = await tokenRevocation(config, each).then(
      () => true,
      () => false,
    );
    revoked &&= done;
  }
  return revoked;
}

/** Only a plain no to the refresh token counts. X says `invalid_request` where the standard has `invalid_grant`; a refused client is our own fault, not the account's. */
const isDead = (error: unknown): boolean =>
  error instanceof ResponseBodyError &&
  error.status === 400 &&
  (error.error === "invalid_grant" || error.error === "invalid_request");

/** The kind of an error of the library, without anything it carries. */
export function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  const reason = "error" in error ? error.error : "code" in error ? error.code : "name" in error ? error.name : null;
  return typeof reason === "string" ? reason.slice(0, 80) : "unknown";
}

function authOf({ clientId, clientSecret }: OAuthClient, secretIn: "header" | "form"): ClientAuth {
  if (clientSecret === null) return None();
  if (secretIn === "form") return ClientSecretPost(clientSecret);
  // The library form-encodes the pair first (RFC 6749 2.3.1); X takes it as it is, and its secrets contain `-` and `_`.
  return (_server, _client, _body, headers) =>
    headers.set("authorization", `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`);
}

function readForm(body: unknown): string {
  if (body instanceof URLSearchParams || typeof body === "string") return body.toString();
  throw new TypeError("OAuth requests are forms");
}
