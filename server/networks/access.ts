import type { Limits } from "#engine/card.ts";
import type { Login } from "#engine/network.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import type { BeginServices } from "./connect/begin.ts";

/** A login with the epoch of its token: `refresh` takes it, so that an access that was renewed meanwhile is not renewed again. */
export type HeldLogin = Login & { epoch: number };

export type LoginResult =
  | { kind: "login"; login: HeldLogin }
  /** The person has to connect again; the account says so already. */
  | { kind: "reconnect"; reason: Text }
  /** The network's OAuth server could not be asked; trying again may help. */
  | { kind: "later"; reason: Text };

export type AccountTokens = NonNullable<Awaited<ReturnType<typeof readAccount>>>;

/** The account's row as far as its access goes. */
export function readAccount(services: Pick<BeginServices, "db">, workspaceId: string, accountId: string) {
  return services.db
    .selectFrom("account")
    .select([
      "network",
      "server",
      "remote_id",
      "handle",
      "state",
      "sealed_token",
      "sealed_refresh",
      "token_expires_at",
      "token_epoch",
    ])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .executeTakeFirst();
}

/** Opens the token of a connected account; anything else has to be connected again. */
export async function openLogin(
  services: BeginServices,
  workspaceId: string,
  accountId: string,
  row: AccountTokens | undefined,
): Promise<LoginResult> {
  if (row === undefined || row.state !== "connected" || row.sealed_token === null)
    return { kind: "reconnect", reason: reasonFor(row) };
  const token = await services.vault.open(workspaceId, `account/${accountId}/token`, row.sealed_token);
  const server = row.server === "" ? null : row.server;
  const limits = services.nodes.networks.get(row.network)?.card.limits ?? noLimits;
  const account = { remoteId: row.remote_id, handle: row.handle, kind: "person" as const, server, limits };
  return { kind: "login", login: { ...account, token, fields: {}, epoch: row.token_epoch } };
}

/** Of an account whose network is not known here any more: nothing is sent to it. */
const noLimits: Limits = { text: 0, pictures: 0, videos: 0, alt: 0 };

function reasonFor(row: AccountTokens | undefined): Text {
  const code = row === undefined ? "no_account" : row.state === "disconnected" ? "disconnected" : "reconnect";
  return reasonText(code) ?? { en: "Not connected.", fr: "Non connecté." };
}
