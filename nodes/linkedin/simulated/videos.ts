import { createHash } from "node:crypto";
import { z } from "zod";
import { concat } from "#engine/bytes.ts";
import { readJson } from "#engine/json.ts";
import { filmOf } from "#engine/simulator/film.ts";
import { toBase64, type Shelf, type Shelved } from "#engine/simulator/shelf.ts";
import type { Journal, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";

const Begin = z.strictObject({
  initializeUploadRequest: z.strictObject({
    owner: z.string(),
    fileSizeBytes: z.int().min(1).max(500_000_000),
    uploadCaptions: z.boolean(),
    uploadThumbnail: z.boolean(),
  }),
});
const Finish = z.strictObject({
  finalizeUploadRequest: z.strictObject({
    video: z.string(),
    uploadToken: z.string(),
    uploadedPartIds: z.array(z.string()),
  }),
});

/** Parts of 4 MiB; what is smaller is cut in three all the same, so that nobody gets away with one address. */
const partBytes = 4_194_304;
const leastBytes = 300;
/** Milliseconds that an address lives, and that LinkedIn works on what it does not recognise. */
const life = 3_600_000;
const work = 4000;
/** Uploads under way that are remembered; the oldest leave first. */
const most = 100;

type Upload = { owner: string; until: number; parts: { size: number; bytes: Uint8Array | null; tag: string }[] };

export type Replies = {
  json: (status: number, body: unknown) => SimulatorReply;
  fail: (status: number, message: string) => SimulatorReply;
  /** Why the bearer may not speak for an author; null where they may. */
  barred: (author: string) => SimulatorReply | null;
};

/** The videos of the simulated LinkedIn: each part has an address of its own, and what was cut in another way fails later. */
export function createVideos(stage: Stage, shelf: Shelf, shelves: Journal<Shelved>, nextId: () => string) {
  const uploads = new Map<string, Upload>();

  function begin(request: SimulatorRequest, { json, fail, barred }: Replies): SimulatorReply {
    const asked = Begin.safeParse(readJson(request.body)).data?.initializeUploadRequest;
    if (asked === undefined) return fail(400, "Field Value validation failed in REQUEST_BODY");
    const refused = barred(asked.owner);
    if (refused !== null) return refused;
    const id = nextId();
    const size = asked.fileSizeBytes;
    const each = Math.min(partBytes, Math.max(leastBytes, Math.ceil(size / 3)));
    const starts = Array.from({ length: Math.ceil(size / each) }, (_, number) => number * each);
    const until = stage.now() + life;
    uploads.set(id, {
      owner: asked.owner,
      until,
      parts: starts.map((start) => ({ size: Math.min(each, size - start), bytes: null, tag: "" })),
    });
    const [oldest] = uploads.keys();
    if (uploads.size > most && oldest !== undefined) uploads.delete(oldest);
    return json(200, {
      value: {
        uploadUrlsExpireAt: until,
        video: `urn:li:video:${id}`,
        uploadInstructions: starts.map((start, number) => ({
          uploadUrl: `${stage.base}/dms-uploads/${id}/${number}`,
          firstByte: start,
          lastByte: Math.min(start + each, size) - 1,
        })),
        uploadToken: "",
      },
    });
  }

  /** Takes whatever comes: only the processing afterwards sees what was cut wrongly. */
  function part(request: SimulatorRequest, id: string, number: number, { fail, barred }: Replies): SimulatorReply {
    const upload = uploads.get(id);
    const one = upload?.parts[number];
    if (upload === undefined || one === undefined || upload.until < stage.now()) return fail(403, "Upload has expired");
    if (barred(upload.owner) !== null) return fail(403, "Not enough permissions to upload");
    one.bytes = request.bytes;
    one.tag = createHash("md5").update(request.bytes).update(String(number)).digest("hex");
    return { status: 200, headers: { etag: one.tag }, body: "" };
  }

  function finish(request: SimulatorRequest, { fail, barred }: Replies): SimulatorReply {
    const asked = Finish.safeParse(readJson(request.body)).data?.finalizeUploadRequest;
    if (asked === undefined) return fail(400, "Field Value validation failed in REQUEST_BODY");
    const id = asked.video.split(":").at(-1) ?? "";
    const upload = uploads.get(id);
    if (upload === undefined) return fail(400, `Video ${asked.video} is not waiting for its upload`);
    const refused = barred(upload.owner);
    if (refused !== null) return refused;
    const tags = upload.parts.map(({ tag }) => tag);
    if (tags.length !== asked.uploadedPartIds.length || tags.some((tag, at) => tag !== asked.uploadedPartIds[at]))
      return fail(400, "uploadedPartIds do not match the uploaded parts");
    const bytes = concat(upload.parts.map((each) => each.bytes ?? new Uint8Array()));
    const film = filmOf(bytes);
    const wrong = upload.parts.some((each) => each.bytes?.length !== each.size);
    const failed = wrong
      ? "Uploaded parts do not match the upload instructions"
      : film?.type === "video/mp4"
        ? (film.failed ?? null)
        : "Unsupported video format";
    uploads.delete(id);
    shelf.keep(shelves, {
      id,
      handle: upload.owner,
      type: "video/mp4",
      alt: null,
      at: stage.now(),
      readyAt: stage.now() + (film?.work ?? work),
      post: null,
      bytes: toBase64(bytes),
      ...(failed === null ? {} : { failed }),
    });
    return { status: 200, body: "" };
  }

  /** How a video stands, as LinkedIn names it; null for one that it does not know. */
  function stateOf(id: string): { status: string; processingFailureReason?: string } | null {
    if (uploads.has(id)) return { status: "WAITING_UPLOAD" };
    const found = shelf.find(id);
    if (found === null) return null;
    if (found.readyAt > stage.now()) return { status: "PROCESSING" };
    return found.failed === undefined
      ? { status: "AVAILABLE" }
      : { status: "PROCESSING_FAILED", processingFailureReason: found.failed };
  }

  return { begin, part, finish, stateOf };
}
export type Videos = ReturnType<typeof createVideos>;
