import { z } from "zod";
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
import { card } from "./card.ts";
import { limitUntil, wordsOf } from "./refusal.ts";
import { Failure, Uploaded } from "./wire.ts";

const { title } = card;

/** Bytes of one segment; X takes up to 5 MB. */
const segment = 4_000_000;
/** An upload is used no later than this before it expires, milliseconds. */
const margin = 5 * 60_000;
/** How long X may work on a medium, and how long is waited where it does not say, milliseconds. */
const patience = 10 * 60_000;
const usualPause = 2000;

/** What is kept between two steps: media that are ready, in order, and the one that X still works on. */
const Progress = z.object({
  ids: z.array(z.string()),
  until: z.number(),
  processing: z.object({ id: z.string(), since: z.number() }).optional(),
});
type Progress = z.infer<typeof Progress>;

/** What `publish` needs of it. */
export const mediaIds = (prepared: unknown): string[] => (prepared === undefined ? [] : Progress.parse(prepared).ids);

/**
 * Uploads the pictures of a part, one at a step, so that what is there stays there whatever happens to us in between: initialize,
 * append in segments, finalize, alternative text; then, where X says that it works on it, asks until it is done.
 */
export async function prepareMedia(
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> {
  const progress: Progress = soFar === undefined ? { ids: [], until: Number.MAX_SAFE_INTEGER } : Progress.parse(soFar);
  const media = part.media ?? [];
  const step =
    progress.processing === undefined
      ? await upload(context, login, media[progress.ids.length]!, progress)
      : await look(context, login, progress.processing, progress);
  if (step.kind !== "progress") return step;
  const { done, again } = step;
  if (done.processing !== undefined || done.ids.length < media.length)
    return { kind: "waiting", status: 200, raw: "", data: done, again };
  return { kind: "prepared", status: 200, raw: "", data: done, until: done.until };
}

type Step = { kind: "progress"; done: Progress; again: number } | Prepared;

async function upload(context: NetworkContext, login: Login, medium: PostMedium, progress: Progress): Promise<Step> {
  const file = await context.medium(medium, login.limits).catch((error: unknown) => afterMedium(error));
  if ("kind" in file) return file;
  const begun = await ask(context, login, "POST", "/initialize", {
    media_type: file.type,
    total_bytes: file.bytes.byteLength,
    media_category: "tweet_image",
  });
  if ("kind" in begun) return begun;
  const { id, expires_after_secs: seconds = 0 } = begun;
  const until = Math.min(progress.until, context.now() + seconds * 1000 - margin);
  for (let index = 0; index * segment < file.bytes.byteLength; index += 1) {
    const bytes = file.bytes.subarray(index * segment, (index + 1) * segment);
    const sent = await append(context, login, id, { index, bytes, type: file.type });
    if (sent !== null) return sent;
  }
  const ended = await ask(context, login, "POST", `/${id}/finalize`);
  if ("kind" in ended) return ended;
  const named = medium.alt === undefined ? null : await name(context, login, id, medium.alt);
  if (named !== null) return named;
  return proceed(context, ended, { ...progress, until }, { id, since: context.now() });
}

async function look(
  context: NetworkContext,
  login: Login,
  processing: { id: string; since: number },
  progress: Progress,
): Promise<Step> {
  const answer = await ask(context, login, "GET", `?command=STATUS&media_id=${encodeURIComponent(processing.id)}`);
  return "kind" in answer ? answer : proceed(context, answer, progress, processing);
}

/** No `processing_info` means ready. */
function proceed(
  context: NetworkContext,
  { processing_info: info }: Uploaded["data"],
  { ids, until }: Progress,
  one: { id: string; since: number },
): Step {
  if (info == null || info.state === "succeeded")
    return { kind: "progress", done: { ids: [...ids, one.id], until }, again: 0 };
  const raw = JSON.stringify(info).slice(0, 2000);
  if (info.state === "failed")
    return { kind: "rejected", status: 200, raw, reason: failed(info.error?.message ?? info.error?.name ?? "") };
  if (context.now() - one.since > patience) return { kind: "rejected", status: 200, raw, reason: failed("time-out") };
  return {
    kind: "progress",
    done: { ids, until, processing: one },
    again: (info.check_after_secs ?? usualPause / 1000) * 1000,
  };
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
): Promise<Uploaded["data"] | Prepared> {
  const sent = body === undefined ? null : { type: "application/json", body: JSON.stringify(body) };
  const answer = await call(context, login, method, `/2/media/upload${path}`, sent);
  if ("kind" in answer) return answer;
  if (answer.status < 200 || answer.status > 299) return refused(context, login, answer);
  const read = Uploaded.safeParse(readJson(answer.body));
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
