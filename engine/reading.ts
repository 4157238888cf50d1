import { retryAfter, type Answer } from "./answer.ts";
import { NodeError } from "./node.ts";
import type { Text } from "./text.ts";

/** What a refused reading is told with: the network's own words, and until when it wants to be left alone (milliseconds). */
export type Refused = { title: string; what: string; words?: string | null; until?: number | null; now: number };

/**
 * What an answer that holds no posts means for a source: a limit waits as long as the network says, an access that ended asks for another,
 * what is gone or forbidden is told and tried again an hour later, and a server in trouble is asked again soon.
 */
export function readingFailure(answer: Pick<Answer, "status" | "headers">, refused: Refused): NodeError {
  const { status, headers } = answer;
  const { title, what, now } = refused;
  const until = refused.until ?? retryAfter(headers.get("retry-after"), now);
  const words = refused.words ? ` (${refused.words.slice(0, 200)})` : "";
  const failed = (code: string, retry: boolean, text: Text, wait: number | null = null): NodeError =>
    new NodeError(code, text, { retry, wait });
  if (status === 429) {
    const en = `${title} asks to wait: too many calls. “${what}” is read again later.`;
    const fr = `${title} demande d’attendre : trop d’appels. « ${what} » sera relu plus tard.`;
    return failed("limit", true, { en, fr }, until === null ? null : Math.max(1, Math.ceil((until - now) / 1000)));
  }
  if (status === 402) {
    const en = `The app’s credit at ${title} is used up${words}. “${what}” is read again once there is some.`;
    const fr = `Le crédit de l’application auprès de ${title} est épuisé${words}. « ${what} » sera relu dès qu’il y en aura.`;
    return failed("credit", false, { en, fr });
  }
  if (status === 401) {
    const en = `${title} does not let “${what}” be read without an account that it accepts${words}. Connect the account again.`;
    const fr = `${title} ne laisse pas lire « ${what} » sans un compte qu’il accepte${words}. Reconnectez le compte.`;
    return failed("access", false, { en, fr });
  }
  if (status === 403) {
    const en = `${title} does not allow “${what}” to be read${words}.`;
    const fr = `${title} ne permet pas de lire « ${what} »${words}.`;
    return failed("forbidden", false, { en, fr });
  }
  if (status === 404 || status === 410) return notThere(title, what);
  if (status >= 500 || status === 408) {
    const en = `${title} has a problem just now (HTTP ${status}). “${what}” is read again.`;
    const fr = `${title} a un problème momentané (HTTP ${status}). « ${what} » sera relu.`;
    return failed("down", true, { en, fr });
  }
  const en = `${title} did not show “${what}”: HTTP ${status}${words}.`;
  const fr = `${title} n’a pas affiché « ${what} » : HTTP ${status}${words}.`;
  return failed("refused", false, { en, fr });
}

export function notThere(title: string, what: string): NodeError {
  const en = `There is no “${what}” at ${title}. Check how it is written.`;
  const fr = `« ${what} » n’existe pas sur ${title}. Vérifiez comment c’est écrit.`;
  return new NodeError("not_there", { en, fr }, { retry: false });
}

/** An answer that should hold posts and cannot be read: a page of HTML, or another program's. */
export function unreadable(title: string, what: string): NodeError {
  const en = `The answer of ${title} about “${what}” could not be read. It is read again.`;
  const fr = `La réponse de ${title} à propos de « ${what} » n’a pas pu être lue. Un nouvel essai aura lieu.`;
  return new NodeError("unreadable", { en, fr });
}
