import { z } from "zod";
import { afterError, afterMedium, afterUnreadable, unprepared, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { writeForm } from "#engine/multipart.ts";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { card } from "./card.ts";
import { ask } from "./graph.ts";
import { afterFailure } from "./refusal.ts";
import { Uploaded } from "./wire.ts";

/** A temporary upload that no post shows is gone after a day; it is used no later than this, milliseconds. */
const kept = 23 * 3_600_000;

/** What is kept between two steps: pictures that are there, in order. */
const Progress = z.object({ ids: z.array(z.string()), until: z.number() });
type Progress = z.infer<typeof Progress>;

/** What `publish` needs of it. */
export const photoIds = (prepared: unknown): string[] => (prepared === undefined ? [] : Progress.parse(prepared).ids);

/**
 * Uploads the pictures of a part as unpublished photos of the page, one at a step, so that what is there stays there whatever happens
 * to us in between. As bytes: an address of ours may be one that Facebook cannot reach.
 */
export async function prepareMedia(
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> {
  const progress: Progress = soFar === undefined ? { ids: [], until: context.now() + kept } : Progress.parse(soFar);
  const media = part.media ?? [];
  if (media.length > card.limits.pictures)
    return { kind: "rejected", status: null, raw: "", reason: sentences.tooMany };
  const uploaded = await upload(context, login, media[progress.ids.length]!);
  if (typeof uploaded !== "string") return uploaded;
  const data: Progress = { ...progress, ids: [...progress.ids, uploaded] };
  const answered = { status: 200, raw: "", data };
  return data.ids.length < media.length
    ? { ...answered, kind: "waiting", again: 0 }
    : { ...answered, kind: "prepared", until: data.until };
}

/** Takes unused photos away at once; else Facebook does so within a day. */
export async function unprepareMedia(context: NetworkContext, login: Login, prepared: unknown): Promise<void> {
  for (const id of photoIds(prepared))
    await ask(context, `/${encodeURIComponent(id)}`, { method: "DELETE", key: login }).catch(() => undefined);
}

/** Answers the photo's id. */
async function upload(context: NetworkContext, login: Login, medium: PostMedium): Promise<string | Prepared> {
  const { token, remoteId, limits } = login;
  if (medium.kind !== "picture") return { kind: "rejected", status: null, raw: "", reason: sentences.video };
  const file = await context.medium(medium, limits).catch((error: unknown) => afterMedium(error));
  if ("kind" in file) return file;
  const fields = {
    published: "false",
    temporary: "true",
    // Without it Facebook guesses one.
    ...(medium.alt === undefined ? {} : { alt_text_custom: medium.alt }),
  };
  const form = writeForm(fields, { name: "source", filename: "picture", type: file.type, bytes: file.bytes });
  let answer: Answer;
  try {
    const body = { type: form.type, bytes: form.body };
    answer = await ask(context, `/${encodeURIComponent(remoteId)}/photos`, { method: "POST", key: login, body });
  } catch (error) {
    return unprepared(afterError(card.title, error, token));
  }
  const { status } = answer;
  if (status < 200 || status > 299)
    return unprepared(afterFailure(answer, { token, now: context.now(), linked: false }));
  const made = Uploaded.safeParse(readJson(answer.body));
  return made.success ? made.data.id : unprepared(afterUnreadable(card.title, answer, token));
}

const sentences = {
  tooMany: {
    en: `Relaymap sends at most ${card.limits.pictures} pictures in one post to Facebook.`,
    fr: `Relaymap envoie au plus ${card.limits.pictures} images par publication vers Facebook.`,
  },
  video: {
    en: "Videos cannot be sent to Facebook yet.",
    fr: "L’envoi de vidéos vers Facebook n’est pas encore possible.",
  },
};
