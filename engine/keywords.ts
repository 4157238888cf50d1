import { mayBegin, mayEnd } from "./borders.ts";
import { fieldEnd, fold } from "./folding.ts";
import type { Item } from "./item.ts";
import { isNothing } from "./keyword.ts";
import type { SearchedField } from "./searched.ts";
import { textsOf } from "./wordings.ts";

/** Finds keywords in folded text. Each answers the keyword as the person wrote it, null for none. */
export type Finder = { first: (folded: string) => string | null; missing: (folded: string) => string | null };

/** What the last step that looked at an item made of it: filters stand one behind the other, and most look in the same fields. */
const made = new WeakMap<Item, { of: string; text: string }>();

/** What fields of an item say, as one text that is ready to be searched: no keyword runs over from one to the next. */
export function foldedText(item: Item, fields: readonly SearchedField[]): string {
  const of = fields.join();
  const before = made.get(item);
  if (before?.of === of) return before.text;
  const text = fold(fields.map((field) => valueOf(item, field)).join(fieldEnd));
  made.set(item, { of, text });
  return text;
}

export function valueOf(item: Item, field: SearchedField): string {
  // Of several wordings any may go out.
  const value = field === "text" && item.wordings !== undefined ? textsOf(item) : item[field];
  return typeof value === "string" ? value : value === null ? "" : value.join(fieldEnd);
}

/** A keyword as it is looked for: what stands between its stars, in folded letters. */
type Term = { word: string; pieces: readonly string[]; begins: boolean; ends: boolean };

/** Letters that a star inside a keyword may stand for. */
const longestGap = 40;
const gapEnd = new RegExp(`[.!?${fieldEnd}]`, "u");

/**
 * Makes a finder for a list of keywords. A keyword may hold several words; a `*` stands for any letters, at its end (`recrut*`), at its
 * beginning (`*emploi`), and inside it for a few words as well (`chef*projet`). With `whole`, its own beginning and end have to be a
 * word's, as Unicode segments text: `l’emploi` has the word `emploi` and `réemploi` has not; without, it is also found inside words.
 * Linear in the text, however many keywords there are.
 */
export function finder(words: readonly string[], whole: boolean): Finder {
  const terms = words.flatMap((word) => termOf(word, whole) ?? []);
  const index = indexOf(terms);
  return {
    first: (folded) => {
      let found: Term | null = null;
      look(folded, index, (term) => {
        found = term;
        return true;
      });
      return (found as Term | null)?.word ?? null;
    },
    missing: (folded) => {
      const left = new Set(terms);
      look(folded, index, (term) => left.delete(term) && left.size === 0);
      const [first] = left;
      return first?.word ?? null;
    },
  };
}

function termOf(word: string, whole: boolean): Term | null {
  // Who writes a phrase in quotes means the phrase.
  const text = word.trim().replace(/^["“„«]\s*([^"“”„«»]+?)\s*["”“»]$/u, "$1");
  const pieces = text
    .split("*")
    .map((piece) => fold(piece).trim())
    .filter((piece) => piece !== "");
  if (pieces.every(isNothing)) return null;
  return { word: word.trim(), pieces, begins: whole && !text.startsWith("*"), ends: whole && !text.endsWith("*") };
}

/** Terms by their first letters, up to three, and for each hash of such letters whether there is one. */
type Index = {
  heads: ReadonlyMap<string, readonly Term[]>;
  hashes: Uint8Array;
  /** Some begin with fewer letters. */
  short: boolean;
  /** All begin where a word does. */
  begin: boolean;
  /** Of few keywords: a quick look whether any of them is there at all, as usually none is. */
  any: RegExp | null;
};

const headLength = 3;
const few = 40;
const hashOf = (first: number, second: number, third: number): number => ((first * 31 + second) * 31 + third) & 0xffff;

function indexOf(terms: readonly Term[]): Index {
  const firsts = terms.map(({ pieces: [first = ""] }) => first);
  const heads = Map.groupBy(terms, ({ pieces: [first = ""] }) => first.slice(0, headLength));
  const hashes = new Uint8Array(0x10000);
  for (const head of heads.keys()) {
    const [first = 0, second = 0, third = 0] = Array.from({ length: head.length }, (_, at) => head.charCodeAt(at));
    hashes[hashOf(first, second, third)] = 1;
  }
  const exact = firsts.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return {
    heads,
    hashes,
    short: [...heads.keys()].some((head) => head.length < headLength),
    begin: terms.every(({ begins }) => begins),
    any: terms.length > few ? null : new RegExp(exact.join("|")),
  };
}

/** Small letters and digits of ASCII, of which most texts are made. */
const isPlain = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);

/** Calls `take` for each place where a term stands, until it says that this was enough. */
function look(text: string, { heads, hashes, short, begin, any }: Index, take: (term: Term) => boolean): void {
  if (heads.size === 0 || any?.test(text) === false) return;
  const isTaken = (at: number, length: number): boolean =>
    (heads.get(text.slice(at, at + length)) ?? []).some((term) => stands(text, at, term) && take(term));
  let plain = false;
  let first = text.charCodeAt(0);
  let second = text.charCodeAt(1);
  for (let at = 0; at < text.length; at += 1) {
    const third = text.charCodeAt(at + 2);
    const before = plain;
    plain = isPlain(first);
    // Between two of them no word begins.
    if (!(begin && before && plain)) {
      if (hashes[hashOf(first, second, third)] === 1 && isTaken(at, headLength)) return;
      if (short && hashes[hashOf(first, second, 0)] === 1 && isTaken(at, 2)) return;
      if (short && hashes[hashOf(first, 0, 0)] === 1 && isTaken(at, 1)) return;
    }
    first = second;
    second = third;
  }
}

function stands(text: string, at: number, { pieces, begins, ends }: Term): boolean {
  const first = pieces[0] ?? "";
  if (!text.startsWith(first, at)) return false;
  if (begins && !mayBegin(text, at)) return false;
  return follows(text, at + first.length, pieces, ends);
}

/** Whether the pieces from the second on stand after `at`, each within a gap of the one before, and the last ends as it has to. */
function follows(text: string, at: number, pieces: readonly string[], last: boolean): boolean {
  let ends = [at];
  for (const piece of pieces.slice(1)) {
    const next = new Set<number>();
    for (const end of ends) {
      const gap = text.slice(end, end + longestGap + piece.length);
      const most = gap.search(gapEnd);
      for (let found = gap.indexOf(piece); found !== -1; found = gap.indexOf(piece, found + 1))
        if (most === -1 || found <= most) next.add(end + found + piece.length);
    }
    ends = [...next];
  }
  return last ? ends.some((end) => mayEnd(text, end)) : ends.length > 0;
}
