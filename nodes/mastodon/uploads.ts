import { readForm } from "#engine/multipart.ts";
import type { Journal, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { filmOf } from "#engine/simulator/film.ts";
import { createIds } from "#engine/simulator/ids.ts";
import { type Shelf, type Shelved, toBase64, typeOf } from "#engine/simulator/shelf.ts";
import { card } from "./card.ts";

/** A picture of more bytes is worked on after the answer, for this long, milliseconds. */
const later = { bytes: 300_000, ms: 3000 };
/** Bytes of a video, as this server has it set: the usual 99 MB would be more than our store ever sends. */
export const videoBytes = 41_943_040;

type Json = (status: number, body: unknown) => SimulatorReply;

/** A server's media: uploads, their state, and what a status takes of them, as Mastodon 4.5 answers. */
export function createUploads(shelf: Shelf, journal: Journal<Shelved>, base: string, json: Json) {
  const nextId = createIds(0, 16);

  const attachment = ({ id, type, alt, readyAt }: Shelved, now: number) => ({
    id,
    type: type === "image/gif" ? "gifv" : type.startsWith("video/") ? "video" : "image",
    url: readyAt <= now ? `${base}/media/${id}` : null,
    preview_url: readyAt <= now ? `${base}/media/${id}` : null,
    remote_url: null,
    description: alt,
    blurhash: null,
  });
  const unusable = json(422, { error: "Error processing thumbnail for uploaded media" });
  const invalid = (what: string): SimulatorReply => json(422, { error: `Validation failed: ${what}` });

  function upload(request: SimulatorRequest, handle: string, now: number, waits: boolean): SimulatorReply {
    const form = readForm(request.headers["content-type"] ?? "", request.bytes);
    const file = form?.files.find(({ name }) => name === "file");
    if (form === null || file === undefined) return invalid("File can't be blank");
    const { picture, video, alt: longest } = card.limits;
    const film = filmOf(file.bytes);
    const type = film?.type ?? typeOf(file.bytes);
    if (type === null) return json(422, { error: "File type of uploaded media could not be verified" });
    if (file.bytes.length > (film === null ? (picture?.bytes ?? 0) : videoBytes))
      return invalid(`File File size must be less than ${film === null ? 16 : 40} MB`);
    if (![...(picture?.types ?? []), ...(video?.types ?? [])].includes(type))
      return invalid("File content type is invalid, File is invalid");
    const alt = form.fields["description"] ?? null;
    if (alt !== null && [...alt].length > longest)
      return invalid(`Description is too long (maximum is ${longest} characters)`);
    // A video is worked on whatever is asked for; the older call waits for it.
    const work = film?.work ?? (file.bytes.length > later.bytes ? later.ms : 0);
    const readyAt = waits ? now + work : now;
    const entry = {
      id: nextId(now),
      handle,
      type,
      alt,
      at: now,
      readyAt,
      post: null,
      bytes: toBase64(file.bytes),
      ...(film?.failed === undefined ? {} : { failed: film.failed }),
    };
    if (!waits && film?.failed !== undefined) return unusable;
    shelf.keep(journal, entry);
    return json(readyAt > now ? 202 : 200, attachment(entry, now));
  }

  function look(handle: string, id: string, now: number): SimulatorReply {
    const found = shelf.own(handle, id, now);
    if (found === null) return json(404, { error: "Record not found" });
    if (found.readyAt > now) return json(206, attachment(found, now));
    return found.failed === undefined ? json(200, attachment(found, now)) : unusable;
  }

  /** Since 4.4: what no status shows is taken back. */
  function drop(handle: string, id: string, now: number): SimulatorReply {
    const found = shelf.own(handle, id, now);
    if (found === null) return json(404, { error: "Record not found" });
    shelf.keep(journal, { ...found, post: "taken back", bytes: null });
    return json(200, {});
  }

  return {
    /** Answers what is below the media's paths; null for any other request. */
    answer: ({ method, path, ...rest }: SimulatorRequest, handle: string, now: number): SimulatorReply | null => {
      const request = { method, path, ...rest };
      if (method === "POST" && path === "/api/v2/media") return upload(request, handle, now, true);
      if (method === "POST" && path === "/api/v1/media") return upload(request, handle, now, false);
      const dropped = method === "DELETE" ? /^\/api\/v1\/media\/(\d{1,24})$/u.exec(path)?.[1] : undefined;
      if (dropped !== undefined) return drop(handle, dropped, now);
      const id = method === "GET" ? /^\/api\/v1\/media\/(\d{1,24})$/u.exec(path)?.[1] : undefined;
      return id === undefined ? null : look(handle, id, now);
    },
    /** The media that a status asks for, or why it does not get them. */
    take: (handle: string, ids: readonly string[], now: number): { media: Shelved[] } | { reply: SimulatorReply } => {
      const refuse = (error: string) => ({ reply: json(422, { error }) });
      if (ids.length > card.limits.pictures) return refuse(`Cannot attach more than ${card.limits.pictures} files`);
      const taken = shelf.take(handle, ids, now);
      if ("missing" in taken)
        return refuse(`Media ${taken.missing.join(", ")} not found or already attached to another post`);
      if ("unready" in taken)
        return refuse("Cannot attach files that have not finished processing. Try again in a moment!");
      if (ids.length > 1 && taken.media.some(({ type }) => type.startsWith("video/")))
        return refuse("Cannot attach a video to a post that already contains images");
      return taken;
    },
    use: (media: readonly Shelved[], post: string): void => shelf.use(journal, media, post),
    attachments: (ids: readonly string[] = [], now: number) =>
      ids.flatMap((id) => shelf.find(id) ?? []).map((one) => attachment(one, now)),
  };
}
