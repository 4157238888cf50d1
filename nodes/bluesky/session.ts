import type { Answer } from "#engine/answer.ts";
import type { Access, GrantContext, NetworkContext, Renewed } from "#engine/network.ts";
import { serverIn } from "./identity.ts";
import { limited, words } from "./sentences.ts";
import { failureOf, procedure, readJson, serverOf, Session, tokenErrors, untilOf } from "./wire.ts";

/** What a new session asks for and what is kept of it: who, by DID (a handle may change), the app password, and the server. */
export type Kept = { identifier: string; password: string; server: string };

/**
 * Renews a session by its refresh token, which is used up by that. One that is refused may be 90 days old, or spent by a call
 * whose answer was lost: the app password makes one new session then. Only where that is refused as well is the access dead.
 */
export async function refresh({ context, access }: GrantContext): Promise<Renewed> {
  const kept = keptOf(access);
  const token = access.refresh;
  if (token !== null) {
    const answer = await renew(context, kept, token).catch(() => null);
    // A ban is no matter of passwords.
    if (answer !== null && failureOf(answer).error === "AccountTakedown") return { kind: "dead" };
    if (answer === null || !isRefusal(answer)) return renewedBy(context, kept, answer);
  }
  if (kept.identifier === "" || kept.password === "") return { kind: "dead" };
  const answer = await signIn(context, kept).catch(() => null);
  if (answer !== null && isRefusal(answer) && answer.status !== 400) return { kind: "dead" };
  return renewedBy(context, kept, answer);
}

/** A no in the network's own words. What a proxy between says, or a server that stumbles, is none. */
function isRefusal(answer: Answer): boolean {
  const { status } = answer;
  return status >= 400 && status < 500 && status !== 408 && status !== 429 && failureOf(answer).error !== "";
}

function renewedBy(context: NetworkContext, kept: Kept, answer: Answer | null): Renewed {
  const session = answer?.status === 200 ? Session.safeParse(readJson(answer.body)) : null;
  if (session?.success === true) return { kind: "renewed", access: accessOf(session.data, kept) };
  if (answer?.status === 429) return { kind: "later", reason: limited(untilOf(answer, context.now())) };
  return { kind: "later", reason: words.unreachable };
}

/** Ends the session; true also where there was none any more. The app password itself lives until its owner deletes it. */
export async function revoke({ context, access }: GrantContext): Promise<boolean> {
  if (access.refresh === null) return false;
  return endSession(context, serverOf(context, access.fields ?? {}), access.refresh);
}

export async function endSession(context: NetworkContext, server: string, token: string): Promise<boolean> {
  const answer = await procedure(context, server, "com.atproto.server.deleteSession", { token }).catch(() => null);
  return answer !== null && (answer.status === 200 || tokenErrors.has(failureOf(answer).error));
}

const renew = (context: NetworkContext, kept: Kept, token: string): Promise<Answer> =>
  procedure(context, serverOf(context, kept), "com.atproto.server.refreshSession", { token });

export const signIn = (context: NetworkContext, { identifier, password, server }: Kept): Promise<Answer> =>
  procedure(context, serverOf(context, { server }), "com.atproto.server.createSession", {
    body: { identifier, password },
  });

/** The session as it is kept. An account that moved tells its new server with it. */
export function accessOf(session: Session, kept: Kept): Access {
  const { exp, scope } = claimsOf(session.accessJwt);
  return {
    token: session.accessJwt,
    refresh: session.refreshJwt,
    expiresAt: exp === undefined ? null : exp * 1000,
    scopes: scope === undefined ? [] : [scope],
    fields: { ...kept, server: serverIn(session.didDoc) ?? kept.server },
  };
}

/** What the session opens: `com.atproto.access` is all of it, which no app password gives. */
export const scopeOf = ({ scopes }: Access): string => scopes[0] ?? "";

function keptOf({ fields = {} }: Access): Kept {
  return {
    identifier: fields["identifier"] ?? "",
    password: fields["password"] ?? "",
    server: fields["server"] ?? "",
  };
}

/** What an access token says of itself, unchecked: its end, in seconds since the epoch, and what it opens. */
function claimsOf(token: string): { exp?: number; scope?: string } {
  const claims = readJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  if (typeof claims !== "object" || claims === null) return {};
  const { exp, scope } = claims as Record<string, unknown>;
  return { ...(typeof exp === "number" ? { exp } : {}), ...(typeof scope === "string" ? { scope } : {}) };
}
