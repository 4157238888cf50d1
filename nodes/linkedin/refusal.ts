import { afterRefusal, type Answer, rawOf, retryAfter } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { card } from "./card.ts";
import { Failure } from "./wire.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** A share or an older kind of post, wherever it stands in an answer's words. */
const urn = /urn:li:(?:share|ugcPost|activity):\d{1,30}/u;

export const isRevoked = ({ status }: Answer): boolean => status === 401;

/** Whoever asks may not do this for this author. */
export const isRoleRefusal = (answer: Answer): boolean =>
  answer.status === 403 || (answer.status === 400 && /organization permissions must be used/iu.test(answer.body ?? ""));

/** The outcome of a call that was to change something and was not answered with 2xx. */
export function afterFailure(answer: Answer, { token, kind }: Login, at: { now: number; version: string }): CallResult {
  const { status, body } = answer;
  const failure = Failure.safeParse(readJson(body)).data;
  const inputs = failure?.errorDetails?.inputErrors ?? [];
  const told = [inputs[0]?.description, failure?.message].find((words) => words != null && words !== "") ?? null;
  const words = told === null ? null : without(told, token).slice(0, 300);
  const said = { status, raw: rawOf(body, token) };
  // What waits for a newer version of the API waits for the operator: nothing is refused.
  if (status === 426) return { ...said, kind: "limited", until: at.now + hour, reason: retired(at.version) };
  if (status === 422 && inputs.some(({ code }) => code === "DUPLICATE_POST"))
    return { ...said, kind: "duplicate", existing: urn.exec(body ?? "")?.[0] ?? null, reason: twice };
  if (isRoleRefusal(answer))
    return { ...said, kind: "rejected", reason: kind === "page" ? noRole(words) : noPermission(words) };
  return afterRefusal(card.title, answer, { token, words, until: limitOf(answer, at.now) });
}

/** LinkedIn's own words for a refusal, if it has some. */
export const wordsOf = ({ body }: Pick<Answer, "body">): string | null =>
  Failure.safeParse(readJson(body)).data?.message || null;

/** When calls are taken again, milliseconds since the epoch. Limits of a day end at midnight in UTC [documented]; no header says so. */
export function limitOf(answer: Answer, now: number): number | null {
  const midnight = /\bDAY\b/u.test(wordsOf(answer) ?? "") ? (Math.floor(now / day) + 1) * day : null;
  return retryAfter(answer.headers.get("retry-after"), now) ?? midnight;
}

const without = (text: string, token: string): string => (token === "" ? text : text.replaceAll(token, "[token]"));

/** The one message for an outage by calendar: every call answers so until the version is a newer one. */
export const retired = (version: string): Text => ({
  en: `LinkedIn no longer speaks version ${version} of its interface: the operator sets a newer one (RELAYMAP_API_VERSIONS). What waits goes out afterwards.`,
  fr: `LinkedIn ne prend plus en charge la version ${version} de son interface : l’exploitant en indique une plus récente (RELAYMAP_API_VERSIONS). Ce qui attend partira ensuite.`,
});

const twice: Text = {
  en: "LinkedIn says that it has this post already, or had it within the last two days.",
  fr: "LinkedIn indique qu’il a déjà cette publication, ou l’a eue ces deux derniers jours.",
};
const more = (words: string | null): string => (words === null ? "" : ` (${words})`);
const noRole = (words: string | null): Text => ({
  en: `LinkedIn does not let this be posted on the page: the role of whoever connected it may have been taken away. Ask for it, or have somebody else connect the page${more(words)}.`,
  fr: `LinkedIn ne laisse pas publier cela sur la page : le rôle de la personne qui l’a connectée a peut-être été retiré. Redemandez-le, ou faites connecter la page par quelqu’un d’autre${more(words)}.`,
});
const noPermission = (words: string | null): Text => ({
  en: `LinkedIn does not allow this for this profile${more(words)}.`,
  fr: `LinkedIn ne l’autorise pas pour ce profil${more(words)}.`,
});
