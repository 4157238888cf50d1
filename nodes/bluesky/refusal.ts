import { rawOf, type Answer } from "#engine/answer.ts";
import type { Login, NetworkContext, Prepared } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { card } from "./card.ts";
import { failureOf, tokenErrors, untilOf } from "./wire.ts";

/** Why a part could not be prepared. Nothing is out yet, so that whatever is unclear may be tried again. */
export type Stopped = Exclude<Prepared, { kind: "prepared" } | { kind: "waiting" }>;

const { title } = card;

/** What a server's answer to something that prepares means for the part. */
export function stoppedBy(context: NetworkContext, login: Login, said: Answer): Stopped {
  const answer = withoutPassword(login, said);
  const { status } = answer;
  const kept = { status, raw: rawOf(answer.body, login.token) };
  const { message } = failureOf(answer);
  if (isAccessRefused(answer)) return { ...kept, kind: "unauthorised", reason: noAccess };
  if (status === 429) return { ...limitedBy(context, login, answer), kind: "limited", reason: waits };
  if (status >= 400 && status < 500 && status !== 408) return { ...kept, kind: "rejected", reason: refused(message) };
  return { ...kept, kind: "not_sent", reason: unreachable };
}

/** A call that brought no answer, while preparing. */
export function unansweredBy(login: Login, error: unknown): Stopped {
  const raw = rawOf(error instanceof Error ? error.message : String(error), login.token);
  return { kind: "not_sent", status: null, raw, reason: unreachable };
}

export const stopped = (reason: Text): Stopped => ({ kind: "rejected", status: null, raw: "", reason });

/** An end of the session is status 400 here, and an account that is gone 403. */
export function isAccessRefused(answer: Answer): boolean {
  const { error } = failureOf(answer);
  return answer.status === 401 || tokenErrors.has(error) || error === "AccountNotFound";
}

/** An answer that may be kept: without the password that was entered, should a server ever say it back. */
export function withoutPassword({ fields }: Login, answer: Answer): Answer {
  const password = fields["password"] ?? "";
  if (password === "" || answer.body === null) return answer;
  return { ...answer, body: answer.body.replaceAll(password, "[password]") };
}

/** When it may go on, and for the operator which of the many limits answered: that of an address is shared by everybody behind it. */
export function limitedBy(context: NetworkContext, login: Login, answer: Answer) {
  const policy = answer.headers.get("ratelimit-policy");
  const raw = `${policy === null ? "" : `[limit ${policy}] `}${rawOf(answer.body, login.token)}`.slice(0, 2000);
  return { status: answer.status, raw, until: untilOf(answer, context.now()) };
}

export const noAccess: Text = {
  en: `${title} no longer accepts this account’s access.`,
  fr: `${title} n’accepte plus l’accès à ce compte.`,
};
export const waits: Text = {
  en: `${title} asks to wait: too many calls.`,
  fr: `${title} demande d’attendre : trop d’appels.`,
};
const unreachable: Text = { en: `${title} could not be reached.`, fr: `${title} est injoignable.` };
const refused = (message: string): Text => ({
  en: `${title} refused the post: ${message || "no reason given"}`,
  fr: `${title} a refusé la publication : ${message || "sans motif"}`,
});
