import process from "node:process";
import type { MapDocument } from "#engine/map.ts";
import { type Identity, type Network, type OpenedAccount, usualConnection } from "#engine/network.ts";
import { readRef } from "#engine/ref.ts";
import { autoBarred, notAttested } from "../accounts/attest.ts";
import { writeMode } from "../accounts/consent.ts";
import { storeSingle } from "../networks/connect/store.ts";
import { networkContext } from "../networks/bases.ts";
import { AppError } from "../errors.ts";
import { ensureUser } from "../http/user.ts";
import type { Services } from "../ports.ts";
import { say } from "./map-file.ts";
import type { Opened } from "./open-services.ts";

type FileAccount = NonNullable<MapDocument["accounts"]>[number];

/**
 * Puts the accounts of a map file that carry a token into the database, each as an ambassador's, with the mode that the
 * file states. The others must be there already. Throws AppError where a token's variable is not set, or a network refuses it.
 */
export async function storeFileAccounts(opened: Opened, accounts: FileAccount[]): Promise<void> {
  for (const account of accounts) {
    const { token } = account;
    if (token === undefined) continue;
    const access = process.env[token.env];
    if (!access) {
      throw new AppError("no_token", 400, {
        en: `The environment variable ${token.env} is not set; it holds the token of ${account.ref}.`,
        fr: `La variable d’environnement ${token.env} n’est pas définie ; elle contient le jeton de ${account.ref}.`,
      });
    }
    await storeOne(opened, account, access);
  }
}

async function storeOne({ services, workspaceId }: Opened, account: FileAccount, access: string): Promise<void> {
  const { network: name, handle } = readRef(account.ref);
  const network = services.nodes.networks.get(name);
  if (network === undefined) {
    const known = [...services.nodes.networks.keys()].join(", ");
    throw new AppError("no_network", 400, {
      en: `${account.ref}: there is no network “${name}” to publish on. There are: ${known}.`,
      fr: `${account.ref} : il n’y a pas de réseau « ${name} » où publier. Il y a : ${known}.`,
    });
  }
  const server = serverOf(network, account, handle);
  const identity = await identify(services, network, { server, access, ref: account.ref, handle });
  const memberId = await ensureOwner(services, workspaceId, account, handle);
  const shown = { ...identity, handle, name: account.name === "" ? identity.name : account.name };
  const id = await storeSingle(services, {
    workspaceId,
    memberId,
    grantedBy: memberId,
    network,
    server,
    account: shown,
    access: { token: access, refresh: null, expiresAt: null },
  });
  await services.db.transaction().execute(async (trx) => {
    await trx
      .updateTable("account")
      .set({ topics: account.topics })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .execute();
    const live = await trx
      .selectFrom("consent")
      .select("mode")
      .where("workspace_id", "=", workspaceId)
      .where("account_id", "=", id)
      .where("topic", "=", "")
      .where("withdrawn_at", "is", null)
      .executeTakeFirst();
    if (live?.mode === account.mode) return;
    const { kind } = await trx
      .selectFrom("account")
      .select("kind")
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    if (account.mode === "auto" && (await autoBarred(services, trx, workspaceId, { network: network.card.name, kind })))
      throw notAttested(network.card.title);
    const receipt = {
      at: new Date(services.clock.now()).toISOString(),
      by: "command line",
      account: account.ref,
      words: `mode: ${account.mode}`,
    };
    await writeMode(trx, { workspaceId, memberId }, id, { mode: account.mode }, receipt);
  });
}

/** A federated account without a server lives where its handle says: `lea@social.example`. */
function serverOf(network: Network, account: FileAccount, handle: string): string {
  if (!network.card.home.federated) return "";
  const home = handle.split("@").at(-1) ?? "";
  const server = account.server ?? (handle.includes("@") ? `https://${home}` : "");
  if (server === "") {
    throw new AppError("no_server", 400, {
      en: `${account.ref}: say on which server the account is, with "server" or as name@server.`,
      fr: `${account.ref} : indiquez le serveur du compte, avec « server » ou sous la forme nom@serveur.`,
    });
  }
  return (/^https?:\/\//u.test(server) ? server : `https://${server}`).replace(/\/+$/u, "");
}

type Asked = { server: string; access: string; ref: string; handle: string };

/** Who the token belongs to. A server that cannot say so is taken at the file's word: the first post will tell. */
async function identify(
  services: Services,
  network: Network,
  { server, access, ref, handle }: Asked,
): Promise<Identity & Partial<Pick<OpenedAccount, "kind" | "limits">>> {
  const home = server === "" ? null : server;
  const context = networkContext(services, network, home);
  try {
    const given = { token: access, refresh: null, expiresAt: null, scopes: [] };
    const { accounts } = await usualConnection(network).connection.accounts({
      context,
      server: home,
      client: null,
      access: given,
    });
    // A token that opens several accounts opens the one that the file names. Its own token, if there is one, is asked for anew by nobody here.
    const found = accounts.find((account) => account.handle === handle) ?? accounts[0];
    if (found === undefined) throw new Error("The network names no account");
    return found;
  } catch {
    say(`${ref}: the network could not tell whose token this is; it is taken at the file's word.`);
    return { remoteId: handle, handle, name: handle, avatar: null, url: null };
  }
}

/** The ambassador who stands for an account of a file; nobody can sign in as them without an admin's link. */
async function ensureOwner(
  { db }: Services,
  workspaceId: string,
  account: FileAccount,
  handle: string,
): Promise<string> {
  const email = `${Buffer.from(account.ref).toString("hex").slice(0, 60)}@command-line.invalid`;
  const name = account.name === "" ? handle : account.name;
  return db.transaction().execute(async (trx) => {
    const userId = await ensureUser(trx, { email, name });
    const { id } = await trx
      .insertInto("member")
      .values({ workspace_id: workspaceId, user_id: userId, role: "ambassador", name, email })
      .onConflict((clash) => clash.columns(["workspace_id", "user_id"]).doUpdateSet({ name }))
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  });
}
