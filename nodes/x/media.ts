import {
  afterError,
  afterMedium,
  afterRefusal,
  afterUnreadable,
  readAnswer,
  unprepared,
  type Answer,
} from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { writeForm } from "#engine/multipart.ts";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { type Uploaded, uploadStep } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { limitUntil, wordsOf } from "./refusal.ts";
import { Failure, Uploaded as Answered } from "./wire.ts";

const { title } = card;

/** Bytes of one segment; X takes up to 5 MB. */
const segment = 4_000_000;
/** An upload is used no later than this before it expires, milliseconds. */
const margin = 5 * 60_000;
/**
 * Uploads the pictures of a part, one at a step: initialize, append in segments, finalize, alternative text; then, where X says that
 * it works on it, asks until it is done.
 */
export const prepareMedia = (
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> =>
  uploadStep(part, soFar, {
    now: context.now(),
    upload: (medium) => upload(context, login, medium),
    look: (id) => look(context, login, id),
    tooSlow: failed("time-out"),
  });

async function upload(context: NetworkContext, login: Login, medium: PostMedium): Promise<Uploaded | Prepared> {
  const file = await context.medium(medium, login.limits).catch((error: unknown) => afterMedium(error));
  if ("kind" in file) return file;
  const begun = await ask(context, login, "POST", "/initialize", {
    media_type: file.type,
    total_bytes: file.bytes.byteLength,
    media_category: "tweet_image",
  });
  if ("kind" in begun) return begun;
  const { id, expires_after_secs: seconds = 0 } = begun;
  const until = context.now() + seconds * 1000 - margin;
  for (let index = 0; index * segment < file.bytes.byteLength; index += 1) {
    const bytes = file.bytes.subarray(index * segment, (index + 1) * segment);
    const sent = await append(context, login, id, { index, bytes, type: file.type });
    if (sent !== null) return sent;
  }
  const ended = await ask(context, login, "POST", `/${id}/finalize`);
  if ("kind" in ended) return ended;
  const named = medium.alt === undefined ? null : await name(context, login, id, medium.alt);
  if (named !== null) return named;
  const state = read(id, ended);
  return "kind" in state ? state : { ...state, until };
}

async function look(context: NetworkContext, login: Login, id: string): Promise<Uploaded | Prepared> {
  const answer = await ask(context, login, "GET", `?command=STATUS&media_id=${encodeURIComponent(id)}`);
  return "kind" in answer ? answer : read(id, answer);
}

/** No `processing_info` means ready. */
function read(id: string, { processing_info: info }: Answered["data"]): Uploaded | Prepared {
  if (info == null || info.state === "succeeded") return { id, ready: true, status: 200 };
  const raw = JSON.stringify(info).slice(0, 2000);
  if (info.state === "failed")
    return { kind: "rejected", status: 200, raw, reason: failed(info.error?.message ?? info.error?.name ?? "") };
  const again = info.check_after_secs == null ? {} : { again: info.check_after_secs * 1000 };
  return { id, ready: false, status: 200, ...again };
}

const failed = (why: string) => ({
  en: `X could not make use of the picture${why === "" ? "" : `: ${why}`}.`,
  fr: `X n’a pas pu utiliser l’image${why === "" ? "" : ` : ${why}`}.`,
});

async function append(
  context: NetworkContext,
  login: Login,
  id: string,
  { index, bytes, type }: { index: number; bytes: Uint8Array; type: string },
): Promise<Prepared | null> {
  const form = writeForm({ segment_index: String(index) }, { name: "media", filename: "media", type, bytes });
  const answer = await call(context, login, "POST", `/2/media/upload/${id}/append`, form);
  if ("kind" in answer) return answer;
  return answer.status >= 200 && answer.status < 300 ? null : refused(context, login, answer);
}

/** What somebody hears who does not see it. */
async function name(context: NetworkContext, login: Login, id: string, alt: string): Promise<Prepared | null> {
  const body = JSON.stringify({ id, metadata: { alt_text: { text: alt } } });
  const answer = await call(context, login, "POST", "/2/media/metadata", { type: "application/json", body });
  if ("kind" in answer) return answer;
  return answer.status >= 200 && answer.status < 300 ? null : refused(context, login, answer);
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
  if (answer.status < 200 || answer.status > 299) return refused(context, login, answer);
  const read = Answered.safeParse(readJson(answer.body));
  return read.success ? read.data.data : unprepared(afterUnreadable(title, answer, login.token));
}

async function call(
  context: NetworkContext,
  login: Login,
  method: string,
  path: string,
  sent: { type: string; body: string | Uint8Array } | null,
): Promise<Answer | Prepared> {
  try {
    const response = await context.fetch(context.apiBase + path, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${login.token}`,
        ...(sent === null ? {} : { "content-type": sent.type }),
      },
      ...(sent === null ? {} : { body: sent.body }),
    });
    return await readAnswer(response);
  } catch (error) {
    return unprepared(afterError(title, error, login.token));
  }
}

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
  return unprepared(bare ? { ...result, kind: "rejected", reason: noScope } : result);
}

const noScope = {
  en: "This X account was connected before pictures were posted. Connect it again to allow them.",
  fr: "Ce compte X a été connecté avant que des images soient publiées. Reconnectez-le pour les autoriser.",
};
