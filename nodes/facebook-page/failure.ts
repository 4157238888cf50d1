import type { Answer } from "#engine/answer.ts";
import { NodeError } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { isLimit, isPermission, isToken, meaningOf, readFailure, regain } from "./refusal.ts";

export function tokenMissing(page: string): NodeError {
  return new NodeError(
    "facebook_token_missing",
    {
      en: `No page token is stored for “${page}”. Ask an administrator to enter it in the settings of this source.`,
      fr: `Aucun jeton n’est enregistré pour la page « ${page} ». Demandez à un administrateur de le saisir dans les réglages de cette source.`,
    },
    { retry: false },
  );
}

/**
 * What an answer other than a listing means for whoever reads the page with a token that was entered: the same codes as for posting,
 * another next step.
 */
export function sourceFailure(page: string, answer: Answer, now: number, connected = false): NodeError {
  const error = readFailure(answer.body);
  const code = error?.code ?? 0;
  const meaning = error === null ? null : meaningOf(error);
  const fail = (name: string, text: Text, retry: boolean): NodeError =>
    new NodeError(`facebook_${name}`, text, { retry });
  if (isLimit(code) || answer.status === 429) {
    const until = regain(answer, now);
    const minutes = until === null ? null : Math.ceil((until - now) / 60_000);
    return fail(
      "limit",
      {
        en: `Facebook asks to wait: too many calls for this page. It will be read again${minutes === null ? " later" : ` in about ${minutes} min`}.`,
        fr: `Facebook demande d’attendre : trop d’appels pour cette page. Elle sera relue ${minutes === null ? "plus tard" : `dans environ ${minutes} min`}.`,
      },
      true,
    );
  }
  // A check that a person passes at Facebook: the token stays good.
  if (meaning?.kind === "waits") return fail("check", meaning.reason, true);
  if (connected && (isToken(code) || isPermission(code)))
    return fail(
      isToken(code) ? "token" : "permission",
      {
        en: `Facebook no longer lets “${page}” be read with what was allowed when the page was connected. Connect the page again.`,
        fr: `Facebook ne laisse plus lire « ${page} » avec ce qui a été autorisé lors de la connexion de la page. Reconnectez-la.`,
      },
      false,
    );
  if (isToken(code))
    return fail(
      "token",
      {
        en: `Facebook no longer accepts the token of the page “${page}”. Ask an administrator to enter a new one in the settings of this source.`,
        fr: `Facebook n’accepte plus le jeton de la page « ${page} ». Demandez à un administrateur d’en saisir un nouveau dans les réglages de cette source.`,
      },
      false,
    );
  if (isPermission(code))
    return fail(
      "permission",
      {
        en: `The token may not read the posts of “${page}”. Ask an admin for a page token with the permission pages_read_engagement.`,
        fr: `Le jeton ne permet pas de lire les publications de « ${page} ». Demandez à un administrateur un jeton de page avec l’autorisation pages_read_engagement.`,
      },
      false,
    );
  if (code === 100 || code === 803 || answer.status === 404)
    return fail(
      "page_unknown",
      {
        en: `Facebook knows no page “${page}” that this token can read. Check the page’s name or number.`,
        fr: `Facebook ne connaît pas de page « ${page} » lisible avec ce jeton. Vérifiez le nom ou le numéro de la page.`,
      },
      false,
    );
  const words = error?.words.slice(0, 200) ?? `HTTP ${answer.status}`;
  if (meaning?.kind === "passing" || answer.status >= 500)
    return fail(
      "down",
      {
        en: `Facebook has a problem just now (${words}). The page will be read again.`,
        fr: `Facebook a un problème momentané (${words}). La page sera relue.`,
      },
      true,
    );
  return fail(
    "refused",
    {
      en: `Facebook refused to show the page “${page}”: ${words}`,
      fr: `Facebook a refusé d’afficher la page « ${page} » : ${words}`,
    },
    false,
  );
}
