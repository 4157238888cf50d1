import { MediumError, type CallResult, type Prepared, type Reply } from "./network.ts";
import type { Text } from "./text.ts";

/** What came back of a call to a network. `body` is null where the connection broke before its end. */
export type Answer = { status: number; headers: { get: (name: string) => string | null }; body: string | null };

/** The most that is read of an answer, in characters. */
const maxBody = 1_000_000;

/** Reads an answer to its end, or to the point where it breaks. Never throws. */
export async function readAnswer({ status, headers, body: chunks }: Reply): Promise<Answer> {
  try {
    const decoder = new TextDecoder();
    let body = "";
    for await (const chunk of chunks ?? []) {
      body += decoder.decode(chunk, { stream: true });
      if (body.length > maxBody) return { status, headers, body: null };
    }
    return { status, headers, body: body + decoder.decode() };
  } catch {
    return { status, headers, body: null };
  }
}

/** At most 2 kB of an answer for the record, without the token. */
export function rawOf(body: string | null, token: string): string {
  const text = body ?? "(the answer broke off)";
  return (token === "" ? text : text.replaceAll(token, "[token]")).slice(0, 2000);
}

/**
 * What an exception of `NetworkContext.fetch` means: only where the client knows that nothing left (`sent: false`) may
 * the post be sent again.
 */
export function afterError(title: string, error: unknown, token: string): CallResult {
  const raw = rawOf(error instanceof Error ? error.message : String(error), token);
  if (typeof error === "object" && error !== null && "sent" in error && error.sent === false) {
    return {
      kind: "not_sent",
      status: null,
      raw,
      reason: { en: `${title} could not be reached.`, fr: `${title} est injoignable.` },
    };
  }
  return { kind: "unknown", status: null, raw, reason: unclear(title) };
}

export type Refusal = {
  token: string;
  /** The network's own reason, for the person. */
  words: string | null;
  /** When a limit ends, in milliseconds since the epoch. */
  until: number | null;
};

/** The outcome of an answer that is not 2xx, as RELIABILITY.md tables it. */
export function afterRefusal(title: string, answer: Answer, { token, words, until }: Refusal): CallResult {
  const { status } = answer;
  const said = { status, raw: rawOf(answer.body, token) };
  if (status === 401) {
    const fr = `${title} n’accepte plus l’accès à ce compte.`;
    return { ...said, kind: "unauthorised", reason: { en: `${title} no longer accepts this account’s access.`, fr } };
  }
  if (status === 402) {
    const fr = `Le crédit de l’application auprès de ${title} est épuisé.`;
    return { ...said, kind: "limited", until, reason: { en: `The app’s credit at ${title} is used up.`, fr } };
  }
  if (status === 429) {
    const fr = `${title} demande d’attendre : trop d’appels.`;
    return { ...said, kind: "limited", until, reason: { en: `${title} asks to wait: too many calls.`, fr } };
  }
  // 408 says that the server gave up waiting, not that it did nothing; a redirect of a POST says nothing at all.
  if (status >= 500 || status === 408 || status < 400) return { ...said, kind: "unknown", reason: unclear(title) };
  const why = words ?? `HTTP ${status}`;
  return {
    ...said,
    kind: "rejected",
    reason: { en: `${title} refused the post: ${why}`, fr: `${title} a refusé la publication : ${why}` },
  };
}

/** A 2xx that cannot be read: the post is probably there, but its id is not known. */
export function afterUnreadable(title: string, answer: Answer, token: string): CallResult {
  return { kind: "unknown", status: answer.status, raw: rawOf(answer.body, token), reason: unclear(title) };
}

/** When a limit ends, in milliseconds since the epoch; null where it cannot be read or is past. */
export function limitEnd(value: string | null, form: "unix" | "date" | "seconds", now: number): number | null {
  if (value === null || value.trim() === "") return null;
  const at = form === "date" ? Date.parse(value) : form === "unix" ? Number(value) * 1000 : now + Number(value) * 1000;
  return Number.isFinite(at) && at > now ? at : null;
}

/**
 * When calls are taken again after one that was the last of its window, though it succeeded: by how many are left and when the window ends,
 * as headers say it. Nothing where there are more, or the network does not say.
 */
export function restAfter(
  { headers }: Pick<Answer, "headers">,
  { left, reset, form }: { left: string; reset: string; form: "unix" | "date" | "seconds" },
  now: number,
): { rest?: number } {
  const end = headers.get(left)?.trim() === "0" ? limitEnd(headers.get(reset), form, now) : null;
  return end === null ? {} : { rest: end };
}

/** Retry-After may be seconds or a date (RFC 9110 10.2.3). */
export function retryAfter(value: string | null, now: number): number | null {
  return limitEnd(value, value !== null && /^\s*\d+\s*$/u.test(value) ? "seconds" : "date", now);
}

const unclear = (title: string): Text => ({
  en: `The answer of ${title} was lost: it is not known whether the post is there.`,
  fr: `La réponse de ${title} s’est perdue : on ne sait pas si la publication est en ligne.`,
});

/** A medium that could not be had, as a step of preparing; anything else is thrown on: a bug. */
export function afterMedium(error: unknown): Prepared {
  if (!(error instanceof MediumError)) throw error;
  const kind = error.retry ? ("not_sent" as const) : ("rejected" as const);
  return { kind, status: null, raw: error.message, reason: error.text };
}

/** The answer to a call that prepares, whatever its status; where none came, what that means. */
export async function answered(title: string, token: string, asked: () => Promise<Answer>): Promise<Answer | Prepared> {
  try {
    return await asked();
  } catch (error) {
    return unprepared(afterError(title, error, token));
  }
}

/** What a call that prepares led to, where it did not succeed. It may be made again: a lost answer is as good as none sent. */
export function unprepared(result: CallResult): Prepared {
  const { status, raw } = result;
  switch (result.kind) {
    case "not_sent":
    case "limited":
    case "unauthorised":
    case "rejected":
      return result;
    case "unknown":
    case "duplicate":
      return { kind: "not_sent", status, raw, reason: result.reason };
    default:
      throw new Error(`Preparing cannot end as ${result.kind}`);
  }
}
