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
  const cut = ended(text.slice(0, placeFor(text, room)));
  // The sign stands apart from an address: where there is no room for that, the address goes.
  return countGraphemes(cut) <= most ? cut : ended(text.slice(0, lastWhole(cut)?.start ?? 0));
}

/**
 * Cuts a text so that `length(result) <= max`, with an ellipsis: on a space where that loses less than half of what
 * fits, never inside an address, a hashtag, a mention or a grapheme: what does not fit whole is left out. Gives the text itself where
 * it fits. The one way in which anything here cuts words: steps, placeholders and networks, each with its own count.
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
    const end = placeFor(text, ends[low - 1] ?? 0);
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
 * Where to cut a text of which `end` would fit: before the address, hashtag or mention that it would cut through, and after the word
 * before. Half of the room is too much to give up for a word's end: there is hardly a word then, or a script without spaces.
 */
function placeFor(text: string, end: number): number {
  if (space.test(text.slice(end, end + 1))) return end;
  const whole = wholesAround(text, end).find((one) => one.start < end && one.end > end)?.start ?? end;
  const start = chunkStart(text, whole, 0);
  return start > whole / 2 ? start : whole;
}
const space = /\s/u;

type Whole = { start: number; end: number; address: boolean };

/** Something that means another thing, or nothing, when it is cut: addresses, with and without a scheme, of pages and of mail; mentions; hashtags. */
const whole =
  /(?<address>(?<![a-z\d+.-])(?:[a-z][a-z\d+.-]*:\/\/|www\.)[^\s<>"«»“”]+)|(?<![\w.%+-])[\w.%+-]*[@＠]\w[\w.@-]*|[#＃][\p{L}\p{M}\p{N}_·\u200c]+|(?<domain>(?<![\w.-])(?:[a-z\d-]+\.)+[a-z]{2,}(?![\p{L}\p{N}])(?:[/?#][^\s<>"«»“”]*)?)/giu;
/** What stands behind an address and is none of it. */
const behind = /[.,;:!?…'’"»”)\]}]+$/u;
/** Of an address, the longest that a post has room for; and how far ahead it shows that one begins here. */
const [farthest, ahead] = [4_100, 80];

/** What must stay whole in the words around a place, up to a little behind it. */
function wholesAround(text: string, end: number): Whole[] {
  const from = chunkStart(text, end, end - farthest);
  return [...text.slice(from, end + ahead).matchAll(whole)].map(({ 0: found, index, groups }) => ({
    start: from + index,
    end: from + index + found.replace(behind, "").length,
    address: groups?.["address"] !== undefined || groups?.["domain"]?.includes("/") === true,
  }));
}

/** Where the run of signs without a space begins in which a place is, not before `least`. */
function chunkStart(text: string, place: number, least: number): number {
  let start = place;
  while (start > Math.max(0, least) && !space.test(text[start - 1] ?? "")) start -= 1;
  return start;
}

/** The last thing of a text that must stay whole, where nothing but signs like `).` follows it. */
function lastWhole(text: string): Whole | undefined {
  const words = text.slice(0, text.length - (text.endsWith(sign) ? sign.length : 0)).trimEnd();
  const last = wholesAround(words, words.length).at(-1);
  return last !== undefined && words.slice(last.end).replace(behind, "") === "" ? last : undefined;
}

/** With the sign in the place of what no sentence ends with before it, and apart from an address: it would belong to that. */
export function ended(part: string): string {
  const last = lastWhole(part);
  let end = part.length;
  while (end > (last?.end ?? 0) && loose.test(part[end - 1] ?? "")) end -= 1;
  const address = last?.address === true && end === last.end;
  return `${part.slice(0, end)}${address ? " " : ""}${sign}`;
}
const loose = /[\s.,;:!?…([{«“„–—-]/u;

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
