/** One for all: making a segmenter costs more than using it. It holds no state. */
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Letters as a reader counts them: an emoji with its skin tone or a letter with its accents is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many letters a reader counts. */
export function countGraphemes(text: string): number {
  if (isPlain(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

const sign = "…";

/**
 * Text of at most `most` letters: unchanged where it fits, else cut as `shorten` does. A first word that is longer than the room
 * is cut inside, but never inside a letter.
 */
export function ellipsis(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < 1) return "";
  const start = isPlain(text) ? text.slice(0, most) : beginning(text, most);
  if (start === null) return text;
  const room = start.length - lastLength(start);
  return ended(text.slice(0, wordEnd(text, room) || room));
}

/**
 * Cuts a text so that `length(result) <= max`, with an ellipsis: on a space where that loses less than half of what
 * fits, never inside an address, never inside a grapheme. Gives the text itself where it fits.
 */
export function shorten(text: string, max: number, length: (text: string) => number): string {
  if (length(text) <= max) return text;
  const ends = [...segmenter.segment(text)].map(({ index, segment }) => index + segment.length);
  const fits = (end: number): boolean => length(ended(text.slice(0, end))) <= max;
  // The length grows with the text, except where an address begins to count as one: hence the steps back afterwards.
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(ends[middle - 1] ?? 0)) low = middle;
    else high = middle - 1;
  }
  for (; low > 0; low -= 1) {
    const end = wordEnd(text, ends[low - 1] ?? 0);
    if (end > 0 && fits(end)) return ended(text.slice(0, end));
  }
  return length(sign) <= max ? sign : "";
}

/** The first `most` letters, or null where the text has no more. */
function beginning(text: string, most: number): string | null {
  let count = 0;
  for (const { index } of segmenter.segment(text)) {
    if (count === most) return text.slice(0, index);
    count += 1;
  }
  return null;
}

/**
 * Where to cut a text of which `end` would fit: after the word before it. Half of the room is too much to give up for a word's end
 * (there is hardly a word then, or a script without spaces), but not for an address.
 */
function wordEnd(text: string, end: number): number {
  if (/\s/u.test(text.slice(end, end + 1))) return end;
  let start = end;
  while (start > 0 && !/\s/u.test(text[start - 1] ?? "")) start -= 1;
  const address = text.slice(start, end + 8).includes("://");
  return address || start > end / 2 ? start : end;
}

/** With the sign in the place of what no sentence ends with before it. */
function ended(part: string): string {
  let end = part.length;
  while (end > 0 && loose.test(part[end - 1] ?? "")) end -= 1;
  return part.slice(0, end) + sign;
}
const loose = /[\s.,;:!?…–—-]/u;

function lastLength(text: string): number {
  if (isPlain(text)) return 1;
  return graphemes(text.slice(-40)).at(-1)?.length ?? 1;
}

/**
 * Letters of which each is one UTF-16 unit and joins no other: Latin with its accents, Greek, Cyrillic, kana, Han and the usual
 * signs. Segmenting them gives the same count, some fifty times slower.
 */
const joined =
  /[^\n\x20-\x7e\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff]/u;
const isPlain = (text: string) => !joined.test(text);
