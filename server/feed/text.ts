import { signs, textOfMarkup } from "./markup.ts";
import type { RawText } from "./raw.ts";
import { decodeInWords, decodeOnce } from "./references.ts";

/** Characters of markup that are looked at for one field: more than any field keeps. */
const maxMarkup = 200_000;
// oxlint-disable-next-line no-control-regex -- controls have no place in a post
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
const allControls = new RegExp(controls.source, "g");

/** The text of a field that is one line: a title, a name, a tag. At most `max` UTF-16 units, then an ellipsis. */
export function lineOf(raw: RawText, max: number): string {
  return clip(squeeze(read(raw, true)), max);
}

/** The text of a field that has paragraphs: each after a blank line, lists and line breaks as lines. */
export function wordsOf(raw: RawText, max: number): string {
  const text = read(raw, false);
  return clip(breaks.test(text) ? lined(text) : squeeze(text), max);
}

/** What the construct means: its words, and `signs` where lines end. Linear in its length. */
function read({ text: given, form }: RawText, title: boolean): string {
  let text = given.length > maxMarkup ? given.slice(0, maxMarkup) : given;
  if (controls.test(text)) text = text.replace(allControls, control);
  if (form === "text") return title ? text : text.replace(/\r?\n/g, signs.break);
  const words = text.includes("<") ? textOfMarkup(text, { html: form === "html", title }) : null;
  if (words !== null) return decodeInWords(words);
  const decoded = decodeInWords(decodeOnce(text));
  // A whole document that was escaped once too often; a title may tell of tags.
  if (!title && escaped.test(decoded)) return textOfMarkup(decoded, { html: true, title }) ?? decoded;
  return title || !decoded.includes("\n") ? decoded : ofPlainLines(decoded);
}

/** Nothing, or what Windows means by the number: XML takes `&#146;` by the letter. */
const control = (sign: string): string =>
  sign >= "\u0080" && sign <= "\u009f" ? decodeOnce(`&#${sign.charCodeAt(0)};`) : "";

const escaped =
  /^\s*<(p|div|ul|ol|table|h[1-6]|blockquote|figure|section|article|span|a|img)\b[^<>]*>[\s\S]*<\/?[a-z][a-z0-9]*\b[^<>]*>\s*$/i;

/** Where nobody says that it is HTML, a line may have been wrapped: only blank lines and bullets are meant. */
function ofPlainLines(text: string): string {
  return text.replace(/\n[^\S\n]*\n\s*/g, signs.paragraph).replace(/\n\s*(?=[-–•*·‣▪] )/g, signs.line);
}

// oxlint-disable-next-line no-control-regex -- the signs
const breaks = /[\u0001-\u0003]/;
// oxlint-disable-next-line no-control-regex -- the signs
const anyBreaks = /[\u0001-\u0003][\s\u00a0\u0001-\u0003]*/g;

function lined(text: string): string {
  const broken = spaced(text).replace(anyBreaks, (found) => {
    if (found.length === 1) return found === signs.paragraph ? "\n\n" : "\n";
    if (found.includes(signs.paragraph)) return "\n\n";
    // An empty line: a second break, or one that begins a line.
    const first = found.indexOf(signs.break);
    const begins = first > 0 && found.slice(0, first).includes(signs.line);
    return begins || (first !== -1 && found.includes(signs.break, first + 1)) ? "\n\n" : "\n";
  });
  return broken.replaceAll("\u00a0\n", "\n").replaceAll(" \n", "\n").trim();
}

/** On one line, without white space at the ends. */
function squeeze(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the signs
  return spaced(text.replace(/[\u0001-\u0003]/g, " ")).trim();
}

/** White space becomes one space. A lone space, which most are, is no match: replacing it by itself took most of the time. */
function spaced(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(lone, "");
  return whole.replace(/[\t\r\n\f\v\u2028\u2029][ \t\r\n\f\v\u2028\u2029]*| [ \t\r\n\f\v\u2028\u2029]+/g, " ");
}

const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Cuts at `max` UTF-16 units, never inside a pair, with an ellipsis. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
