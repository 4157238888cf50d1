import { joint } from "./folding.ts";

/** What a character is for the borders of words: none, part of one, of one of a script without spaces, or of a Korean one. */
type Class = 0 | 1 | 2 | 3;

const unspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー々〆]$/u;
const hangul = /^\p{sc=Hangul}$/u;
const part = /^[\p{L}\p{M}\p{N}]$/u;

/** Of the basic plane, plus one; 0: not looked at yet. */
const known = new Uint8Array(0x10000);

function classOf(character: string): Class {
  if (character === joint) return 1;
  if (!part.test(character)) return 0;
  return unspaced.test(character) ? 2 : hangul.test(character) ? 3 : 1;
}

function classAt(text: string, at: number): Class {
  if (at < 0 || at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code <= 0xdfff) {
    const start = code >= 0xdc00 ? at - 1 : at;
    return classOf(String.fromCodePoint(text.codePointAt(Math.max(0, start)) ?? code));
  }
  const found = known[code]!;
  if (found !== 0) return (found - 1) as Class;
  const made = classOf(String.fromCharCode(code));
  known[code] = made + 1;
  return made;
}

/** Signs inside a word where letters stand on both sides: `ASP.NET` has no word `.NET`. */
const inner = /[.:·]/;

/** Whether a word may begin at `at` of a folded text. */
export function mayBegin(text: string, at: number): boolean {
  const own = classAt(text, at);
  const before = classAt(text, at - 1);
  if (own === 0) return !(before === 1 && inner.test(text[at] ?? "") && classAt(text, at + 1) === 1);
  if (before === 0) return text[at - 1] !== "'" || classAt(text, at - 2) === 0 || isElided(text, at);
  return own !== before || (own === 2 && isSegmented(text, at));
}

/** Whether a word may end before `at` of a folded text. */
export function mayEnd(text: string, at: number): boolean {
  const own = classAt(text, at - 1);
  const after = classAt(text, at);
  if (own === 0) return true;
  if (after === 0) {
    const sign = text[at];
    if (sign === "'" && classAt(text, at + 1) !== 0) return isLeft(text, at);
    // `C++` and `C#` are other words than `C`.
    return !(sign === "+" || sign === "#") || classAt(text, at - 2) !== 0;
  }
  return own !== after || (own === 2 && isSegmented(text, at));
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));
/** What is elided before a noun: articles and prepositions of French, Italian, Catalan and Occitan. */
const articles = set(
  "l d qu jusqu lorsqu puisqu quoiqu dell all dall nell sull coll quell quest un bell sant gl anch com cos dov senz mezz tutt",
);
/** What is elided before a verb. The verbs that are hardly more than that are no words of their own: `j'ai`, `c'est`. */
const pronouns = set("j t m s n c");
const verbs = set(
  "est ont ait aie aies aient avais avait avons avez avaient aurai auras aura aurons aurez auront etais etait etions etiez etaient eut eus eumes",
);
/** Words with an apostrophe of their own. */
const whole = set("aujourd prud presqu quelqu entr");

/** After an apostrophe: Unicode has one word there, readers of these languages have two. */
function isElided(text: string, at: number): boolean {
  const left = wordBefore(text, at - 1);
  if (articles.has(left)) return true;
  if (!pronouns.has(left)) return false;
  const right = wordAfter(text, at);
  return right.length > 2 && !verbs.has(right);
}

/** Before an apostrophe: `Acme's` has the word Acme and `Ankara'da` has Ankara, `don't` and `aujourd'hui` are one word. */
function isLeft(text: string, at: number): boolean {
  const left = wordBefore(text, at);
  return left.length > 1 && !whole.has(left) && !(left.endsWith("n") && wordAfter(text, at + 1) === "t");
}

const longest = 40;

function wordBefore(text: string, end: number): string {
  let start = end;
  while (end - start < longest && classAt(text, start - 1) !== 0) start -= 1;
  return text.slice(start, end);
}

function wordAfter(text: string, start: number): string {
  let end = start;
  while (end - start < longest && classAt(text, end) !== 0) end += 1;
  return text.slice(start, end);
}

let segmenter: Intl.Segmenter | null = null;
/** Of the text that was asked for last: several words are looked for in one. */
let segmented: { text: string; borders: ReadonlySet<number> } = { text: "", borders: new Set() };

/** Where words without spaces begin, by Unicode's segmentation and the runtime's dictionaries. */
function isSegmented(text: string, at: number): boolean {
  if (segmented.text !== text) {
    segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
    segmented = {
      text,
      borders: new Set(Array.from(segmenter.segment(text), ({ index }) => index).concat(text.length)),
    };
  }
  return segmented.borders.has(at);
}
