import { concat } from "#engine/bytes.ts";
import { readForm } from "#engine/multipart.ts";
import { filmOf } from "#engine/simulator/film.ts";
import { createIds } from "#engine/simulator/ids.ts";
import { toBase64 } from "#engine/simulator/shelf.ts";
import type { SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { fail, json } from "./answer.ts";
import type { Feed, Post } from "./feed.ts";
import type { Photos } from "./photos.ts";

/** Bytes of a part; what is smaller goes in several all the same. */
const part = { most: 1_048_576, least: 700 };
/** Milliseconds that Facebook works on what it did not even recognise. */
const work = 8000;
/** Uploads under way that are remembered; the oldest leave first. */
const most = 100;
/** Ids of videos begin where photos' do not. */
const epoch = 1_200_000_000_000;

type Upload = { page: string; video: string; size: number; parts: Uint8Array[]; got: number };

/** The videos of a simulated page: a resumable upload in three phases, then some time until the post is seen. */
export function createVideos(stage: Pick<Stage, "now" | "base">, feed: Feed, photos: Photos) {
  const uploads = new Map<string, Upload>();
  const newId = createIds(epoch, 12);
  const nextId = (): string => newId(stage.now());
  const invalid = (message: string): SimulatorReply => fail({ code: 100, message: `(#100) ${message}` });
  const wanted = ({ size, got }: Upload) => ({
    start_offset: String(got),
    end_offset: String(Math.min(size, got + Math.min(part.most, Math.max(part.least, Math.ceil(size / 3))))),
  });

  function start(page: string, fields: Record<string, string>): SimulatorReply {
    const size = Number(fields["file_size"] ?? "");
    if (!Number.isSafeInteger(size) || size < 1) return invalid("Param file_size must be a number");
    const [id, video] = [nextId(), nextId()];
    const upload: Upload = { page, video, size, parts: [], got: 0 };
    uploads.set(id, upload);
    const [oldest] = uploads.keys();
    if (uploads.size > most && oldest !== undefined) uploads.delete(oldest);
    return json(200, { video_id: video, upload_session_id: id, ...wanted(upload) });
  }

  function transfer(upload: Upload, fields: Record<string, string>, bytes: Uint8Array): SimulatorReply {
    const { start_offset: from, end_offset: to } = wanted(upload);
    if (fields["start_offset"] !== from || bytes.length !== Number(to) - Number(from))
      return json(400, {
        error: {
          message: "There was a problem uploading your video file. Please try again with the correct offset.",
          type: "OAuthException",
          code: 6000,
          error_subcode: 1_363_037,
          error_data: { start_offset: from, end_offset: to },
          fbtrace_id: "AsimulatedTrace",
        },
      });
    upload.parts.push(bytes);
    upload.got += bytes.length;
    return json(200, wanted(upload));
  }

  function finish(id: string, upload: Upload, fields: Record<string, string>, hidden: boolean): SimulatorReply {
    const { page, video, size, got } = upload;
    if (got < size) return fail({ code: 6000, subcode: 1_363_033, message: "The upload is not complete" });
    const message = fields["description"] ?? "";
    if (feed.of(page)[0]?.message === message) return fail({ code: 506, message: "Duplicate status message" });
    uploads.delete(id);
    const bytes = concat(upload.parts);
    const film = filmOf(bytes) ?? { type: "video/unknown", work, failed: unsupported };
    const at = stage.now();
    photos.keep({
      id: video,
      handle: page,
      type: film.type,
      alt: null,
      at,
      readyAt: at + film.work,
      post: video,
      bytes: toBase64(bytes),
      ...(film.failed === undefined ? {} : { failed: film.failed }),
    });
    feed.write({ page, message, link: null, photos: [video], hidden, video });
    return json(200, { success: true });
  }

  return {
    /** One phase of an upload. */
    serve: (request: SimulatorRequest, page: string, hidden: boolean): SimulatorReply => {
      const form = readForm(request.headers["content-type"] ?? "", request.bytes);
      const fields = form?.fields ?? Object.fromEntries(new URLSearchParams(request.body));
      if (fields["upload_phase"] === "start") return start(page, fields);
      const id = fields["upload_session_id"] ?? "";
      const upload = uploads.get(id);
      if (upload?.page !== page)
        return fail({ code: 6000, subcode: 1_363_043, message: "The upload session has expired" });
      if (fields["upload_phase"] === "transfer")
        return transfer(
          upload,
          fields,
          form?.files.find(({ name }) => name === "video_file_chunk")?.bytes ?? new Uint8Array(),
        );
      if (fields["upload_phase"] === "finish") return finish(id, upload, fields, hidden);
      if (fields["upload_phase"] !== "cancel") return invalid("Param upload_phase is invalid");
      uploads.delete(id);
      return json(200, { success: true });
    },
    /** How a video stands; null where the page has none by this id. */
    look: (page: string, id: string, username: string): SimulatorReply | null => {
      const found = photos.shelf.find(id);
      if (found === null || found.handle !== page || !feed.written().some(({ video }) => video === id)) return null;
      const permalink = `/${username}/videos/${id}/`;
      if (found.readyAt > stage.now())
        return json(200, {
          id,
          permalink_url: permalink,
          status: { video_status: "processing", processing_progress: 40 },
        });
      if (found.failed !== undefined)
        return json(200, {
          id,
          status: {
            video_status: "error",
            processing_phase: {
              status: "error",
              error: { message: found.failed },
            },
          },
        });
      return json(200, { id, permalink_url: permalink, status: { video_status: "ready" } });
    },
    /** Whether visitors see a post: one with a video once that is done. */
    shows: ({ video }: Pick<Post, "video">): boolean => {
      const found = video === null ? null : photos.shelf.find(video);
      return found === null || (found.readyAt <= stage.now() && found.failed === undefined);
    },
    /** Whether nobody will ever see a post: its video could not be used. */
    failed: ({ video }: Pick<Post, "video">): boolean =>
      video !== null && photos.shelf.find(video)?.failed !== undefined,
  };
}
export type Videos = ReturnType<typeof createVideos>;

const unsupported = "The video file you tried to upload is unsupported";
