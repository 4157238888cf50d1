import { z } from "zod";
import { answered, rawOf, type Answer } from "#engine/answer.ts";
import type { Login, NetworkContext, Prepared } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Text } from "#engine/text.ts";
import { fileOf, unusable, type Uploaded } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { stoppedBy } from "./refusal.ts";
import { Blob, failureOf, procedure, query, readJson, Server, serverOf, untilOf, Uploaded as Put } from "./wire.ts";

const { title } = card;

/** Who works on videos for all servers, as tokens for it name it; where it is asked is one of the network's bases. */
const service = "did:web:video.bsky.app";
/** Seconds that a token for it lives; servers give none for more than an hour. */
const tokenLife = 1800;
/** Milliseconds until it is asked again where no more may be uploaded today. */
const fullPause = 3_600_000;

/** What is told of a video that is worked on, bare or inside `jobStatus`; where the upload is refused some of it is empty. */
const Job = z.object({
  jobId: z.string().max(500).catch(""),
  state: z.string().max(200).catch(""),
  blob: Blob.optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});
type Job = z.infer<typeof Job>;
const Told = z.union([z.object({ jobStatus: Job }).transform(({ jobStatus }) => jobStatus), Job]);
const Limits = z.object({ canUpload: z.boolean(), error: z.string().optional(), message: z.string().optional() });
const Token = z.object({ token: z.string().min(1).max(10_000) });

/**
 * Hands a video to the service that works on it, which then leaves it with the account's own server. The same bytes twice are one job. A
 * server that gives no tokens for other services gets the bytes itself: readers see the video a moment after the post then.
 */
export async function uploadVideo(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
): Promise<Uploaded | Prepared> {
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const allowed = await mayUpload(context, login);
  if (allowed === "alone") return uploadPlain(context, login, file);
  if (allowed !== null) return allowed;
  const server = await answered(title, login.token, () =>
    query(context, serverOf(context, login.fields), "com.atproto.server.describeServer"),
  );
  if ("kind" in server) return server;
  const audience = Server.safeParse(readJson(server.body)).data?.did;
  if (audience === undefined) return stoppedBy(context, login, { ...server, status: 502 });
  const token = await tokenFor(context, login, audience, "com.atproto.repo.uploadBlob");
  if (token === "alone") return uploadPlain(context, login, file);
  if (typeof token !== "string") return token;
  const call = {
    query: { did: login.remoteId, name: `${medium.id}.mp4` },
    bytes: { content: file.bytes, type: file.type },
    token,
  };
  const answer = await answered(title, token, () =>
    procedure(context, videosOf(context), "app.bsky.video.uploadVideo", call),
  );
  return "kind" in answer ? answer : readJob(context, answer, token);
}

/** How a video stands; null where the service knows nothing of it any more. */
export async function lookAtVideo(context: NetworkContext, id: string): Promise<Uploaded | Prepared | null> {
  const call = { query: { jobId: id.slice(jobMark.length) } };
  const answer = await answered(title, "", () =>
    query(context, videosOf(context), "app.bsky.video.getJobStatus", call),
  );
  if ("kind" in answer) return answer;
  return answer.status === 400 || answer.status === 404 ? null : readJob(context, answer, "");
}

/** A video that is ready is known by its reference, one that is not by its job. */
const jobMark = "job ";
const spell = ({ ref, mimeType, size }: Blob): string => `${ref.$link} ${size} ${mimeType}`;
export function readBlob(id: string): Blob {
  const [link = "", size = "", mimeType = ""] = id.split(" ");
  return Blob.parse({ $type: "blob", ref: { $link: link }, mimeType, size: Number(size) });
}

const videosOf = ({ bases, apiBase }: NetworkContext): string => bases?.["video"] ?? apiBase;

/** null where it may; `alone` where the account's server gives no tokens for the service. */
async function mayUpload(context: NetworkContext, login: Login): Promise<Prepared | "alone" | null> {
  const token = await tokenFor(context, login, service, "app.bsky.video.getUploadLimits");
  if (typeof token !== "string" || token === "alone") return token;
  const answer = await answered(title, token, () =>
    query(context, videosOf(context), "app.bsky.video.getUploadLimits", { token }),
  );
  if ("kind" in answer) return answer;
  const limits = answer.status === 200 ? Limits.safeParse(readJson(answer.body)).data : undefined;
  if (limits === undefined) return refused(context, answer, token);
  if (limits.canUpload) return null;
  const said = { status: answer.status, raw: rawOf(answer.body, token) };
  if (limits.error === "unconfirmed_email") return { ...said, kind: "rejected", reason: unconfirmed };
  return { ...said, kind: "limited", until: context.now() + fullPause, reason: full };
}

/** A token of the account's server by which the service may do one thing in its name. */
async function tokenFor(context: NetworkContext, login: Login, aud: string, lxm: string): Promise<string | Prepared> {
  const exp = String(Math.floor(context.now() / 1000) + tokenLife);
  const call = { query: { aud, lxm, exp }, token: login.token };
  const answer = await answered(title, login.token, () =>
    query(context, serverOf(context, login.fields), "com.atproto.server.getServiceAuth", call),
  );
  if ("kind" in answer) return answer;
  if (["MethodNotImplemented", "XRPCNotSupported"].includes(failureOf(answer).error)) return "alone";
  const given = answer.status === 200 ? Token.safeParse(readJson(answer.body)).data : undefined;
  return given?.token ?? stoppedBy(context, login, answer);
}

async function uploadPlain(
  context: NetworkContext,
  login: Login,
  { bytes, type }: { bytes: Uint8Array; type: string },
): Promise<Uploaded | Prepared> {
  const call = { bytes: { content: bytes, type }, token: login.token };
  const answer = await answered(title, login.token, () =>
    procedure(context, serverOf(context, login.fields), "com.atproto.repo.uploadBlob", call),
  );
  if ("kind" in answer) return answer;
  const put = answer.status === 200 ? Put.safeParse(readJson(answer.body)).data : undefined;
  if (put === undefined) return stoppedBy(context, login, answer);
  // The server believes the bytes; what readers' programs show is an MP4.
  return { id: spell({ ...put.blob, mimeType: type }), ready: true, status: 200 };
}

/** A job in any of its shapes: also of a video that is there already (409). */
function readJob(context: NetworkContext, answer: Answer, token: string): Uploaded | Prepared {
  const { status, body } = answer;
  const job = Told.safeParse(readJson(body)).data;
  const raw = rawOf(body, token);
  if (job?.error === "unconfirmed_email") return { kind: "rejected", status, raw, reason: unconfirmed };
  if (job === undefined || job.jobId === "") return refused(context, answer, token);
  if (job.state === "JOB_STATE_FAILED") {
    const why = (job.message ?? job.error ?? "").slice(0, 200);
    return { kind: "rejected", status, raw, reason: unusable(title, "video", why) };
  }
  if (job.blob !== undefined) return { id: spell(job.blob), ready: true, status };
  return { id: `${jobMark}${job.jobId}`, ready: false, status };
}

/** What the service refuses says nothing of the account's access. */
function refused(context: NetworkContext, answer: Answer, token: string): Prepared {
  const { status, body } = answer;
  const said = { status, raw: rawOf(body, token) };
  if (status === 429) return { ...said, kind: "limited", until: untilOf(answer, context.now()), reason: full };
  if (status < 400 || status >= 500 || status === 401 || status === 408)
    return { ...said, kind: "not_sent", reason: unreachable };
  return { ...said, kind: "rejected", reason: unusable(title, "video", failureOf(answer).message) };
}

const full: Text = {
  en: "Bluesky takes no more videos of this account for now.",
  fr: "Bluesky n’accepte plus de vidéos de ce compte pour le moment.",
};
const unconfirmed: Text = {
  en: "Bluesky takes videos only of accounts whose e-mail address is confirmed. Confirm it in the Bluesky app, then send the post again.",
  fr: "Bluesky n’accepte de vidéos que des comptes dont l’adresse e-mail est confirmée. Confirmez-la dans l’application Bluesky, puis renvoyez le message.",
};
const unreachable: Text = {
  en: "Bluesky’s video service could not be reached.",
  fr: "Le service vidéo de Bluesky est injoignable.",
};
