import { latin1 } from "../bytes.ts";
import { contentOf } from "../content.ts";

/** Milliseconds that a simulated network works on a video: on one that it can use, and on one that it gives up at last. */
const work = { good: 3000, broken: 600_000 };

/** What a network finds in the bytes of a video: what it is by its first bytes, how long it works on it, and what it says in the end. */
export type Film = { type: string; work: number; failed?: string };

/**
 * Looks at bytes as a network does: their head decides whether they are taken, and whether they can be used shows later. A film without
 * its table of contents (`moov`), as of a recording that broke off, begins as any other does. null where it is no video.
 */
export function filmOf(bytes: Uint8Array): Film | null {
  const content = contentOf(bytes);
  if (content.kind === "video") return { type: content.type, work: work.good };
  const begins = content.kind === "refused" && content.code === "not_media" && latin1(bytes, 4, 8) === "ftyp";
  return begins ? { type: "video/mp4", work: work.broken, failed: "moov atom not found" } : null;
}
