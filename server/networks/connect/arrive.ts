import type { Access, OAuthClient } from "#engine/network.ts";
import type { Place } from "../apps.ts";
import { giveBack, grantContext } from "../grants/grant.ts";
import { AppError } from "../../errors.ts";
import type { NetworkServices } from "../services.ts";
import { failed, nothing, someoneElse } from "./failure.ts";
import { offerChoice } from "./offer.ts";
import { askAccounts, storeOpened, type ConnectedAccounts, type Opened, type Storing, type Who } from "./opened.ts";
import { standingOf } from "./standing.ts";

/** What came of connecting: accounts; or several are possible, and the person chooses. */
export type Arrived = ConnectedAccounts | { kind: "choice"; choiceId: string };

export type Arrival = {
  place: Place;
  client: OAuthClient | null;
  access: Access;
  /** The account that is to be connected again; null: a new connection. */
  account: string | null;
};

/**
 * A network gave an access: asks whom it opens and stores the one account there is, or lets the person choose. Whatever does not end
 * in an account ends with the access given back: a half-made connection is not finished. Throws AppError `connect_failed`,
 * `connect_nothing`, `connect_other` or `account_taken`; then nothing has changed here. What a network says itself is told as a choice
 * of nothing.
 */
export async function arrive(services: NetworkServices, who: Who, arrival: Arrival): Promise<Arrived> {
  const { place, client } = arrival;
  let grant = grantContext(services, place, client, arrival.access);
  let subject: string | null = null;
  try {
    let opened: Opened;
    try {
      if (place.connection.extend !== undefined)
        grant = grantContext(services, place, client, await place.connection.extend(grant));
      opened = await askAccounts(place, grant);
    } catch (error) {
      throw failed(place.network, error);
    }
    ({ subject } = opened);
    const storing = { place, client, access: grant.access, opened };
    if (arrival.account !== null) return await renewKnown(services, who, { ...storing, account: arrival.account });
    if (opened.accounts.length === 0) throw nothing(place.network, opened.notes);
    if (await isPlain(services, who, storing)) return await storeOpened(services, who, storing);
    return { kind: "choice", choiceId: await offerChoice(services, who, storing) };
  } catch (error) {
    await giveBack(services, place, { grant, subject, except: null });
    if (place.connection.oauth === undefined || !isTold(error)) throw error;
    // The person comes back from the network's page: a page of ours says what it was, where a redirect could only name it.
    const told = { subject: "", name: null, accounts: [], notes: [error.text] };
    return {
      kind: "choice",
      choiceId: await offerChoice(services, who, { place, client, access: null, opened: told }),
    };
  }
}

/** A refusal in the network's own sentence. */
const isTold = (error: unknown): error is AppError => error instanceof AppError && error.code === "connect_refused";

/**
 * There is one account, nothing to choose about it (another sign-in of the same owner that opens it would lose it), and nothing to
 * be said.
 */
async function isPlain({ db }: NetworkServices, who: Who, { place, opened }: Storing): Promise<boolean> {
  const [only, ...more] = opened.accounts;
  if (only === undefined || more.length > 0 || opened.notes.length > 0) return false;
  const { workspaceId, memberId, forWorkspace } = who;
  const known = await standingOf(db, {
    workspaceId,
    memberId: forWorkspace ? null : memberId,
    network: place.network.card.name,
    connection: place.name,
    server: place.server,
    subject: opened.subject,
    remoteIds: [only.remoteId],
  });
  return known.get(only.remoteId)?.standing !== "elsewhere";
}

/**
 * Renews the grant of an account that was to be connected again, with those of its accounts that the sign-in opens. Somebody else's
 * sign-in changes nothing, and is told.
 */
async function renewKnown(
  services: NetworkServices,
  who: Who,
  { account, ...storing }: Storing & { account: string },
): Promise<Arrived> {
  const { place, opened } = storing;
  const wanted = await services.db
    .selectFrom("account as a")
    .leftJoin("network_grant as g", (join) =>
      join.onRef("g.workspace_id", "=", "a.workspace_id").onRef("g.id", "=", "a.grant_id"),
    )
    .select(["a.remote_id", "a.handle", "a.grant_id", "g.subject"])
    .where("a.workspace_id", "=", who.workspaceId)
    .where("a.id", "=", account)
    .executeTakeFirst();
  const same =
    wanted !== undefined &&
    (wanted.subject === null || wanted.subject === opened.subject) &&
    opened.accounts.some(({ remoteId }) => remoteId === wanted.remote_id);
  if (!same) {
    const got = opened.name ?? opened.accounts[0]?.handle ?? opened.subject;
    throw someoneElse(place.network, wanted?.handle ?? "?", got);
  }
  const known = await services.db
    .selectFrom("account")
    .select("remote_id")
    .where("workspace_id", "=", who.workspaceId)
    .where("grant_id", "=", wanted.grant_id)
    .execute();
  const ids = new Set([wanted.remote_id, ...known.map(({ remote_id }) => remote_id)]);
  const accounts = opened.accounts.filter(({ remoteId }) => ids.has(remoteId));
  return storeOpened(services, who, { ...storing, opened: { ...opened, accounts } });
}
