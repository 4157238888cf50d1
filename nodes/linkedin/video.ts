import { z } from "zod";
import { afterUnreadable, unprepared } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Login, NetworkContext, Prepared } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { fileOf, inParts, type Partway, type Uploaded } from "#engine/uploading.ts";
import { call, look, putBytes } from "./asset.ts";
import { card } from "./card.ts";
import { authorOf } from "./rest.ts";
import { VideoUpload } from "./wire.ts";

/** An upload that is under way: where each part goes, byte by byte as LinkedIn cut it, and the marks of those that are there. */
const Session = z.object({
  urn: z.string(),
  token: z.string(),
  parts: z.array(z.object({ url: z.string(), first: z.int(), last: z.int() })).min(1),
  tags: z.array(z.string()),
  /** When the addresses end, milliseconds since the epoch. */
  until: z.number(),
});
type Session = z.infer<typeof Session>;

/**
 * Uploads a video: LinkedIn says which bytes go to which address; each part's `ETag` goes into finalize, in their order. Cut in another
 * way, it is taken all the same and fails later.
 */
export async function uploadVideo(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
  partway: unknown,
): Promise<Uploaded | Partway | Prepared> {
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const known = Session.safeParse(partway).data;
  const begun =
    known !== undefined && known.until > context.now() ? known : await begin(context, login, file.bytes.byteLength);
  if ("kind" in begun) return begun;
  const whole = ({ parts, tags }: Session): boolean => tags.length === parts.length;
  const sent = await inParts<Session>(context.now, begun, whole, (session) =>
    sendPart(context, login, session, file.bytes),
  );
  if ("kind" in sent) return sent;
  return whole(sent) ? finish(context, login, sent) : { partway: sent, status: 200 };
}

async function begin(context: NetworkContext, login: Login, size: number): Promise<Session | Prepared> {
  const asked = { owner: authorOf(login), fileSizeBytes: size, uploadCaptions: false, uploadThumbnail: false };
  const answer = await call(context, login, "/rest/videos?action=initializeUpload", {
    method: "POST",
    body: { initializeUploadRequest: asked },
  });
  if ("kind" in answer) return answer;
  const made = VideoUpload.safeParse(readJson(answer.body)).data?.value;
  if (made === undefined) return unprepared(afterUnreadable(card.title, answer, login.token));
  return {
    urn: made.video,
    token: made.uploadToken ?? "",
    parts: made.uploadInstructions.map(({ uploadUrl, firstByte, lastByte }) => {
      return { url: uploadUrl, first: firstByte, last: lastByte };
    }),
    tags: [],
    until: (made.uploadUrlsExpireAt ?? context.now() + usualLife) - margin,
  };
}

/** Milliseconds that addresses live where LinkedIn does not say, and before their end at which none is begun any more. */
const usualLife = 3_600_000;
const margin = 60_000;

async function sendPart(
  context: NetworkContext,
  login: Login,
  session: Session,
  bytes: Uint8Array,
): Promise<Session | Prepared> {
  const { url, first, last } = session.parts[session.tags.length]!;
  const type = "application/octet-stream";
  const answer = await putBytes(context, login, url, { bytes: bytes.subarray(first, last + 1), type });
  if ("kind" in answer) return answer;
  const tag = answer.headers.get("etag");
  if (tag === null || tag === "") return unprepared(afterUnreadable(card.title, answer, login.token));
  return { ...session, tags: [...session.tags, tag] };
}

/** Asked once more after a lost answer, LinkedIn may refuse what it has: how the video stands then tells. */
async function finish(context: NetworkContext, login: Login, session: Session): Promise<Uploaded | Prepared> {
  const { urn, token, tags } = session;
  const answer = await call(
    context,
    login,
    "/rest/videos?action=finalizeUpload",
    { method: "POST", body: { finalizeUploadRequest: { video: urn, uploadToken: token, uploadedPartIds: tags } } },
    [400, 409],
  );
  if ("kind" in answer) return answer;
  const state = await look(context, login, urn, "video");
  if (answer.status < 300 || !("ready" in state) || state.status === 200) return state;
  return unprepared(afterUnreadable(card.title, answer, login.token));
}
