const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const ellipsis = "…";

/**
 * Cuts a text so that `length(result) <= max`, with an ellipsis: on a space where that loses less than half of what
 * fits, never inside an address, never inside a grapheme. Gives the text itself where it fits.
 */
export function shorten(text: string, max: number, length: (text: string) => number): string {
  if (length(text) <= max) return text;
  const ends = [...segmenter.segment(text)].map(({ index, segment }) => index + segment.length);
  const fits = (end: number): boolean => length(tidy(text.slice(0, end))) <= max;
  // The length grows with the text, except where an address begins to count as one: hence the steps back afterwards.
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(ends[middle - 1] ?? 0)) low = middle;
    else high = middle - 1;
  }
  for (; low > 0; low -= 1) {
    const end = wordEnd(text, ends[low - 1] ?? 0);
    if (end > 0 && fits(end)) return tidy(text.slice(0, end));
  }
  return length(ellipsis) <= max ? ellipsis : "";
}

function wordEnd(text: string, end: number): number {
  if (/\s/u.test(text.slice(end, end + 1))) return end;
  const start = text.slice(0, end).search(/\S+$/u);
  if (start < 0) return end;
  const address = /:\/\//u.test(text.slice(start, end + 8));
  return address || start >= end / 2 ? start : end;
}

const tidy = (part: string): string => `${part.replace(/[\s,;:–—-]+$/u, "")}${ellipsis}`;
