import { z } from "zod";
import { afterError, afterUnreadable, answered, rawOf, unprepared, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { writeForm } from "#engine/multipart.ts";
import type { CallResult, Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { fileOf, inParts, type Partway, unusable, type Uploaded } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { ask, type Call } from "./graph.ts";
import { afterFailure, readFailure, restOf } from "./refusal.ts";
import { Done, Filmed, Moved, Started } from "./wire.ts";

/** An upload that is under way: from which byte to which (not included) Facebook wants the next part; all is there where they are the same. */
const Session = z.object({ id: z.string(), video: z.string(), from: z.int(), to: z.int() });
type Session = z.infer<typeof Session>;

/** Videos have a host of their own; redirected together with the other where the deployment does so. */
const askVideos = (context: NetworkContext, { token, proof, remoteId }: Login, call: Call): Promise<Answer> =>
  ask(context, `/${encodeURIComponent(remoteId)}/videos`, {
    method: "POST",
    key: { token, ...(proof === undefined ? {} : { proof }) },
    ...call,
    base: context.bases?.["video"] ?? context.apiBase,
  });

/**
 * Gets a video to Facebook without showing it: `start` and `transfer` of a resumable upload. The parts are cut as Facebook says; where
 * an answer was lost and it has a part already, it says from where to go on.
 */
export async function uploadVideo(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
  partway: unknown,
): Promise<Uploaded | Partway | Prepared> {
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const begun = Session.safeParse(partway).data ?? (await start(context, login, file.bytes.byteLength));
  if ("kind" in begun) return begun;
  const whole = ({ from, to }: Session): boolean => from === to;
  const sent = await inParts<Session>(context.now, begun, whole, (session) =>
    transfer(context, login, session, file.bytes),
  );
  if ("kind" in sent) return sent;
  if (!whole(sent)) return { partway: sent, status: 200 };
  return { id: writeId(sent), ready: true, status: 200, until: context.now() + kept };
}

/** How long an upload that nobody finished is used at most, milliseconds: as of pictures. */
const kept = 23 * 3_600_000;

const writeId = ({ id, video }: Pick<Session, "id" | "video">): string => `${id}/${video}`;
/** The session that shows a video, and the video; null where it is a photo's id. */
export function readId(written: string): { id: string; video: string } | null {
  const [id = "", video = ""] = written.split("/");
  return video === "" ? null : { id, video };
}

async function start(context: NetworkContext, login: Login, size: number): Promise<Session | Prepared> {
  const answer = await prepared(context, login, { form: { upload_phase: "start", file_size: String(size) } });
  if ("kind" in answer) return answer;
  const made = Started.safeParse(readJson(answer.body)).data;
  if (made === undefined) return unprepared(afterUnreadable(card.title, answer, login.token));
  const { upload_session_id: id, video_id: video, start_offset: from, end_offset: to } = made;
  return { id, video, from, to };
}

async function transfer(
  context: NetworkContext,
  login: Login,
  session: Session,
  bytes: Uint8Array,
): Promise<Session | Prepared> {
  const { id, from, to } = session;
  const fields = { upload_phase: "transfer", upload_session_id: id, start_offset: String(from) };
  const form = writeForm(fields, {
    name: "video_file_chunk",
    filename: "part",
    type: "application/octet-stream",
    bytes: bytes.subarray(from, to),
  });
  const answer = await prepared(context, login, { body: { type: form.type, bytes: form.body } }, wrongOffset);
  if ("kind" in answer) return answer;
  const moved = Moved.safeParse(readJson(answer.body)).data;
  const next = moved !== undefined && "error" in moved ? moved.error.error_data : moved;
  if (next === undefined) return unprepared(afterUnreadable(card.title, answer, login.token));
  return { ...session, from: next.start_offset, to: next.end_offset };
}

/** Facebook has more, or less, than we think, and says what it wants. */
const wrongOffset = 1_363_037;

async function prepared(context: NetworkContext, login: Login, call: Call, also?: number): Promise<Answer | Prepared> {
  const answer = await answered(card.title, login.token, () => askVideos(context, login, call));
  if ("kind" in answer) return answer;
  const { status, body } = answer;
  if ((status >= 200 && status < 300) || (also !== undefined && readFailure(body)?.subcode === also)) return answer;
  return unprepared(afterFailure(answer, { token: login.token, now: context.now(), linked: false }));
}

/** The one call: from now on Facebook works on the video, and shows it with these words once it is done. */
export async function publishVideo(
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  { id, video }: { id: string; video: string },
): Promise<CallResult> {
  const { token } = login;
  let answer: Answer;
  try {
    const form = { upload_phase: "finish", upload_session_id: id, description: part.text };
    answer = await askVideos(context, login, { form });
  } catch (error) {
    return afterError(card.title, error, token);
  }
  if (answer.status < 200 || answer.status > 299)
    return afterFailure(answer, { token, now: context.now(), linked: false });
  if (!Done.safeParse(readJson(answer.body)).success) return afterUnreadable(card.title, answer, token);
  return goesOn(context, answer, { video });
}

const Going = z.object({ video: z.string() });
/** How long Facebook may work on a video, and between two looks, milliseconds. */
const patience = 45 * 60_000;
const pause = 15_000;

const goesOn = ({ now }: NetworkContext, answer: Answer, data: z.infer<typeof Going>): CallResult => ({
  kind: "processing",
  status: answer.status,
  raw: "",
  ...restOf(answer, now()),
  data,
  again: pause,
  until: now() + patience,
  reason: sentences.working,
});

/** What became of a video. Its post is known by the video's own id, without the page's before it. */
export async function videoStatus(
  context: NetworkContext,
  login: Login,
  _sending: Sending,
  data: unknown,
): Promise<CallResult> {
  const { video } = Going.parse(data);
  let answer: Answer;
  try {
    const query = { fields: "status,permalink_url" };
    answer = await ask(context, `/${encodeURIComponent(video)}`, { key: login, query });
  } catch (error) {
    return afterError(card.title, error, login.token);
  }
  const { status } = answer;
  if (status < 200 || status > 299)
    return afterFailure(answer, { token: login.token, now: context.now(), linked: false });
  const found = Filmed.safeParse(readJson(answer.body)).data;
  const state = found?.status?.video_status ?? "";
  const raw = rawOf(answer.body, login.token);
  if (state === "ready")
    return { kind: "published", status, raw, remoteId: video, url: addressOf(context, video, found?.permalink_url) };
  if (!["error", "upload_failed", "expired"].includes(state)) return goesOn(context, answer, { video });
  const phases = [found?.status?.processing_phase, found?.status?.publishing_phase, found?.status?.uploading_phase];
  const why = phases.flatMap((phase) => phase?.error?.message ?? phase?.errors?.[0]?.message ?? [])[0] ?? "";
  return { kind: "rejected", status, raw, reason: unusable(card.title, "video", why.slice(0, 200)) };
}

/** Facebook says it without its host. */
const addressOf = ({ webBase }: NetworkContext, video: string, said: string | null | undefined): string =>
  said == null || said === ""
    ? `${webBase}/${video}`
    : /^https?:\/\//u.test(said)
      ? said
      : `${webBase}${said.startsWith("/") ? "" : "/"}${said}`;

/** Lets go of an upload that nobody shows; best effort. */
export async function cancelVideo(context: NetworkContext, login: Login, { id }: { id: string }): Promise<void> {
  await askVideos(context, login, { form: { upload_phase: "cancel", upload_session_id: id } }).catch(() => undefined);
}

const sentences = {
  working: {
    en: "Facebook took the video and still works on it.",
    fr: "Facebook a pris la vidéo et la traite encore.",
  },
};
