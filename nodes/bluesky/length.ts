import type { Limits } from "#engine/card.ts";
import { countGraphemes, shorten } from "#engine/cut.ts";

/** Bytes that a text may hold for each grapheme that it may hold: 3000 bytes beside 300 graphemes. */
const bytesEach = 10;

const encoder = new TextEncoder();

/**
 * Bluesky limits graphemes, and UTF-8 bytes beside them: an emoji family is one grapheme of 25 bytes. What weighs more counts, so
 * that one number tells whether a text fits. An address counts as it is written.
 */
export function count(text: string): number {
  const graphemes = countGraphemes(text);
  // Three bytes a UTF-16 unit at most: most texts need no encoding to be counted.
  if (text.length * 3 <= graphemes * bytesEach) return graphemes;
  return Math.max(graphemes, Math.ceil(encoder.encode(text).length / bytesEach));
}

export const cut = (text: string, max: number, _limits?: Limits): string => shorten(text, max, count);
