import type { Answer } from "#engine/answer.ts";
import { type Access, ConnectError, type Connection, type GrantContext, type NetworkContext } from "#engine/network.ts";
import { card, Fields } from "./card.ts";
import { findServer, readIdentifier, readOrigin } from "./identity.ts";
import { limited, words } from "./sentences.ts";
import { accessOf, endSession, refresh, revoke, scopeOf, signIn } from "./session.ts";
import { failureOf, Profile, query, readJson, Server, serverOf, Session, untilOf } from "./wire.ts";

/** An app password is 16 signs in fours; whatever else is entered opens more than it may. */
const appPassword = /^[a-z0-9]{4}(?:-[a-z0-9]{4}){3}$/u;

/** How accounts are connected: a handle and an app password make a session, which is kept and renewed. */
export const account: Connection = { open, accounts, refresh, revoke };

/** Signs in once. Sign-ins are few (30 in 5 minutes, 300 a day and less): nothing that cannot be an app password is even tried. */
async function open(context: NetworkContext, entered: Readonly<Record<string, string>>): Promise<Access> {
  const fields = Fields.safeParse(entered);
  const identifier = fields.success ? readIdentifier(fields.data.identifier) : "";
  if (!fields.success || !isIdentifier(identifier)) throw new ConnectError(words.identifier, "identifier");
  const password = fields.data.password.toLowerCase();
  if (!appPassword.test(password)) throw new ConnectError(words.mainPassword, "password");
  const named = fields.data.server === "" ? null : readOrigin(fields.data.server);
  if (named === null && fields.data.server !== "") throw new ConnectError(words.server, "server");
  const server = named === null ? await findServer(context, identifier) : serverOf(context, { server: named });

  const answer = await signIn(context, { identifier, password, server }).catch((cause: unknown) => {
    throw new ConnectError(words.unreachable, named === null ? null : "server", cause);
  });
  const session = answer.status === 200 ? Session.safeParse(readJson(answer.body)) : null;
  if (session?.success !== true) throw refusal(context, answer);
  const access = accessOf(session.data, { identifier: session.data.did, password, server });
  if (scopeOf(access) === "com.atproto.access") {
    await endSession(context, server, session.data.refreshJwt);
    throw new ConnectError(words.mainPassword, "password");
  }
  if (session.data.active === false) {
    await endSession(context, server, session.data.refreshJwt);
    throw new ConnectError(words.deactivated, "identifier");
  }
  return access;
}

/** Whose session it is, as the account's server says; name and picture come from the reading side, where that answers. */
async function accounts({ context, access }: GrantContext): ReturnType<Connection["accounts"]> {
  const server = serverOf(context, access.fields ?? {});
  const answer = await query(context, server, "com.atproto.server.getSession", { token: access.token });
  const me = Session.pick({ did: true, handle: true }).safeParse(readJson(answer.body));
  if (answer.status !== 200 || !me.success) throw new Error(`The session could not be read: HTTP ${answer.status}`);
  const { did, handle } = me.data;
  const [profile, limits] = await Promise.all([readProfile(context, did), readLimits(context, server)]);
  const name = profile?.displayName || handle;
  const account = {
    kind: "person" as const,
    remoteId: did,
    handle,
    name,
    avatar: profile?.avatar ?? null,
    url: `${context.webBase}/profile/${did}`,
    ...(limits === null ? {} : { limits }),
  };
  return { subject: did, accounts: [account] };
}

async function readProfile(context: NetworkContext, did: string) {
  const reading = context.bases?.["appview"];
  if (reading === undefined) return null;
  const call = { query: { actor: did }, patience: 5_000 };
  const answer = await query(context, reading, "app.bsky.actor.getProfile", call).catch(() => null);
  return (answer?.status === 200 ? Profile.safeParse(readJson(answer.body)).data : null) ?? null;
}

/** What this server takes less of than the network allows; null where it says nothing. */
async function readLimits(context: NetworkContext, server: string): Promise<typeof card.limits | null> {
  const answer = await query(context, server, "com.atproto.server.describeServer", { patience: 5_000 }).catch(
    () => null,
  );
  const most = answer?.status === 200 ? Server.safeParse(readJson(answer.body)).data?.blobUploadLimit : undefined;
  const { picture } = card.limits;
  if (most === undefined || picture === undefined || most >= picture.bytes) return null;
  return { ...card.limits, picture: { ...picture, bytes: most } };
}

const isIdentifier = (text: string): boolean =>
  /^did:[a-z]+:[\w.:%-]+$/u.test(text) ||
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text) ||
  /^[a-z0-9.-]+\.[a-z0-9-]+$/u.test(text);

function refusal(context: NetworkContext, answer: Answer): ConnectError {
  const { error } = failureOf(answer);
  if (answer.status === 429) return new ConnectError(limited(untilOf(answer, context.now())));
  if (error === "AuthFactorTokenRequired") return new ConnectError(words.mainPassword, "password");
  if (error === "AccountTakedown") return new ConnectError(words.takenDown, "identifier");
  if (answer.status === 401) return new ConnectError(words.wrong, "password");
  return new ConnectError(answer.status === 400 ? words.identifier : words.unreachable);
}
