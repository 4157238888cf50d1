import { afterError, afterUnreadable, rawOf, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login, NetworkContext, Sending } from "#engine/network.ts";
import type { Original, Part } from "#engine/post.ts";
import { card } from "./card.ts";
import { imageUrns } from "./media.ts";
import { afterFailure } from "./refusal.ts";
import { ask, authorOf, type Call, usualVersion } from "./rest.ts";
import { writeLittle } from "./text.ts";
import { Commented } from "./wire.ts";

const { title } = card;

/** One post, somebody's post passed on, or a first comment. The id comes in a header, the body is empty. */
export async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { part, before } = sending;
  if (part.kind === "comment") return comment(context, login, part, before[0]?.remoteId ?? "");
  if (part.kind === "reply") return { kind: "rejected", status: null, raw: "", reason: noThreads };
  const body = {
    author: authorOf(login),
    commentary: writeLittle(part.text),
    visibility: "PUBLIC",
    distribution: { feedDistribution: "MAIN_FEED", targetEntities: [], thirdPartyDistributionChannels: [] },
    ...contentOf(part, imageUrns(sending.prepared)),
    ...(part.kind === "repost" ? { reshareContext: { parent: part.original?.remoteId ?? "" } } : {}),
    lifecycleState: "PUBLISHED",
    isReshareDisabledByAuthor: false,
  };
  const answer = await call(context, login, "/rest/posts", { method: "POST", body });
  if ("kind" in answer) return answer;
  const urn = answer.headers.get("x-restli-id") ?? "";
  if (!/^urn:li:(?:share|ugcPost):\d+$/u.test(urn)) return afterUnreadable(title, answer, login.token);
  return {
    kind: "published",
    status: answer.status,
    raw: rawOf(answer.body, login.token),
    remoteId: urn,
    url: addressOf(context, urn),
  };
}

/** Pictures, else the card of the address that the post points to: LinkedIn reads no page by itself. All of it is plain text. */
function contentOf({ media, card: shown }: Part, urns: readonly string[]): { content?: unknown } {
  if (media !== undefined) {
    const images = urns.map((id, place) => ({ id, altText: media[place]?.alt ?? "" }));
    return { content: images.length === 1 ? { media: images[0] } : { multiImage: { images } } };
  }
  if (shown === undefined) return {};
  const [thumbnail] = urns;
  const article = {
    source: shown.url,
    title: shown.title.slice(0, 400),
    ...(shown.description === undefined ? {} : { description: shown.description.slice(0, 4000) }),
    ...(thumbnail === undefined ? {} : { thumbnail }),
  };
  return { content: { article } };
}

/** Whether LinkedIn lets an account comment is found out by trying: a refusal costs the comment, never the post. */
async function comment(context: NetworkContext, login: Login, { text }: Part, urn: string): Promise<CallResult> {
  const path = `/rest/socialActions/${encodeURIComponent(urn)}/comments`;
  const body = { actor: authorOf(login), object: urn, message: { text } };
  const answer = await call(context, login, path, { method: "POST", body });
  if ("kind" in answer) return answer;
  const { status } = answer;
  const id = Commented.safeParse(readJson(answer.body)).data?.id ?? answer.headers.get("x-restli-id");
  if (id === null || id === "") return afterUnreadable(title, answer, login.token);
  const remoteId = `urn:li:comment:(${urn},${id})`;
  return { kind: "published", status, raw: rawOf(answer.body, login.token), remoteId, url: addressOf(context, urn) };
}

/** Takes a post back. One that is gone already counts as taken back. The same words are refused for a day or two afterwards. */
export async function remove(context: NetworkContext, login: Login, { remoteId }: Original): Promise<CallResult> {
  const answer = await call(context, login, `/rest/posts/${encodeURIComponent(remoteId)}`, { method: "DELETE" }, [404]);
  if ("kind" in answer) return answer;
  return { kind: "published", status: answer.status, raw: rawOf(answer.body, login.token), remoteId, url: null };
}

/** An answer of 2xx (or of another status that is waited for), else the outcome of the call. */
async function call(
  context: NetworkContext,
  login: Login,
  path: string,
  more: Omit<Call, "token">,
  also: readonly number[] = [],
): Promise<Answer | CallResult> {
  let answer: Answer;
  try {
    answer = await ask(context, path, { token: login.token, ...more });
  } catch (error) {
    return afterError(title, error, login.token);
  }
  if ((answer.status >= 200 && answer.status < 300) || also.includes(answer.status)) return answer;
  return afterFailure(answer, login, { now: context.now(), version: context.version ?? usualVersion });
}

const addressOf = ({ webBase }: NetworkContext, urn: string): string => `${webBase}/feed/update/${urn}`;

const noThreads = {
  en: "LinkedIn has no threads: what follows a post is a comment below it.",
  fr: "LinkedIn n’a pas de fils : ce qui suit une publication est un commentaire.",
};
