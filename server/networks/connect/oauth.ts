import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  customFetch,
  None,
  type ClientAuth,
} from "openid-client";
import { type Network, type OAuthClient, usualConnection } from "#engine/network.ts";
import type { Services } from "../../ports.ts";
import { networkBases } from "../bases.ts";

/** Seconds one request to a network's OAuth server may take; well below the lease of a refresh. */
const timeout = 15;

export type OAuthServices = Pick<Services, "settings" | "outbound">;

/** openid-client for one network, over the guarded client. Plain http only where the deployment redirected the network. */
export function oauthFor(
  services: OAuthServices,
  network: Network,
  server: string,
  app: OAuthClient,
): { config: Configuration; scopes: readonly string[]; revokes: boolean } {
  const { apiBase, webBase, simulated } = networkBases(services.settings, network, server);
  const { oauth } = usualConnection(network);
  if (oauth === undefined) throw new Error(`The network ${network.card.name} is not connected by OAuth.`);
  const { authorize, token, revoke, scopes, secretIn } = oauth(webBase, apiBase);
  const metadata = {
    issuer: webBase,
    authorization_endpoint: authorize,
    token_endpoint: token,
    ...(revoke === null ? {} : { revocation_endpoint: revoke }),
  };
  const config = new Configuration(metadata, app.clientId, {}, authOf(app, secretIn));
  config.timeout = timeout;
  config[customFetch] = (url, { method, headers, body, signal }) =>
    services.outbound.fetch(url, {
      method,
      headers,
      timeout: timeout * 1000,
      ...(body === undefined || body === null ? {} : { body: readForm(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  if (simulated) allowInsecureRequests(config);
  return { config, scopes, revokes: revoke !== null };
}

/** Where the network's page sends the person back to: registered with the network, compared letter by letter. */
export const redirectUri = (services: Pick<Services, "settings">): string =>
  `${services.settings.publicUrl}/api/connect/callback`;

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
