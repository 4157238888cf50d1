import { z } from "zod";
import { readJson } from "#engine/json.ts";
import { readForm } from "#engine/multipart.ts";
import { concat } from "#engine/bytes.ts";
import type { Journal, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { pixelsOf } from "#engine/simulator/pixels.ts";
import { filmOf } from "#engine/simulator/film.ts";
import { createIds } from "#engine/simulator/ids.ts";
import { type Shelf, type Shelved, toBase64, typeOf } from "#engine/simulator/shelf.ts";
import { card } from "./card.ts";

const Begin = z.strictObject({
  media_type: z.string(),
  total_bytes: z.int().min(1),
  media_category: z.enum(["tweet_image", "tweet_gif", "tweet_video"]),
  shared: z.boolean().optional(),
});
const Named = z.strictObject({
  id: z.string(),
  metadata: z.strictObject({ alt_text: z.strictObject({ text: z.string() }) }),
});

/** Uploads that are begun and not ended, at most; the oldest leave first. */
const most = 100;
const life = 86_400;
/** What may be uploaded for what, and how many bytes of it. */
const categories: Record<z.infer<typeof Begin>["media_category"], { types: readonly string[]; bytes: number }> = {
  tweet_image: { types: ["image/jpeg", "image/png", "image/webp", "image/gif"], bytes: card.limits.picture!.bytes },
  tweet_gif: { types: ["image/gif"], bytes: 15_000_000 },
  tweet_video: { types: ["video/mp4", "video/quicktime", "video/webm"], bytes: 8_000_000_000 },
};
/** Bytes of a segment at most; larger ones were seen to be answered with 431. Seconds between two looks at most. */
const segmentBytes = 2_000_000;
const longestWait = 60;

type Begun = { handle: string; type: string; total: number; segments: Map<number, Uint8Array> };
type Answers = {
  json: (status: number, body: unknown) => SimulatorReply;
  invalid: (message: string, parameters?: Record<string, string[]>) => SimulatorReply;
};

/** Of a GIF [documented]. */
const mostFrames = 350;

/** X's uploads: initialize, append, finalize, status and alternative text, as NETWORKS.md records them. */
export function createUploads(shelf: Shelf, journal: Journal<Shelved>, { json, invalid }: Answers) {
  const open = new Map<string, Begun>();
  const nextId = createIds(1_288_834_974_657, 22);
  const infoOf = ({ readyAt, failed }: Shelved, now: number) => {
    if (readyAt <= now)
      return failed === undefined
        ? { state: "succeeded", progress_percent: 100 }
        : { state: "failed", progress_percent: 0, error: { code: 1, name: "InvalidMedia", message: failed } };
    const check_after_secs = Math.min(longestWait, Math.ceil((readyAt - now) / 1000));
    return { state: "in_progress", check_after_secs, progress_percent: 50 };
  };

  function begin(request: SimulatorRequest, handle: string, now: number): SimulatorReply {
    const asked = Begin.safeParse(readJson(request.body));
    if (!asked.success) return invalid(asked.error.issues[0]?.message ?? "Invalid body");
    const { media_type: type, total_bytes: total, media_category: category } = asked.data;
    const { types, bytes: limit } = categories[category];
    if (!types.includes(type)) return invalid(`The media type ${type} is not supported.`, { media_type: [type] });
    if (total > limit) return invalid(`File size exceeds ${limit} bytes.`, { total_bytes: [String(total)] });
    const id = nextId(now);
    open.set(id, { handle, type, total, segments: new Map() });
    for (const oldest of open.keys())
      if (open.size > most) open.delete(oldest);
      else break;
    return json(200, { data: { id, media_key: `3_${id}`, expires_after_secs: life } });
  }

  function append(request: SimulatorRequest, id: string, upload: Begun, now: number): SimulatorReply {
    const form = readForm(request.headers["content-type"] ?? "", request.bytes);
    const [file] = form?.files ?? [];
    const index = Number(form?.fields["segment_index"] ?? Number.NaN);
    if (file?.name !== "media" || !Number.isInteger(index) || index < 0 || index > 999)
      return invalid("The `media` and `segment_index` fields are required.");
    if (file.bytes.length > segmentBytes) return json(431, { title: "Request Header Fields Too Large", status: 431 });
    upload.segments.set(index, file.bytes.slice());
    return json(200, { data: { expires_at: Math.floor(now / 1000) + life } });
  }

  function end(id: string, upload: Begun, now: number): SimulatorReply {
    const bytes = concat([...upload.segments].toSorted(([a], [b]) => a - b).map(([, segment]) => segment));
    if (bytes.length !== upload.total) return invalid("Segments do not add up to provided total file size.");
    open.delete(id);
    const film = filmOf(bytes);
    const type = film?.type ?? typeOf(bytes);
    if (type === null || type !== upload.type) return invalid("media type unrecognized.", { id: [id] });
    if ((pixelsOf(bytes)?.frames ?? 1) > mostFrames)
      return invalid(`The number of frames exceeds ${mostFrames}.`, { id: [id] });
    // What moves is worked on; a picture is ready at once.
    const work = film?.work ?? (type === "image/gif" ? 5000 : 0);
    const entry = {
      id,
      handle: upload.handle,
      type,
      alt: null,
      at: now,
      readyAt: now + work,
      post: null,
      ...(film?.failed === undefined ? {} : { failed: film.failed }),
    };
    shelf.keep(journal, { ...entry, bytes: toBase64(bytes) });
    const data = { id, media_key: `${film === null ? 3 : 7}_${id}`, size: bytes.length, expires_after_secs: life };
    const info = { state: "pending", check_after_secs: Math.min(longestWait, work / 1000) };
    return json(200, { data: work > 0 ? { ...data, processing_info: info } : data });
  }

  function look(handle: string, id: string, now: number): SimulatorReply {
    const found = shelf.own(handle, id, now);
    if (found === null) return invalid("Invalid media id.", { media_id: [id] });
    const processing_info = infoOf(found, now);
    return json(200, { data: { id, media_key: `3_${id}`, expires_after_secs: life, processing_info } });
  }

  function name(request: SimulatorRequest, handle: string, now: number): SimulatorReply {
    const asked = Named.safeParse(readJson(request.body));
    if (!asked.success) return invalid(asked.error.issues[0]?.message ?? "Invalid body");
    const { id, metadata } = asked.data;
    const { text } = metadata.alt_text;
    const found = shelf.own(handle, id, now);
    if (found === null) return invalid("Invalid media id.", { id: [id] });
    if (found.type.startsWith("video/")) return invalid("Metadata is not supported for this media type.", { id: [id] });
    if (text.length > card.limits.alt)
      return invalid(`$.metadata.alt_text.text: may have at most ${card.limits.alt} characters.`);
    shelf.keep(journal, { ...found, alt: text });
    return json(200, { data: { id, associated_metadata: { alt_text: { text } } } });
  }

  return {
    /** Answers what is below `/2/media/`; null for any other request. */
    answer: (request: SimulatorRequest, handle: string, now: number): SimulatorReply | null => {
      const { method, path, query } = request;
      if (method === "POST" && path === "/2/media/metadata") return name(request, handle, now);
      if (method === "POST" && path === "/2/media/upload/initialize") return begin(request, handle, now);
      if (method === "GET" && path === "/2/media/upload" && query.get("command") === "STATUS")
        return look(handle, query.get("media_id") ?? "", now);
      const [, id = "", step = ""] = /^\/2\/media\/upload\/(\d{1,24})\/(append|finalize)$/u.exec(path) ?? [];
      if (method !== "POST" || step === "") return null;
      const upload = open.get(id);
      if (upload?.handle !== handle) return invalid("Invalid media id.", { id: [id] });
      return step === "append" ? append(request, id, upload, now) : end(id, upload, now);
    },
    /** The media that a post asks for; null where one of them is not this person's, is used, too old or not ready, or where they mix. */
    take: (handle: string, ids: readonly string[], now: number): Shelved[] | null => {
      const taken = shelf.take(handle, ids, now);
      const moves = ({ type }: Shelved): boolean => /^video\/|\/gif$/u.test(type);
      return "media" in taken && (ids.length < 2 || !taken.media.some(moves)) ? taken.media : null;
    },
    use: (media: readonly Shelved[], post: string): void => shelf.use(journal, media, post),
  };
}
