import { z } from "zod";
import { type Network, type OAuthClient, usualConnection } from "#engine/network.ts";
import { notFound, unprocessable } from "../errors.ts";
import type { Services } from "../ports.ts";
import { networkBases, networkContext } from "./bases.ts";
import { redirectUri } from "./connect/oauth.ts";

export type AppServices = Pick<Services, "settings" | "outbound" | "clock" | "db" | "vault">;

/** The app that simulated networks know from the start, where apps do not register themselves. */
const simulatedApp: OAuthClient = { clientId: "relaymap-demo", clientSecret: null };

/** What is sealed: the secret, and the redirect address the app was registered with (null: the operator takes care of it). */
const Sealed = z.strictObject({ secret: z.string().nullable(), redirectUri: z.string().nullable() });

const placeOf = (network: string, server: string): string => `network_app/${network}/${server}`;

/**
 * The app under which accounts of a network are connected: stored, else the simulator's, else registered now with the
 * account's server. Throws AppError `app_missing` where the operator has to enter it first.
 */
export async function appFor(
  services: AppServices,
  workspaceId: string,
  network: Network,
  server: string,
): Promise<OAuthClient> {
  const { simulated } = networkBases(services.settings, network, server);
  const { register } = usualConnection(network);
  if (simulated && register === undefined) return simulatedApp;
  const stored = await readApp(services, workspaceId, network.card.name, server);
  const redirect = redirectUri(services);
  if (stored !== null && (stored.redirectUri === null || stored.redirectUri === redirect)) return stored.client;
  if (register === undefined) throw appMissing(network);
  const client = await register(networkContext(services, network, server, 15_000), server, redirect).catch(
    (cause: unknown) => {
      throw unprocessable(
        "server_unreachable",
        {
          en: `${URL.parse(server)?.host ?? network.card.title} did not answer as a ${network.card.title} server does. Check its name, or try again later.`,
          fr: `${URL.parse(server)?.host ?? network.card.title} n’a pas répondu comme un serveur ${network.card.title}. Vérifiez son nom ou réessayez plus tard.`,
        },
        { reason: cause instanceof Error ? cause.name : "unknown" },
      );
    },
  );
  await writeApp(services, workspaceId, network.card.name, server, client, redirect);
  return client;
}

/** Stores the operator's own app. Throws 404 for a network that does not exist here. */
export async function saveApp(
  services: AppServices & Pick<Services, "nodes">,
  workspaceId: string,
  name: string,
  client: { clientId: string; clientSecret: string | null },
): Promise<void> {
  if (!services.nodes.networks.has(name)) throw notFound();
  await writeApp(services, workspaceId, name, "", client, null);
}

/** True where accounts of the network can be connected without anything entered first. */
export async function appReady(services: AppServices, workspaceId: string, network: Network): Promise<boolean> {
  if (usualConnection(network).register !== undefined || networkBases(services.settings, network, null).simulated)
    return true;
  const found = await services.db
    .selectFrom("network_app")
    .select("client_id")
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", network.card.name)
    .where("server", "=", "")
    .executeTakeFirst();
  return found !== undefined;
}

async function readApp(services: AppServices, workspaceId: string, network: string, server: string) {
  const row = await services.db
    .selectFrom("network_app")
    .select(["client_id", "sealed_secret"])
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", network)
    .where("server", "=", server)
    .executeTakeFirst();
  if (row === undefined || row.sealed_secret === null) return null;
  const sealed = Sealed.parse(
    JSON.parse(await services.vault.open(workspaceId, placeOf(network, server), row.sealed_secret)),
  );
  return { client: { clientId: row.client_id, clientSecret: sealed.secret }, redirectUri: sealed.redirectUri };
}

async function writeApp(
  services: AppServices,
  workspaceId: string,
  network: string,
  server: string,
  client: OAuthClient,
  redirect: string | null,
): Promise<void> {
  const plain = JSON.stringify({ secret: client.clientSecret, redirectUri: redirect } satisfies z.infer<typeof Sealed>);
  const values = {
    client_id: client.clientId,
    sealed_secret: await services.vault.seal(workspaceId, placeOf(network, server), plain),
  };
  await services.db
    .insertInto("network_app")
    .values({ workspace_id: workspaceId, network, server, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "network", "server"]).doUpdateSet(values))
    .execute();
}

const appMissing = (network: Network) =>
  unprocessable("app_missing", {
    en: `${network.card.title} is not set up yet: an admin enters the app’s client id under Settings → Networks first.`,
    fr: `${network.card.title} n’est pas encore configuré : un administrateur doit d’abord saisir l’identifiant de l’application dans Réglages → Réseaux.`,
  });
