import { readJson } from "#engine/json.ts";
import {
  type Access,
  ConnectError,
  type Connection,
  type GrantContext,
  type NetworkContext,
  type OAuthClient,
} from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { ask, type Key, proofFor, read, unread, version } from "./graph.ts";
import { findPages } from "./pages.ts";
import { missing, needed, permissions, readGranted } from "./permissions.ts";
import { Debugged, Done, Exchanged, Person } from "./wire.ts";

/** Signing in to Facebook as a person, which opens each page that they may post on, with a token of its own. */
export const pages: Connection = {
  oauth: (webBase, apiBase) => ({
    authorize: `${webBase}/${version}/dialog/oauth`,
    token: `${apiBase}/oauth/access_token`,
    revoke: null,
    scopes: permissions,
    scopeSeparator: ",",
    secretIn: "form",
    // Else the dialog never asks again for what somebody once declined.
    extra: { auth_type: "rerequest" },
  }),
  extend: async (grant) => {
    const access = await exchange(grant);
    return { ...access, scopes: await readGranted(grant.context, keyOf({ ...grant, access })) };
  },
  accounts: async (grant) => {
    const { context } = grant;
    const key = keyOf(grant);
    const { id, name } = await read(context, "/me", { key, query: { fields: "id,name" } }, Person);
    const granted = await readGranted(context, key);
    const lacking = permissions.filter((permission) => !granted.includes(permission));
    const [vital] = lacking.filter((permission) => needed.includes(permission));
    if (vital !== undefined) throw new ConnectError(missing[vital]);
    const found = await findPages(context, key, granted);
    const notes: Text[] = [...lacking.map((permission) => missing[permission]), ...found.notes];
    return { subject: id, ...(name ? { name } : {}), accounts: found.pages, notes };
  },
  // A younger token has some sixty days; where it has far fewer, what ends is Facebook's patience with somebody who did not come back.
  freshDays: 45,
  // There are no refresh tokens: a token that lives is exchanged for a younger one, and one that has ended for none.
  refresh: async (grant) => {
    try {
      return { kind: "renewed", access: await exchange(grant) };
    } catch (error) {
      if (error instanceof ConnectError) return { kind: "dead", reason: error.text };
      throw error;
    }
  },
  proof: proofFor,
  revoke: async (grant) => {
    const answer = await ask(grant.context, "/me/permissions", { method: "DELETE", key: keyOf(grant) });
    return answer.status === 200 && Done.safeParse(readJson(answer.body)).success;
  },
  // It takes back all that the person allowed the app, on whatever day.
  revokesAll: true,
};

/** A person's token, with its proof where the app has a secret. */
function keyOf({ client, access: { token } }: Pick<GrantContext, "client" | "access">): Key {
  const secret = client?.clientSecret ?? null;
  return { token, ...(secret === null ? {} : { proof: proofFor(secret, token) }) };
}

/** A token of some 60 days for one that lives. Throws as `unread` says. */
async function exchange({ context, client, access }: GrantContext): Promise<Access> {
  if (client === null) throw new Error("A token is exchanged with the app that it was given to");
  const answer = await ask(context, "/oauth/access_token", {
    method: "POST",
    form: {
      grant_type: "fb_exchange_token",
      client_id: client.clientId,
      ...(client.clientSecret === null ? {} : { client_secret: client.clientSecret }),
      fb_exchange_token: access.token,
    },
  });
  const made = answer.status === 200 ? Exchanged.safeParse(readJson(answer.body)) : null;
  if (made?.success !== true) throw unread(answer);
  const { access_token: token, expires_in: seconds } = made.data;
  const ends = [seconds == null ? null : context.now() + seconds * 1000, await endOfData(context, client, token)];
  const known = ends.filter((end) => end !== null);
  return { ...access, token, refresh: null, expiresAt: known.length === 0 ? null : Math.min(...known) };
}

/**
 * When Facebook stops showing the person's data to the app, unless they come back to its dialog: some 90 days after they did, however young the
 * token is (error 190/493 afterwards). null where it does not say; milliseconds since the epoch.
 */
async function endOfData(context: NetworkContext, client: OAuthClient, token: string): Promise<number | null> {
  const { clientId, clientSecret } = client;
  // An app asks with its own access; without a secret the token asks after itself.
  const key = { token: clientSecret === null ? token : `${clientId}|${clientSecret}` };
  try {
    const answer = await ask(context, "/debug_token", { key, query: { input_token: token } });
    const seconds = Debugged.safeParse(readJson(answer.body)).data?.data.data_access_expires_at ?? 0;
    return seconds * 1000 > context.now() ? seconds * 1000 : null;
  } catch {
    return null;
  }
}
