import { answered, afterUnreadable, unprepared } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { writeForm } from "#engine/multipart.ts";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { fileOf, type Uploaded as AtNetwork, uploadedIds, uploadStep } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { ask } from "./graph.ts";
import { afterFailure } from "./refusal.ts";
import { cancelVideo, readId, uploadVideo } from "./video.ts";
import { Uploaded } from "./wire.ts";

/** A temporary upload that no post shows is gone after a day; it is used no later than this, milliseconds. */
const kept = 23 * 3_600_000;

/** What `publish` needs of it: photos in order, or a video. */
export const photoIds = uploadedIds;

/**
 * Uploads the media of a part: pictures as unpublished photos of the page, or a video in parts. As bytes: an address of ours may be one
 * that Facebook cannot reach.
 */
export async function prepareMedia(
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> {
  return uploadStep(part, soFar, {
    title: card.title,
    limits: card.limits,
    now: context.now(),
    upload: (medium, partway) =>
      medium.kind === "video" ? uploadVideo(context, login, medium, partway) : upload(context, login, medium),
    // Both are ready once they are there: a video is worked on when its post is made.
    look: async () => null,
  });
}

/** Takes unused photos away at once; else Facebook does so within a day. */
export async function unprepareMedia(context: NetworkContext, login: Login, prepared: unknown): Promise<void> {
  for (const id of photoIds(prepared)) {
    const video = readId(id);
    if (video !== null) await cancelVideo(context, login, video);
    else await ask(context, `/${encodeURIComponent(id)}`, { method: "DELETE", key: login }).catch(() => undefined);
  }
}

async function upload(context: NetworkContext, login: Login, medium: PostMedium): Promise<AtNetwork | Prepared> {
  const { token, remoteId } = login;
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const fields = {
    published: "false",
    temporary: "true",
    // Without it Facebook guesses one.
    ...(medium.alt === undefined ? {} : { alt_text_custom: medium.alt }),
  };
  const form = writeForm(fields, { name: "source", filename: "picture", type: file.type, bytes: file.bytes });
  const body = { type: form.type, bytes: form.body };
  const answer = await answered(card.title, token, () =>
    ask(context, `/${encodeURIComponent(remoteId)}/photos`, { method: "POST", key: login, body }),
  );
  if ("kind" in answer) return answer;
  const { status } = answer;
  if (status < 200 || status > 299)
    return unprepared(afterFailure(answer, { token, now: context.now(), linked: false }));
  const made = Uploaded.safeParse(readJson(answer.body));
  if (!made.success) return unprepared(afterUnreadable(card.title, answer, token));
  return { id: made.data.id, ready: true, status, until: context.now() + kept };
}
