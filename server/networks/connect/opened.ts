import { z } from "zod";
import { accountKinds } from "#engine/card.ts";
import type { Access, GrantContext, OAuthClient, OpenedAccount } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import type { Place } from "../apps.ts";
import { revokeEnded } from "../grants/end.ts";
import type { NetworkServices } from "../services.ts";
import { storeGrant } from "./store.ts";

/** Whose connection it is, and in which session. */
export type Who = { workspaceId: string; memberId: string; sessionId: string; forWorkspace: boolean };
export type Connected = { accountId: string; handle: string };
export type ConnectedAccounts = { kind: "connected"; network: string; forWorkspace: boolean; accounts: Connected[] };

/** Who is behind a grant, what it opens, and what is to be said of what it does not. */
export type Opened = { subject: string; name: string | null; accounts: OpenedAccount[]; notes: readonly Text[] };

/** Accounts that one grant opens at most: somebody who manages more is told what is there of the first; and sentences about it. */
export const mostAccounts = 500;
const mostNotes = 20;

const Named = z.object({
  remoteId: z.string().min(1).max(500),
  handle: z.string().min(1).max(300),
  name: z.string().max(1000),
  kind: z.enum(accountKinds),
});
const Answered = z.object({ subject: z.string().min(1).max(500), accounts: z.array(Named) });

/** What a grant opens, as the network says it, held to what we can keep. */
export async function askAccounts({ connection, network }: Place, grant: GrantContext): Promise<Opened> {
  // What the server allows is no condition of connecting: it is asked again later.
  const [opened, limits] = await Promise.all([
    connection.accounts(grant),
    network.limits?.(grant.context).catch(() => undefined),
  ]);
  Answered.parse(opened);
  const byId = new Map(
    opened.accounts
      .slice(0, mostAccounts)
      .map((account) => [account.remoteId, limits === undefined ? account : { limits, ...account }]),
  );
  return {
    subject: opened.subject,
    name: opened.name?.slice(0, 200) ?? null,
    accounts: [...byId.values()],
    notes: (opened.notes ?? []).slice(0, mostNotes),
  };
}

export type Storing = {
  place: Place;
  client: OAuthClient | null;
  /** null: the grant is there already and stays as it is. */
  access: Access | null;
  opened: Opened;
  move?: ReadonlySet<string>;
};

/** Stores the grant with these accounts, and gives back those grants of which nothing is left. */
export async function storeOpened(
  services: NetworkServices,
  { workspaceId, memberId, forWorkspace }: Who,
  { place, client, access, opened, move }: Storing,
): Promise<ConnectedAccounts> {
  const { subject } = opened;
  const network = place.network.card.name;
  const { accounts, left } = await storeGrant(services, {
    workspaceId,
    memberId: forWorkspace ? null : memberId,
    grantedBy: memberId,
    network,
    connection: place.name,
    server: place.server,
    clientId: client?.clientId ?? null,
    subject,
    // Where the one account is the person, it says better who that is.
    subjectName: opened.name ?? opened.accounts.find(({ remoteId }) => remoteId === subject)?.handle ?? null,
    access,
    accounts: opened.accounts,
    ...(move === undefined ? {} : { move }),
  });
  await revokeEnded(services, left);
  return { kind: "connected", network, forWorkspace, accounts };
}
