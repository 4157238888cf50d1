import { afterError, afterRefusal, afterUnreadable, type Answer, rawOf } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login, NetworkContext, Sending } from "#engine/network.ts";
import { card } from "./card.ts";
import { limitUntil, wordsOf } from "./refusal.ts";
import { openClient } from "./transport.ts";
import { Reposted } from "./wire.ts";

const { title } = card;

/**
 * Reposts, without words: X took quotes from the apps that anybody may make. A second repost is told as a success by some accounts'
 * APIs and refused by others; either way there is one.
 */
export async function repost(context: NetworkContext, login: Login, { part }: Sending): Promise<CallResult> {
  const id = idOf(part.original);
  if (id === null) return { kind: "rejected", status: null, raw: "", reason: sentences.nothing };
  if (part.text.trim() !== "") return { kind: "rejected", status: null, raw: "", reason: sentences.words };
  const client = openClient(context, login.token);
  try {
    await client.v2.post("users/:id/retweets", { tweet_id: id }, { params: { id: login.remoteId } });
  } catch (error) {
    return afterError(title, error, login.token);
  }
  const answer = client.answer();
  if (answer === null) throw new Error("The X client gave an answer without asking");
  return settle(context, login, answer, id);
}

/** A post's number, from itself or from the address of its page. */
function idOf(original: Sending["part"]["original"]): string | null {
  if (original === undefined) return null;
  if (/^\d{1,24}$/u.test(original.remoteId)) return original.remoteId;
  const named = [original.url, original.remoteId].map(
    (name) => /\/status\/(\d{1,24})(?:[/?#]|$)/u.exec(name ?? "")?.[1],
  );
  return named.find((found) => found !== undefined) ?? null;
}

function settle(context: NetworkContext, login: Login, answer: Answer, id: string): CallResult {
  const { status, headers, body } = answer;
  const raw = rawOf(body, login.token);
  if (status >= 200 && status < 300) {
    const made = Reposted.safeParse(readJson(body)).data?.data;
    if (made === undefined || (made.retweeted ?? made.reposted) !== true)
      return afterUnreadable(title, answer, login.token);
    // A repost has no page of its own: it is seen where the post is.
    return { kind: "published", status, raw, remoteId: made.rest_id ?? id, url: `${context.webBase}/i/status/${id}` };
  }
  const words = wordsOf(body);
  // Which repost that was is not said: after a lost answer it is looked for among the account's own.
  if (status === 403 && /already (?:retweet|repost)ed/iu.test(words ?? ""))
    return { kind: "duplicate", status, raw, existing: null, reason: sentences.already };
  return afterRefusal(title, answer, { token: login.token, words, until: limitUntil(headers, context.now()) });
}

const sentences = {
  nothing: {
    en: "What should be reposted is no post on X.",
    fr: "Ce qui doit être reposté n’est pas une publication de X.",
  },
  words: {
    en: "X lets apps repost without words only. Send the words as a post of their own.",
    fr: "X ne permet aux applications que de reposter sans texte. Envoyez ce texte comme publication à part.",
  },
  already: {
    en: "The account has reposted this already.",
    fr: "Le compte a déjà reposté cette publication.",
  },
};
