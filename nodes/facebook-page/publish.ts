import { afterError, afterUnreadable, rawOf, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login, NetworkContext, Sending } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { card } from "./card.ts";
import { ask } from "./graph.ts";
import { addressOf } from "./recent.ts";
import { afterFailure, readFailure } from "./refusal.ts";
import { Done, Made } from "./wire.ts";

const { title } = card;

/**
 * One post on the page's feed. With pictures the link stands in the text alone: of `link` and `attached_media` Facebook would show
 * one. How a link's preview looks is its page's own affair.
 */
export async function publish(context: NetworkContext, login: Login, { part }: Sending): Promise<CallResult> {
  const { token, remoteId } = login;
  if (part.kind !== "post") return { kind: "rejected", status: null, raw: "", reason: onlyPosts };
  const linked = part.link !== undefined && part.link !== "";
  const form = { message: part.text, ...(linked ? { link: part.link! } : {}), fields: "id,permalink_url" };
  let answer: Answer;
  try {
    answer = await ask(context, `/${encodeURIComponent(remoteId)}/feed`, { method: "POST", token, form });
  } catch (error) {
    return afterError(title, error, token);
  }
  const { status, body } = answer;
  if (status < 200 || status > 299) return afterFailure(answer, { token, now: context.now(), linked });
  const made = Made.safeParse(readJson(body));
  if (!made.success) return afterUnreadable(title, answer, token);
  return {
    kind: "published",
    status,
    raw: rawOf(body, token),
    remoteId: made.data.id,
    url: addressOf(context, made.data),
  };
}

/** Takes a post back. One that is gone already counts as taken back. */
export async function remove(context: NetworkContext, { token }: Login, { remoteId }: Original): Promise<CallResult> {
  let answer: Answer;
  try {
    answer = await ask(context, `/${encodeURIComponent(remoteId)}`, { method: "DELETE", token });
  } catch (error) {
    return afterError(title, error, token);
  }
  const { status, body } = answer;
  const error = readFailure(body);
  const done = Done.safeParse(readJson(body)).success || (error?.code === 100 && error.subcode === 33);
  if (done) return { kind: "published", status, raw: rawOf(body, token), remoteId, url: null };
  if (status < 200 || status > 299) return afterFailure(answer, { token, now: context.now(), linked: false });
  return afterUnreadable(title, answer, token);
}

const onlyPosts = {
  en: "Relaymap publishes posts on Facebook pages, no answers, comments or shared posts.",
  fr: "Relaymap publie des messages sur les pages Facebook, mais ni réponses, ni commentaires, ni partages.",
};
