import { z } from "zod";
import { contentOf } from "../content.ts";
import { html, type Markup } from "../markup.ts";
import type { Journal, SimulatorReply, SimulatorRequest } from "../simulator.ts";

/** Bytes of all media that a simulated network keeps, and media that it knows of; the oldest leave first. */
const most = { bytes: 30_000_000, media: 10_000 };
/** Unused media are forgotten after a day, as X and Mastodon do it, in milliseconds. */
const unusedFor = 24 * 3_600_000;

/** A medium that somebody uploaded. `bytes` in base 64; null where it had to make room. `post`: the one that shows it. */
export const Shelved = z.strictObject({
  id: z.string(),
  handle: z.string(),
  type: z.string(),
  alt: z.string().nullable(),
  at: z.number(),
  readyAt: z.number(),
  post: z.string().nullable(),
  bytes: z.string().nullable(),
  /** Why the network could not make use of it, as it says once it has worked on it. */
  failed: z.string().optional(),
});
export type Shelved = z.infer<typeof Shelved>;

/** What a page shows of a medium. */
export type ShownMedium = { url: string; alt: string | null; video: boolean };

/** A simulated network's memory of media: bounded, in its journal as in its memory. */
export function createShelf() {
  const all = new Map<string, Shelved>();
  let size = 0;

  function replay(entry: Shelved): void {
    size += weight(entry) - weight(all.get(entry.id));
    all.delete(entry.id);
    all.set(entry.id, entry);
    for (const [id, oldest] of all) {
      if (size <= most.bytes && all.size <= most.media) break;
      size -= weight(oldest);
      if (all.size > most.media) all.delete(id);
      else all.set(id, { ...oldest, bytes: null });
    }
  }

  const keep = (journal: Journal<Shelved>, entry: Shelved): void => {
    // What there is no room for at all is known by its words from the start.
    const kept = weight(entry) > most.bytes ? { ...entry, bytes: null } : entry;
    journal.append(kept);
    replay(kept);
  };
  /** A person's own medium that no post shows yet and that is not too old; null where there is none. */
  const own = (handle: string, id: string, now: number): Shelved | null => {
    const found = all.get(id);
    return found?.handle === handle && found.post === null && found.at > now - unusedFor ? found : null;
  };

  return {
    replay,
    snapshot: (): Shelved[] => [...all.values()],
    keep,
    find: (id: string): Shelved | null => all.get(id) ?? null,
    own,
    /** A person's media for a post; else those that are not theirs, used or gone, or those that are not ready (or never will be). */
    take: (
      handle: string,
      ids: readonly string[],
      now: number,
    ): { media: Shelved[] } | { missing: string[] } | { unready: string[] } => {
      const media = ids.flatMap((id) => own(handle, id, now) ?? []);
      const missing = ids.filter((id) => !media.some((one) => one.id === id));
      if (missing.length > 0) return { missing };
      const unready = media.filter(({ readyAt, failed }) => readyAt > now || failed !== undefined);
      return unready.length > 0 ? { unready: unready.map(({ id }) => id) } : { media };
    },
    /** From now on a post shows them. */
    use: (journal: Journal<Shelved>, media: readonly Shelved[], post: string): void => {
      for (const one of media) keep(journal, { ...one, post });
    },
    shown: (base: string, ids: readonly string[] = []): ShownMedium[] =>
      ids.flatMap((id) => {
        const found = all.get(id);
        return found === undefined
          ? []
          : [{ url: `${base}/media/${id}`, alt: found.alt, video: found.type.startsWith("video/") }];
      }),
    /** Answers `/media/ID` with the file itself; null for any other path. */
    serve: ({ path }: Pick<SimulatorRequest, "path">): SimulatorReply | null => {
      const id = /^\/media\/(\d{1,24})$/u.exec(path)?.[1];
      if (id === undefined) return null;
      const { type = "", bytes = null } = all.get(id) ?? {};
      if (bytes === null) return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };
      const headers = {
        "content-type": type,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'",
        "cache-control": "private, max-age=86400",
      };
      return { status: 200, headers, body: fromBase64(bytes) };
    },
  };
}
export type Shelf = ReturnType<typeof createShelf>;

const weight = (entry: Shelved | undefined): number => entry?.bytes?.length ?? 0;

export const toBase64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** The true type of what was uploaded; null where it is neither a picture nor a video. */
export function typeOf(bytes: Uint8Array): string | null {
  const content = contentOf(bytes);
  return content.kind === "refused" ? null : content.type;
}

/** The media of a post, as a page shows them. */
export function pictures(media: readonly ShownMedium[] = []): Markup | null {
  if (media.length === 0) return null;
  const one = ({ url, alt, video }: ShownMedium): Markup =>
    video
      ? html`<video src="${url}" controls aria-label="${alt ?? ""}"></video>`
      : html`<img src="${url}" alt="${alt ?? ""}" />`;
  return html`<div class="media m${Math.min(media.length, 4)}">${media.map(one)}</div>`;
}
