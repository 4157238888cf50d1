import { afterError, afterUnreadable, rawOf, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login, NetworkContext, Sending } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { card } from "./card.ts";
import { ask } from "./graph.ts";
import { photoIds } from "./media.ts";
import { addressOf } from "./recent.ts";
import { afterFailure, readFailure, restOf } from "./refusal.ts";
import { publishVideo, readId } from "./video.ts";
import { Done, Made } from "./wire.ts";

const { title } = card;

/**
 * One post on the page's feed. With pictures the link stands in the text alone: of `link` and `attached_media` Facebook would show
 * one. How a link's preview looks is its page's own affair.
 */
export async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { part, prepared } = sending;
  const { token, remoteId } = login;
  if (part.kind !== "post") return { kind: "rejected", status: null, raw: "", reason: onlyPosts };
  const photos = photoIds(prepared);
  const video = readId(photos[0] ?? "");
  if (video !== null) return publishVideo(context, login, sending, video);
  const linked = part.link !== undefined && part.link !== "" && photos.length === 0 && part.cardless !== true;
  const form = {
    message: part.text,
    ...(linked ? { link: part.link! } : {}),
    ...Object.fromEntries(photos.map((id, place) => [`attached_media[${place}]`, JSON.stringify({ media_fbid: id })])),
    fields: "id,permalink_url",
  };
  let answer: Answer;
  try {
    answer = await ask(context, `/${encodeURIComponent(remoteId)}/feed`, { method: "POST", key: login, form });
  } catch (error) {
    return afterError(title, error, token);
  }
  const { status, body } = answer;
  if (status < 200 || status > 299) {
    if (isForgotten(body, photos)) return { kind: "rejected", status, raw: rawOf(body, token), reason: forgotten };
    return afterFailure(answer, { token, now: context.now(), linked });
  }
  const made = Made.safeParse(readJson(body));
  if (!made.success) return afterUnreadable(title, answer, token);
  return {
    kind: "published",
    status,
    raw: rawOf(body, token),
    remoteId: made.data.id,
    url: addressOf(context, made.data),
    ...restOf(answer, context.now()),
  };
}

/** That one of the photos is gone says nothing of the page, though the code is the same. */
function isForgotten(body: string | null, photos: readonly string[]): boolean {
  const error = readFailure(body);
  return error?.code === 100 && error.subcode === 33 && photos.some((id) => error.words.includes(id));
}

/** Takes a post back. One that is gone already counts as taken back. */
export async function remove(context: NetworkContext, login: Login, { remoteId }: Original): Promise<CallResult> {
  const { token } = login;
  let answer: Answer;
  try {
    answer = await ask(context, `/${encodeURIComponent(remoteId)}`, { method: "DELETE", key: login });
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

const forgotten = {
  en: "Facebook no longer has the pictures of this post. Send it again as a new post.",
  fr: "Facebook n’a plus les images de cette publication. Renvoyez-la comme nouveau message.",
};
const onlyPosts = {
  en: "Relaymap publishes posts on Facebook pages, no answers, comments or shared posts.",
  fr: "Relaymap publie des messages sur les pages Facebook, mais ni réponses, ni commentaires, ni partages.",
};
