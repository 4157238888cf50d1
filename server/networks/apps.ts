import { z } from "zod";
import {
  ConnectError,
  connectionOf,
  type Connection,
  type Network,
  type OAuthClient,
  usualConnection,
} from "#engine/network.ts";
import { notFound, unprocessable } from "../errors.ts";
import { mapsWantPictures } from "../maps/pictures.ts";
import type { Services } from "../ports.ts";
import { networkBases, networkContext } from "./bases.ts";
import { redirectUri } from "./oauth.ts";

export type AppServices = Pick<Services, "settings" | "outbound" | "clock" | "db" | "vault">;

/** One of a network's connections, on one server: what an app belongs to. */
export type Place = { network: Network; name: string; connection: Connection; server: string };

/** The apps that simulated networks know from the start, where apps do not register themselves: one for each way to connect. */
const simulatedApp = ({ network, name }: Pick<Place, "network" | "name">): OAuthClient => ({
  clientId: name === usualConnection(network).name ? "relaymap-demo" : `relaymap-demo-${name}`,
  clientSecret: null,
});

/**
 * What is sealed: the secret, the redirect address the app was registered with (null: the operator takes care of it), and what it
 * may ask for (absent: what was known before there were pictures).
 */
const Sealed = z.strictObject({
  secret: z.string().nullable(),
  redirectUri: z.string().nullable(),
  scopes: z.array(z.string()).optional(),
});

/** Where an app's secret is sealed to. The connection `account` has no part in it: its apps are older than connections. */
const secretPlace = (network: string, connection: string, server: string): string =>
  `network_app/${network}/${connection === "account" ? "" : `${connection}/`}${server}`;

/**
 * The app under which accounts are connected: stored, else the simulator's, else registered now with the account's server; null
 * for a connection that is no OAuth. Throws AppError `app_missing` where the operator has to enter it first.
 */
export async function appFor(services: AppServices, workspaceId: string, place: Place): Promise<OAuthClient | null> {
  const { network, name, connection, server } = place;
  const { register } = connection;
  if (connection.oauth === undefined) return null;
  if (register === undefined && networkBases(services.settings, network, server).simulated) return simulatedApp(place);
  const stored = await readApp(services, workspaceId, place);
  const redirect = redirectUri(services);
  const context = networkContext(services, network, server, 15_000);
  // A server refuses scopes that the app was not registered with: a new ability means a new registration.
  const { scopes: usual, mediaScopes = [] } = connection.oauth(network.webBase, network.apiBase);
  const scopes = (await unlessSilent(connection.scopes?.(context))) ?? usual;
  const own = connection.scopes === undefined ? {} : { scopes };
  const asked = stored?.scopes ?? usual;
  const has = (wanted: readonly string[]) => wanted.every((scope) => asked.includes(scope));
  const able = has(mediaScopes) || !(await mapsWantPictures(services.db, workspaceId));
  const fits = stored?.redirectUri === redirect && able && (connection.scopes === undefined || has(scopes));
  if (stored !== null && (stored.redirectUri === null || fits)) {
    // Servers forget apps that nobody used for long.
    const known = await unlessSilent(connection.known?.(context, stored.client));
    if (known !== false) return { ...stored.client, ...own };
  }
  if (register === undefined) throw appMissing(network);
  const client = await register(context, redirect, [...scopes, ...mediaScopes]).catch((cause: unknown) => {
    if (cause instanceof ConnectError) throw unprocessable("connect_refused", cause.text);
    throw unprocessable(
      "server_unreachable",
      {
        en: `${URL.parse(server)?.host ?? network.card.title} did not answer as a ${network.card.title} server does. Check its name, or try again later.`,
        fr: `${URL.parse(server)?.host ?? network.card.title} n’a pas répondu comme un serveur ${network.card.title}. Vérifiez son nom ou réessayez plus tard.`,
      },
      { reason: cause instanceof Error ? cause.name : "unknown" },
    );
  });
  const registered = {
    redirectUri: redirect,
    scopes: [...scopes, ...mediaScopes],
  };
  const at = { network: network.card.name, connection: name, server };
  // Whoever registered one meanwhile was first: a person on their way back comes by the app that stands.
  const first = await writeApp(services, workspaceId, { ...at, client, registered, instead: stored?.client ?? null });
  return { ...(first ? client : ((await readApp(services, workspaceId, place))?.client ?? client)), ...own };
}

/** What was asked of a server, if anything was; null too where it did not answer: what comes after says so better. */
const unlessSilent = async <T>(answer: Promise<T> | undefined): Promise<T | null> =>
  (await answer?.catch(() => null)) ?? null;

/** The app that a grant was made with, to renew or end it: never registers one. Throws AppError `app_missing`. */
export async function appOf(services: AppServices, workspaceId: string, place: Place): Promise<OAuthClient | null> {
  const { network, connection, server } = place;
  if (connection.oauth === undefined) return null;
  const { simulated } = networkBases(services.settings, network, server);
  if (connection.register === undefined && simulated) return simulatedApp(place);
  const stored = await readApp(services, workspaceId, place);
  if (stored === null) throw appMissing(network);
  return stored.client;
}

/** Stores the operator's own app for one of a network's connections. Throws 404 where there is no such connection that wants one. */
export async function saveApp(
  services: AppServices & Pick<Services, "nodes">,
  workspaceId: string,
  at: { network: string; connection: string },
  client: { clientId: string; clientSecret: string | null },
): Promise<void> {
  const network = services.nodes.networks.get(at.network);
  const found = network === undefined ? null : connectionOf(network, at.connection);
  if (found === null || found.card.way !== "oauth") throw notFound();
  await writeApp(services, workspaceId, { ...at, server: "", client, registered: { redirectUri: null } });
}

/** True where accounts can be connected this way without anything entered first. */
export async function appReady(
  services: AppServices,
  workspaceId: string,
  { network, name, connection }: Omit<Place, "server">,
): Promise<boolean> {
  if (connection.oauth === undefined || connection.register !== undefined) return true;
  if (networkBases(services.settings, network, null).simulated) return true;
  const found = await services.db
    .selectFrom("network_app")
    .select("client_id")
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", network.card.name)
    .where("connection", "=", name)
    .where("server", "=", "")
    .executeTakeFirst();
  return found !== undefined;
}

async function readApp(services: AppServices, workspaceId: string, { network, name, server }: Place) {
  const row = await services.db
    .selectFrom("network_app")
    .select(["client_id", "sealed_secret"])
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", network.card.name)
    .where("connection", "=", name)
    .where("server", "=", server)
    .executeTakeFirst();
  if (row === undefined || row.sealed_secret === null) return null;
  const sealed = Sealed.parse(
    JSON.parse(await services.vault.open(workspaceId, secretPlace(network.card.name, name, server), row.sealed_secret)),
  );
  const { secret, redirectUri: address, scopes } = sealed;
  return { client: { clientId: row.client_id, clientSecret: secret }, redirectUri: address, scopes };
}

type Written = {
  network: string;
  connection: string;
  server: string;
  client: OAuthClient;
  registered: Omit<z.infer<typeof Sealed>, "secret">;
  /** Written only where this one stands (null: none); absent: whichever stands. */
  instead?: OAuthClient | null;
};

/** Gives whether it was written. */
async function writeApp(
  services: AppServices,
  workspaceId: string,
  { client, registered, instead, ...at }: Written,
): Promise<boolean> {
  const plain = JSON.stringify({ secret: client.clientSecret, ...registered } satisfies z.infer<typeof Sealed>);
  const values = {
    client_id: client.clientId,
    sealed_secret: await services.vault.seal(workspaceId, secretPlace(at.network, at.connection, at.server), plain),
  };
  const written = await services.db
    .insertInto("network_app")
    .values({ workspace_id: workspaceId, ...at, ...values })
    .onConflict((conflict) => {
      const update = conflict.columns(["workspace_id", "network", "connection", "server"]).doUpdateSet(values);
      if (instead === undefined) return update;
      return instead === null
        ? update.where("network_app.sealed_secret", "is", null)
        : update.where("network_app.client_id", "=", instead.clientId);
    })
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const appMissing = (network: Network) =>
  unprocessable("app_missing", {
    en: `${network.card.title} is not set up yet: an admin enters the app’s client id under Settings → Networks first.`,
    fr: `${network.card.title} n’est pas encore configuré : un administrateur doit d’abord saisir l’identifiant de l’application dans Réglages → Réseaux.`,
  });
