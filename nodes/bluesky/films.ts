import { randomBytes } from "node:crypto";
import type { DemoPerson, Journal, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { filmOf } from "#engine/simulator/film.ts";
import { fail, json } from "./reply.ts";
import type { Repository, RepositoryEntry } from "./repository.ts";
import { cidOf, didOf, domain, findResident } from "./resident.ts";
import type { z } from "zod";

/** The service for videos, as tokens name it, and the account's own server. */
const service = "did:web:video.bsky.app";
const server = `did:web:${domain}`;
/** Videos of one person on one day; bytes of one, as records may name it. */
const daily = { calls: 25, seconds: 86_400 };
export const filmBytes = 100_000_000;
/** Tokens and jobs that are remembered; the oldest leave first. */
const most = 100;
/** Milliseconds that it works on what turns out to be no video. */
const glance = 1000;

type Token = { handle: string; aud: string; lxm: string; until: number };
type Job = { id: string; handle: string; bytes: Uint8Array | null; blob: unknown; readyAt: number; failed?: string };

/** Bluesky's service for videos beside its servers: it takes tokens of a server, works on what it got, and leaves it with that server. */
export function createFilms(
  { people, now, spend, age }: Stage,
  repository: Repository,
  journal: Journal<z.infer<typeof RepositoryEntry>>,
) {
  const tokens = new Map<string, Token>();
  const jobs = new Map<string, Job>();

  /** Of the server: lets another service do one thing in a person's name. */
  function serviceAuth({ query }: SimulatorRequest, { handle }: DemoPerson): SimulatorReply {
    const [aud, lxm, exp] = [query.get("aud") ?? "", query.get("lxm") ?? "", Number(query.get("exp") ?? "0")];
    if (!aud.startsWith("did:")) return fail(400, "InvalidRequest", "Invalid com.atproto.server.getServiceAuth params");
    const ahead = exp * 1000 - now();
    if (ahead <= 0) return fail(400, "BadExpiration", "expiration is in past");
    if (ahead > (lxm === "" ? 60_000 : 3_600_000))
      return fail(400, "BadExpiration", "expiration too far in the future");
    const token = `service.${randomBytes(24).toString("base64url")}`;
    tokens.set(token, { handle, aud, lxm, until: exp * 1000 });
    trim(tokens);
    return json({ token });
  }

  /** Whose token a request bears, where it is for this service or server and this method. */
  function bearer({ headers }: SimulatorRequest, aud: string, lxm: string): string | null {
    const token = tokens.get(/^Bearer (\S+)$/u.exec(headers["authorization"] ?? "")?.[1] ?? "");
    return token?.aud === aud && token.lxm === lxm && token.until > now() ? token.handle : null;
  }

  function limits(request: SimulatorRequest): SimulatorReply {
    const handle = bearer(request, service, "app.bsky.video.getUploadLimits");
    if (handle === null) return unknownToken;
    if (age === "unconfirmed")
      return json({ canUpload: false, error: "unconfirmed_email", message: "User must verify email" });
    return json({ canUpload: true, remainingDailyVideos: daily.calls, remainingDailyBytes: 10_000_000_000 });
  }

  function upload(request: SimulatorRequest): SimulatorReply {
    const { query, headers, bytes } = request;
    const handle = bearer(request, server, "com.atproto.repo.uploadBlob");
    if (handle === null) return unknownToken;
    if (findResident(people, query.get("did") ?? "")?.handle !== handle)
      return fail(400, "InvalidRequest", "DID does not match the token");
    if ((query.get("name") ?? "") === "") return fail(400, "InvalidRequest", 'Params must have the property "name"');
    if ((headers["content-type"] ?? "") !== "video/mp4")
      return fail(400, "InvalidRequest", "Wrong request encoding (Content-Type)");
    if (bytes.length > filmBytes) return fail(400, "InvalidRequest", "Video is too large");
    const id = cidOf(Buffer.concat([Buffer.from(handle), bytes]), "raw").slice(-20);
    const known = jobs.get(id);
    // The same video twice: it says so by an error, with the job that is under way or done.
    if (known !== undefined)
      return json({ error: "already_exists", message: "Video already processed", ...shapeOf(known) }, 409);
    if (spend(`videos ${handle}`, daily).over)
      return fail(400, "UploadLimit", "User has exceeded their daily upload limit");
    const film = filmOf(bytes) ?? { work: glance, failed: "unsupported file" };
    const { work, failed } = film;
    const job = { id, handle, bytes, blob: null, readyAt: now() + work, ...(failed === undefined ? {} : { failed }) };
    jobs.set(id, job);
    trim(jobs);
    // Bare, as it was seen to answer.
    return json(shapeOf(job));
  }

  function status({ query }: SimulatorRequest): SimulatorReply {
    const job = jobs.get(query.get("jobId") ?? "");
    return job === undefined ? fail(400, "InvalidRequest", "Job not found") : json({ jobStatus: shapeOf(job) });
  }

  /** How a job stands. One that is done has left the video with the person's server. */
  function shapeOf(job: Job) {
    const told = { jobId: job.id, did: didOf(job.handle) };
    if (job.readyAt > now()) return { ...told, state: "JOB_STATE_ENCODING", progress: 40 };
    if (job.failed !== undefined) return { ...told, state: "JOB_STATE_FAILED", error: "invalid", message: job.failed };
    if (job.bytes !== null) {
      job.blob = repository.upload(journal, job.handle, job.bytes, "video/mp4");
      job.bytes = null;
    }
    return { ...told, state: "JOB_STATE_COMPLETED", progress: 100, blob: job.blob };
  }

  return {
    serviceAuth,
    /** Answers what is asked of the service. */
    serve: (request: SimulatorRequest, method: string): SimulatorReply => {
      if (request.method === "POST" && method === "app.bsky.video.uploadVideo") return upload(request);
      if (request.method === "GET" && method === "app.bsky.video.getUploadLimits") return limits(request);
      if (request.method === "GET" && method === "app.bsky.video.getJobStatus") return status(request);
      return fail(501, "MethodNotImplemented", "Method Not Implemented");
    },
  };
}
export type Films = ReturnType<typeof createFilms>;

function trim(all: Map<string, unknown>): void {
  for (const oldest of all.keys())
    if (all.size > most) all.delete(oldest);
    else break;
}

const unknownToken = fail(401, "AuthenticationRequired", "Token could not be verified");
