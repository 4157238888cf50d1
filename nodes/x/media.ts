import { z } from "zod";
import { afterRefusal, afterUnreadable, answered, readAnswer, unprepared, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { writeForm } from "#engine/multipart.ts";
import type { FittedMedium, Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { fileOf, inParts, noScope, type Partway, unusable, type Uploaded, uploadStep } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { limitUntil, wordsOf } from "./refusal.ts";
import { Failure, Uploaded as Answered } from "./wire.ts";

const { title } = card;

/** Bytes of one segment: X says up to 5 MB, and was seen to answer such with 431 [reported]. */
const segment = 1_000_000;
/** An upload is used no later than this before it expires, milliseconds. */
const margin = 5 * 60_000;

/** An upload that is under way: its id, the segments that are there, and when it ends, milliseconds since the epoch. */
const Session = z.object({ id: z.string(), sent: z.int(), until: z.number() });
type Session = z.infer<typeof Session>;

/**
 * Uploads the media of a part, one at a step: initialize, append in segments, finalize, alternative text; then, where X says that it
 * works on it, asks until it is done. Of a large video a step sends as many segments as it has time for.
 */
export const prepareMedia = (
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> =>
  uploadStep(part, soFar, {
    title,
    limits: card.limits,
    now: context.now(),
    upload: (medium, partway) => upload(context, login, medium, Session.safeParse(partway).data),
    look: (id, medium) => look(context, login, id, medium),
  });

async function upload(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
  earlier: Session | undefined,
): Promise<Uploaded | Partway | Prepared> {
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const count = Math.ceil(file.bytes.byteLength / segment);
  const whole = ({ sent }: Session): boolean => sent === count;
  const known = earlier !== undefined && earlier.until > context.now() ? earlier : undefined;
  if (known !== undefined && whole(known)) return finish(context, login, medium, known);
  const begun = known ?? (await begin(context, login, medium, file));
  if ("kind" in begun) return begun;
  const sent = await inParts<Session>(context.now, begun, whole, (session) => append(context, login, session, file));
  // An upload that X does not know any more is begun anew: once, for what it refuses then it refuses for good.
  if ("kind" in sent)
    return known !== undefined && sent.kind === "rejected" ? upload(context, login, medium, undefined) : sent;
  // Ended in a step of its own: segments that came after the end would be refused where its answer was lost.
  return known === undefined && whole(sent) ? finish(context, login, medium, sent) : { partway: sent, status: 200 };
}

async function begin(
  context: NetworkContext,
  login: Login,
  { kind }: PostMedium,
  { type, bytes }: FittedMedium,
): Promise<Session | Prepared> {
  const begun = await ask(context, login, "POST", "/initialize", {
    media_type: type,
    total_bytes: bytes.byteLength,
    media_category: kind === "video" ? "tweet_video" : "tweet_image",
  });
  if ("kind" in begun) return begun;
  const { id, expires_after_secs: seconds = 0 } = begun;
  return { id, sent: 0, until: context.now() + seconds * 1000 - margin };
}

async function append(
  context: NetworkContext,
  login: Login,
  session: Session,
  { bytes, type }: FittedMedium,
): Promise<Session | Prepared> {
  const { id, sent } = session;
  const part = bytes.subarray(sent * segment, (sent + 1) * segment);
  const form = writeForm({ segment_index: String(sent) }, { name: "media", filename: "media", type, bytes: part });
  const answer = await call(context, login, "POST", `/2/media/upload/${id}/append`, form);
  if ("kind" in answer) return answer;
  return isGood(answer) ? { ...session, sent: sent + 1 } : refused(context, login, answer);
}

/** Asked to end what it ended already, X may refuse: how the upload stands then tells. What X says of no video is not sent for one. */
async function finish(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
  { id, until }: Session,
): Promise<Uploaded | Prepared> {
  const ended = await ask(context, login, "POST", `/${id}/finalize`);
  const there = "kind" in ended && ended.kind === "rejected" ? await look(context, login, id, medium) : ended;
  if ("kind" in there) return "kind" in ended ? ended : there;
  const named = medium.alt === undefined || medium.kind === "video" ? null : await name(context, login, id, medium.alt);
  if (named !== null) return named;
  const state = "ready" in there ? there : read(id, medium, there);
  return "kind" in state ? state : { ...state, until };
}

async function look(
  context: NetworkContext,
  login: Login,
  id: string,
  medium: PostMedium,
): Promise<Uploaded | Prepared> {
  const answer = await ask(context, login, "GET", `?command=STATUS&media_id=${encodeURIComponent(id)}`);
  return "kind" in answer ? answer : read(id, medium, answer);
}

/** No `processing_info` means ready. */
function read(id: string, { kind }: PostMedium, { processing_info: info }: Answered["data"]): Uploaded | Prepared {
  if (info == null || info.state === "succeeded") return { id, ready: true, status: 200 };
  const raw = JSON.stringify(info).slice(0, 2000);
  if (info.state === "failed") {
    const reason = unusable(title, kind, (info.error?.message ?? info.error?.name ?? "").slice(0, 200));
    return { kind: "rejected", status: 200, raw, reason };
  }
  const again = info.check_after_secs == null ? {} : { again: info.check_after_secs * 1000 };
  return { id, ready: false, status: 200, ...again };
}

/** What somebody hears who does not see it: of pictures only, X takes none for videos [documented]. */
async function name(context: NetworkContext, login: Login, id: string, alt: string): Promise<Prepared | null> {
  const body = JSON.stringify({ id, metadata: { alt_text: { text: alt } } });
  const answer = await call(context, login, "POST", "/2/media/metadata", { type: "application/json", body });
  if ("kind" in answer) return answer;
  return isGood(answer) ? null : refused(context, login, answer);
}

async function ask(
  context: NetworkContext,
  login: Login,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<Answered["data"] | Prepared> {
  const sent = body === undefined ? null : { type: "application/json", body: JSON.stringify(body) };
  const answer = await call(context, login, method, `/2/media/upload${path}`, sent);
  if ("kind" in answer) return answer;
  if (!isGood(answer)) return refused(context, login, answer);
  const read = Answered.safeParse(readJson(answer.body));
  return read.success ? read.data.data : unprepared(afterUnreadable(title, answer, login.token));
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

const call = (
  context: NetworkContext,
  { token }: Login,
  method: string,
  path: string,
  sent: { type: string; body: string | Uint8Array } | null,
): Promise<Answer | Prepared> =>
  answered(title, token, async () => {
    const response = await context.fetch(context.apiBase + path, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        ...(sent === null ? {} : { "content-type": sent.type }),
      },
      ...(sent === null ? {} : { body: sent.body }),
    });
    return readAnswer(response);
  });

/** A bare 403 is a token without the scope `media.write`: X says no more than that. */
function refused(context: NetworkContext, login: Login, answer: Answer): Prepared {
  const said = wordsOf(answer.body);
  const bare = answer.status === 403 && Failure.safeParse(readJson(answer.body)).data?.detail === "Forbidden";
  const words = bare ? null : said;
  const result = afterRefusal(title, answer, {
    token: login.token,
    words,
    until: limitUntil(answer.headers, context.now()),
  });
  return unprepared(bare ? { ...result, kind: "rejected", reason: noScope(title) } : result);
}
