import { z } from "zod";
import { afterError, afterUnreadable, rawOf, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult, Login, NetworkContext, Sending } from "#engine/network.ts";
import type { Original, Part } from "#engine/post.ts";
import type { Text } from "#engine/text.ts";
import { card } from "./card.ts";
import { mediaUrns } from "./media.ts";
import { liveMentions } from "./mentions.ts";
import { ask, authorOf, type Call } from "./rest.ts";
import { afterRefused } from "./roles.ts";
import { writeLittle } from "./text.ts";
import { Commented, Lived } from "./wire.ts";

const { title } = card;

/** One post, somebody's post passed on, or a first comment. The id comes in a header, the body is empty. */
export async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { part, before } = sending;
  if (part.kind === "comment") return comment(context, login, part, before[0]?.remoteId ?? "");
  if (part.kind === "reply") return { kind: "rejected", status: null, raw: "", reason: noThreads };
  const parent = part.kind === "repost" ? parentOf(part.original) : null;
  if (part.kind === "repost" && parent === null) return { kind: "rejected", status: null, raw: "", reason: noParent };
  const body = {
    author: authorOf(login),
    commentary: writeLittle(part.text, liveMentions(sending.prepared)),
    visibility: "PUBLIC",
    distribution: { feedDistribution: "MAIN_FEED", targetEntities: [], thirdPartyDistributionChannels: [] },
    ...contentOf(part, mediaUrns(sending.prepared)),
    ...(parent === null ? {} : { reshareContext: { parent } }),
    lifecycleState: "PUBLISHED",
    isReshareDisabledByAuthor: false,
  };
  const answer = await call(context, login, "/rest/posts", { method: "POST", body });
  if ("kind" in answer) return answer.kind === "duplicate" ? looked(context, login, answer) : answer;
  const urn = answer.headers.get("x-restli-id") ?? "";
  if (!isPost(urn)) return afterUnreadable(title, answer, login.token);
  // A video may still fail once its post is taken. Of a member nobody may ask.
  if (login.kind === "page" && part.media?.[0]?.kind === "video") return goesOn(context, answer, { urn });
  return published(context, login, answer, urn, sending);
}

/**
 * A refused repeat names the earlier post, which may have been deleted since: then none is there. A page's is looked at; of a member nobody
 * may look, and what LinkedIn says is all that is known.
 */
async function looked(
  context: NetworkContext,
  login: Login,
  twin: Extract<CallResult, { kind: "duplicate" }>,
): Promise<CallResult> {
  if (twin.existing === null) return twin;
  const named = { ...twin, url: addressOf(context, twin.existing) };
  if (login.kind !== "page") return { ...named, claimed: true };
  const path = `/rest/posts/${encodeURIComponent(twin.existing)}`;
  const status = await ask(context, path, { token: login.token }).then(
    (answer) => answer.status,
    () => null,
  );
  return status === 200 ? named : status === 404 ? { ...twin, existing: null } : { ...named, claimed: true };
}

const isPost = (urn: string): boolean => /^urn:li:(?:share|ugcPost):\d+$/u.test(urn);

/** The post that is passed on, by its URN or the address of its page; null where it is none. An activity's URN is no parent. */
function parentOf(original: Original | undefined): string | null {
  const named = [original?.remoteId, original?.url].map((name) => (name ?? "").replaceAll(/%3a/giu, ":"));
  const found = named.map((name) => /urn:li:(?:share|ugcPost):\d{1,30}/u.exec(name)?.[0]);
  return found.find((urn) => urn !== undefined) ?? null;
}

const published = (
  context: NetworkContext,
  login: Login,
  answer: Answer,
  urn: string,
  { part, prepared }: Sending,
): CallResult => ({
  kind: "published",
  status: answer.status,
  raw: rawOf(answer.body, login.token),
  remoteId: urn,
  url: addressOf(context, urn),
  ...plainNames(part, liveMentions(prepared)),
});

/** The companies that were to be live mentions and are mere words. */
function plainNames({ mentions = [] }: Part, live: readonly { text: string }[]): { note?: Text } {
  const plain = mentions.map(({ text }) => text).filter((name) => live.every(({ text }) => text !== name));
  if (plain.length === 0) return {};
  const names = (open: string, close: string) => plain.map((name) => `${open}${name}${close}`).join(", ");
  return {
    note: {
      en: `${names("“", "”")} is not a live mention: LinkedIn calls no page at the given address so, or does not let this account look it up. Check its name and address in the step that names it.`,
      fr: `${names("« ", " »")} n’est pas une mention active : LinkedIn n’a pas de page de ce nom à l’adresse indiquée, ou ne laisse pas ce compte la chercher. Vérifiez le nom et l’adresse dans l’étape qui la mentionne.`,
    },
  };
}

/** How long LinkedIn may take to show a post with a video, and between two looks, milliseconds. */
const patience = 30 * 60_000;
const pause = 15_000;
const Going = z.object({ urn: z.string() });

const goesOn = ({ now }: NetworkContext, { status }: Answer, data: z.infer<typeof Going>): CallResult => ({
  kind: "processing",
  status,
  raw: "",
  data,
  again: pause,
  until: now() + patience,
  reason: working,
});

/** What became of a page's post with a video. */
export async function status(
  context: NetworkContext,
  login: Login,
  sending: Sending,
  data: unknown,
): Promise<CallResult> {
  const { urn } = Going.parse(data);
  const answer = await call(context, login, `/rest/posts/${encodeURIComponent(urn)}`, {}, [403, 404]);
  if ("kind" in answer) return answer;
  // Whoever may not read it is told nothing more; what is not there yet will be.
  if (answer.status === 403) return published(context, login, answer, urn, sending);
  const state = answer.status === 200 ? Lived.safeParse(readJson(answer.body)).data?.lifecycleState : null;
  if (state === "PUBLISHED") return published(context, login, answer, urn, sending);
  if (state === "PUBLISH_FAILED")
    return { kind: "rejected", status: answer.status, raw: rawOf(answer.body, login.token), reason: videoFailed };
  return goesOn(context, answer, { urn });
}

/** Pictures or a video, else the card of the address that the post points to: LinkedIn reads no page by itself. All of it is plain text. */
function contentOf({ media, card: shown }: Part, urns: readonly string[]): { content?: unknown } {
  if (media !== undefined) {
    if (media[0]?.kind === "video") return { content: { media: { id: urns[0] } } };
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

/** Whether LinkedIn lets an account comment is found out by trying, once: a refusal costs the comment, never the post. */
async function comment(context: NetworkContext, login: Login, { text }: Part, urn: string): Promise<CallResult> {
  if (login.unable?.includes("comment") === true)
    return { kind: "rejected", status: null, raw: "", reason: noComments };
  const path = `/rest/socialActions/${encodeURIComponent(urn)}/comments`;
  const body = { actor: authorOf(login), object: urn, message: { text } };
  const answer = await call(context, login, path, { method: "POST", body });
  // The post itself was just taken with the same access.
  if ("kind" in answer)
    return answer.kind === "rejected" && answer.status === 403
      ? { ...answer, unable: "comment", reason: noComments }
      : answer;
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
  return afterRefused(context, login, answer);
}

export const addressOf = ({ webBase }: NetworkContext, urn: string): string => `${webBase}/feed/update/${urn}`;

const working = {
  en: "LinkedIn took the post and still works on its video.",
  fr: "LinkedIn a pris la publication et traite encore sa vidéo.",
};
const videoFailed = {
  en: "LinkedIn could not make use of the video, and does not show the post.",
  fr: "LinkedIn n’a pas pu utiliser la vidéo et n’affiche pas la publication.",
};
const noParent = {
  en: "What should be reshared is no post on LinkedIn.",
  fr: "Ce qui doit être repartagé n’est pas une publication de LinkedIn.",
};
const noComments = {
  en: "LinkedIn does not let this account comment through an app. From now on its links stay in the post; connected again, it is tried again.",
  fr: "LinkedIn ne laisse pas ce compte commenter par une application. Désormais ses liens restent dans la publication ; une fois le compte reconnecté, un nouvel essai aura lieu.",
};
const noThreads = {
  en: "LinkedIn has no threads: what follows a post is a comment below it.",
  fr: "LinkedIn n’a pas de fils : ce qui suit une publication est un commentaire.",
};
