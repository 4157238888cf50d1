import { type Ability, type AccountKind, Limits } from "#engine/card.ts";
import { connectionOf, type Login } from "#engine/network.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import { AppError } from "../errors.ts";
import { appOf } from "./apps.ts";
import type { NetworkServices } from "./services.ts";
import { accountPlace, grantPlace, openFields } from "./seal.ts";

/** A login with the epoch of its token: `refresh` takes it, so that an access that was renewed meanwhile is not renewed again. */
export type HeldLogin = Login & { epoch: number };

export type LoginResult =
  | { kind: "login"; login: HeldLogin }
  /** The person has to connect again; the account says so already. */
  | { kind: "reconnect"; reason: Text }
  /** The network could not be asked; trying again may help. */
  | { kind: "later"; reason: Text };

export type AccountAccess = NonNullable<Awaited<ReturnType<typeof readAccount>>>;

/** The account's row as far as its access goes, with what its grant holds. */
export function readAccount(services: Pick<NetworkServices, "db">, workspaceId: string, accountId: string) {
  return services.db
    .selectFrom("account as a")
    .leftJoin("network_grant as g", (join) =>
      join.onRef("g.workspace_id", "=", "a.workspace_id").onRef("g.id", "=", "a.grant_id"),
    )
    .select([
      "a.id",
      "a.network",
      "a.server",
      "a.remote_id",
      "a.handle",
      "a.kind",
      "a.limits",
      "a.state",
      "a.sealed_token",
      "a.token_expires_at",
      "a.token_epoch",
      "a.unable",
      "a.grant_id",
      "g.connection",
      "g.epoch as grant_epoch",
      "g.state as grant_state",
      "g.sealed_token as grant_token",
      "g.sealed_fields as grant_fields",
      "g.token_expires_at as grant_expires_at",
    ])
    .where("a.workspace_id", "=", workspaceId)
    .where("a.id", "=", accountId)
    .executeTakeFirst();
}

/** When the access ends by itself, as the database writes it; null: it does not. */
export const endOf = (row: AccountAccess): string | null =>
  row.grant_id === null ? row.token_expires_at : row.grant_expires_at;

/**
 * Opens the access of a connected account: its own token where the network gave one, else its grant's; else the token that it
 * kept itself before there were grants. Anything but a connected account has to be connected again.
 */
export async function openLogin(
  services: NetworkServices,
  workspaceId: string,
  accountId: string,
  row: AccountAccess | undefined,
): Promise<LoginResult> {
  if (row === undefined || row.state !== "connected") return { kind: "reconnect", reason: reasonFor(row) };
  const token = await openToken(services, workspaceId, row);
  if (token === null) return { kind: "reconnect", reason: reasonFor(row) };
  const fields = row.grant_id === null ? {} : await openFields(services, workspaceId, row.grant_id, row.grant_fields);
  const limits = readLimits(row.limits) ?? services.nodes.networks.get(row.network)?.card.limits ?? noLimits;
  const login = {
    remoteId: row.remote_id,
    handle: row.handle,
    // The column's check holds it to these.
    kind: row.kind as AccountKind,
    server: row.server === "" ? null : row.server,
    token,
    fields,
    limits,
    // Only our own code writes them.
    ...(row.unable.length === 0 ? {} : { unable: row.unable as Ability[] }),
    ...(await proofOf(services, workspaceId, row, token)),
    epoch: row.token_epoch,
  };
  return { kind: "login", login };
}

/** What shows that a call comes from the app itself, where the network knows such a thing and the app's secret is here. */
async function proofOf(services: NetworkServices, workspaceId: string, row: AccountAccess, token: string) {
  const network = services.nodes.networks.get(row.network);
  const found = network === undefined || row.connection === null ? null : connectionOf(network, row.connection);
  if (network === undefined || found?.connection.proof === undefined) return {};
  const place = { network, name: found.name, connection: found.connection, server: row.server };
  // Without its app an account posts on, as it would without the secret.
  const secret = await appOf(services, workspaceId, place).then(
    (client) => client?.clientSecret ?? null,
    (error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    },
  );
  return secret === null ? {} : { proof: found.connection.proof(secret, token) };
}

async function openToken(
  { vault }: Pick<NetworkServices, "vault">,
  workspaceId: string,
  row: AccountAccess,
): Promise<string | null> {
  if (row.sealed_token !== null) return vault.open(workspaceId, accountPlace(row.id, "token"), row.sealed_token);
  if (row.grant_id === null || row.grant_token === null) return null;
  return vault.open(workspaceId, grantPlace(row.grant_id, "token"), row.grant_token);
}

/** A server's own limits as they were stored; null where there are none, or they have the shape of another version. */
export const readLimits = (stored: unknown): Limits | null => Limits.nullable().catch(null).parse(stored);

/** Of an account whose network is not known here any more: nothing is sent to it. */
const noLimits: Limits = { text: 0, pictures: 0, videos: 0, alt: 0 };

function reasonFor(row: AccountAccess | undefined): Text {
  const code = row === undefined ? "no_account" : row.state === "disconnected" ? "disconnected" : "reconnect";
  return reasonText(code) ?? { en: "Not connected.", fr: "Non connecté." };
}
