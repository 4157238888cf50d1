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

/**
 * Text of at most `most` letters: unchanged where it fits, else cut after a word and ended with `…`. A first word that is
 * longer than the room is cut inside, but never inside a letter.
 */
export function ellipsis(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most < 1) return "";
  const start = isPlain(text) ? text.slice(0, most) : beginning(text, most);
  if (start === null) return text;
  return `${onWord(start, text)}…`;
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

/** Goes back from `start` (the longest that would fit without the sign) to the end of a word, leaving room for the sign. */
function onWord(start: string, text: string): string {
  const room = start.slice(0, start.length - lastLength(start));
  const next = text.slice(room.length, room.length + 1);
  const border = /\s/u.test(next)
    ? room.length
    : Math.max(room.lastIndexOf(" "), room.lastIndexOf("\n"), room.lastIndexOf("\t"));
  // Half of the room is too much to give up for a word's end: there is hardly a word then, or a script without spaces.
  const kept = border > room.length / 2 ? room.slice(0, border) : room;
  let end = kept.length;
  while (end > 0 && loose.test(kept[end - 1] ?? "")) end -= 1;
  return kept.slice(0, end);
}

/** What no sentence ends with before an ellipsis. */
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
