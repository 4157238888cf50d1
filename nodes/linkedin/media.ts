import { z } from "zod";
import { afterUnreadable, unprepared } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { fileOf, type Partway, type Uploaded, Uploads, uploadStep } from "#engine/uploading.ts";
import { call, look, putBytes } from "./asset.ts";
import { card } from "./card.ts";
import { resolveMentions } from "./mentions.ts";
import { authorOf } from "./rest.ts";
import { uploadVideo } from "./video.ts";
import { Upload } from "./wire.ts";

const { title } = card;

/** What is kept of it: the media's URNs, a card's own picture among them. The second form is that of before there were videos. */
const Kept = z.union([Uploads, z.object({ urns: z.array(z.string()) }).transform(({ urns }) => ({ ids: urns }))]);

/** What `publish` needs of it. */
export const mediaUrns = (prepared: unknown): string[] => (prepared == null ? [] : Kept.parse(prepared).ids);

/** The media that a part needs uploaded: its own, else the picture of its card. */
export const mediaFor = ({ media, card: shown }: Sending["part"]): readonly PostMedium[] =>
  media ?? (shown?.picture === undefined ? [] : [shown.picture]);

/** Before the gate: the media are uploaded, then the companies that the text names are looked up. */
export async function prepare(
  context: NetworkContext,
  login: Login,
  sending: Sending,
  soFar: unknown,
): Promise<Prepared> {
  const media = await prepareMedia(context, login, sending, soFar);
  if (media.kind !== "prepared" || sending.part.mentions === undefined) return media;
  const mentions = await resolveMentions(context, login, sending.part);
  return "kind" in mentions ? mentions : { ...media, data: { ...(media.data as object), mentions } };
}

/** Uploads the media of a part: pictures, or a video. A card does without its picture where that cannot be had. */
async function prepareMedia(
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> {
  const media = [...mediaFor(part)];
  if (media.length === 0) return { ...done, kind: "prepared", data: { ids: [], until: 0 }, until: null };
  const result = await uploadStep({ media }, soFar, {
    title,
    limits: card.limits,
    now: context.now(),
    upload: (medium, partway) =>
      medium.kind === "video" ? uploadVideo(context, login, medium, partway) : uploadPicture(context, login, medium),
    look: (urn, medium) => look(context, login, urn, medium.kind),
  });
  const bare = part.media === undefined && result.kind === "rejected";
  return bare ? { ...done, kind: "prepared", data: { ids: [], until: 0 }, until: null } : result;
}

const done = { status: 200, raw: "" };

async function uploadPicture(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
): Promise<Uploaded | Partway | Prepared> {
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const begun = await call(context, login, "/rest/images?action=initializeUpload", {
    method: "POST",
    body: { initializeUploadRequest: { owner: authorOf(login) } },
  });
  if ("kind" in begun) return begun;
  const made = Upload.safeParse(readJson(begun.body)).data?.value;
  if (made === undefined) return unprepared(afterUnreadable(title, begun, login.token));
  const put = await putBytes(context, login, made.uploadUrl, file);
  return "kind" in put ? put : look(context, login, made.image, "picture");
}
