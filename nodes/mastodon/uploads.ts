import { readForm } from "#engine/multipart.ts";
import type { Journal, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { type Shelf, type Shelved, toBase64, typeOf } from "#engine/simulator/shelf.ts";
import { card } from "./card.ts";

/** A picture of more bytes is worked on after the answer, for this long, milliseconds. */
const later = { bytes: 300_000, ms: 3000 };

type Json = (status: number, body: unknown) => SimulatorReply;

/** A server's media: uploads, their state, and what a status takes of them, as Mastodon 4.5 answers. */
export function createUploads(shelf: Shelf, journal: Journal<Shelved>, base: string, json: Json) {
  let last = 0n;

  const attachment = ({ id, type, alt, readyAt }: Shelved, now: number) => ({
    id,
    type: type === "image/gif" ? "gifv" : "image",
    url: readyAt <= now ? `${base}/media/${id}` : null,
    preview_url: readyAt <= now ? `${base}/media/${id}` : null,
    remote_url: null,
    description: alt,
    blurhash: null,
  });

  function upload(request: SimulatorRequest, handle: string, now: number, waits: boolean): SimulatorReply {
    const form = readForm(request.headers["content-type"] ?? "", request.bytes);
    const file = form?.files.find(({ name }) => name === "file");
    if (form === null || file === undefined) return json(422, { error: "Validation failed: File can't be blank" });
    const { picture, alt: longest } = card.limits;
    if (file.bytes.length > (picture?.bytes ?? 0))
      return json(422, { error: "Validation failed: File File size must be less than 16 MB" });
    const type = typeOf(file.bytes);
    if (type === null) return json(422, { error: "File type of uploaded media could not be verified" });
    if (!(picture?.types ?? []).includes(type))
      return json(422, { error: "Validation failed: File content type is invalid, File is invalid" });
    const alt = form.fields["description"] ?? null;
    if (alt !== null && [...alt].length > longest)
      return json(422, { error: `Validation failed: Description is too long (maximum is ${longest} characters)` });
    const made = BigInt(now) << 16n;
    last = made > last ? made : last + 1n;
    const readyAt = waits && file.bytes.length > later.bytes ? now + later.ms : now;
    const entry = { id: String(last), handle, type, alt, at: now, readyAt, post: null, bytes: toBase64(file.bytes) };
    shelf.keep(journal, entry);
    return json(readyAt > now ? 202 : 200, attachment(entry, now));
  }

  function look(handle: string, id: string, now: number): SimulatorReply {
    const found = shelf.own(handle, id, now);
    if (found === null) return json(404, { error: "Record not found" });
    return json(found.readyAt > now ? 206 : 200, attachment(found, now));
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
      const media = ids.flatMap((id) => shelf.own(handle, id, now) ?? []);
      if (media.length < ids.length) {
        const missing = ids.filter((id) => !media.some((one) => one.id === id));
        return refuse(`Media ${missing.join(", ")} not found or already attached to another post`);
      }
      if (media.some(({ readyAt }) => readyAt > now))
        return refuse("Cannot attach files that have not finished processing. Try again in a moment!");
      return { media };
    },
    use: (media: readonly Shelved[], post: string): void => {
      for (const one of media) shelf.keep(journal, { ...one, post });
    },
    attachments: (ids: readonly string[] = [], now: number) =>
      ids.flatMap((id) => shelf.find(id) ?? []).map((one) => attachment(one, now)),
  };
}
