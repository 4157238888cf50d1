import { signs, textOfMarkup } from "./markup.ts";
import type { RawText } from "./raw.ts";
import { decodeInWords, decodeOnce } from "./references.ts";

/** Characters of markup that are looked at for one field: more than any field keeps. */
const maxMarkup = 200_000;

/** The text of a field that is one line: a title, a name, a tag. At most `max` UTF-16 units, then an ellipsis. */
export function lineOf(raw: RawText, max: number): string {
  return clip(tidy(read(raw, true), true), max);
}

/** The text of a field that has paragraphs: each after a blank line, lists and line breaks as lines. */
export function wordsOf(raw: RawText, max: number): string {
  return clip(tidy(read(raw, false), false), max);
}

/** What the construct means: its words, and `signs` where lines end. Linear in its length. */
function read({ text: given, form }: RawText, title: boolean): string {
  const text = given.length > maxMarkup ? given.slice(0, maxMarkup) : given;
  if (form === "text") return title ? text : text.replace(/\r?\n/g, signs.break);
  const words = text.includes("<") ? textOfMarkup(text, { html: form === "html", title }) : null;
  if (words !== null) return decodeInWords(words);
  const decoded = decodeInWords(decodeOnce(text));
  // A whole document that was escaped once too often; a title may tell of tags.
  if (!title && escaped.test(decoded)) return textOfMarkup(decoded, { html: true, title }) ?? decoded;
  return title || !decoded.includes("\n") ? decoded : ofPlainLines(decoded);
}

const escaped =
  /^\s*<(p|div|ul|ol|table|h[1-6]|blockquote|figure|section|article|span|a|img)\b[^<>]*>[\s\S]*<\/?[a-z][a-z0-9]*\b[^<>]*>\s*$/i;

/** Where nobody says that it is HTML, a line may have been wrapped: only blank lines and bullets are meant. */
function ofPlainLines(text: string): string {
  return text.replace(/\n[^\S\n]*\n\s*/g, signs.paragraph).replace(/\n\s*(?=[-–•*·‣▪] )/g, signs.line);
}

/**
 * Controls, white space and `signs`, in runs. A lone space, which most are, is no match: replacing it by itself took most of the time.
 */
const runs =
  // oxlint-disable-next-line no-control-regex -- exactly these
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\uf8f1-\uf8f3\ufffe\uffff][ \u00a0\u0000-\u001f\u007f-\u009f\u2028\u2029\uf8f1-\uf8f3\ufffe\uffff]*| [ \t\r\n\f\v\u2028\u2029]+/g;

/** White space becomes one space, signs become lines, on one line spaces. Nothing stands at the ends. */
function tidy(text: string, title: boolean): string {
  const whole = text.isWellFormed() ? text : text.replace(lone, "");
  let broken = false;
  const made = whole.replace(runs, (run) => {
    const end = endIn(run);
    broken ||= end > 0;
    return end === 0 || title ? plain(run, end > 0) : end === 1 ? "\n" : "\n\n";
  });
  return (broken && !title ? made.replaceAll("\u00a0\n", "\n").replaceAll(" \n", "\n") : made).trim();
}

/** What ends in a run: 0 nothing, 1 a line, 2 a paragraph. An empty line is a second break, or one that begins a line. */
function endIn(run: string): 0 | 1 | 2 {
  let line = false;
  let breaks = 0;
  for (const sign of run) {
    if (sign === signs.paragraph) return 2;
    if (sign === signs.line) line = true;
    else if (sign === signs.break) {
      if (line || breaks > 0) return 2;
      breaks += 1;
    }
  }
  return line || breaks > 0 ? 1 : 0;
}

/** A run without ends: a space where it has white space, and what Windows means by its numbers, which XML takes by the letter. */
function plain(run: string, ended: boolean): string {
  if (run === "\n") return " ";
  let out = "";
  let space = ended;
  for (const sign of run) {
    if (sign >= "\u0080" && sign <= "\u009f") out += `${space ? " " : ""}${decodeOnce(`&#${sign.charCodeAt(0)};`)}`;
    space = /\s/.test(sign) || (space && !(sign >= "\u0080" && sign <= "\u009f"));
  }
  return space ? `${out} ` : out;
}

const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Cuts at `max` UTF-16 units, never inside a pair, with an ellipsis. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
