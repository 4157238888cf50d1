import { decodeOnce } from "./references.ts";
import { isTag, type Tag, tokenise, type Token } from "./tags.ts";

/** Where lines end, in a text that is being made: at an element's border, at a paragraph's, at a line break. Of the private characters, which mean nothing elsewhere. */
export const signs = { line: "\uf8f1", paragraph: "\uf8f2", break: "\uf8f3" };

export type Reading = {
  /** The construct says that it is HTML; else a tag may be a word. */
  html: boolean;
  /** It is one line, such as a title, in which people write of tags. */
  title: boolean;
};

/**
 * The text of markup, with `signs` where lines end. A tag is markup where it can be nothing else: it is closed, has attributes, ends
 * itself, or stands among others that do. `Vec<T>`, `<https://…>` and a lone `<blink>` are words. Null: there is no markup at all.
 */
export function textOfMarkup(markup: string, reading: Reading): string | null {
  const { tokens, dropped } = tokenise(markup);
  const certain = tokens.some((token) => isTag(token) && isCertain(token));
  const how = { ...reading, certain };
  const means = tokens.map((token, index) => isTag(token) && isMarkup(tokens, index, token, how));
  return dropped || means.includes(true) ? write(tokens, means) : null;
}

/** No words look so. */
function isCertain({ name, element, closing, empty, valued, partner }: Tag): boolean {
  if (closing) return false;
  if (element !== null) return partner !== -1 || empty || valued || name === "br";
  return /^[a-z][\w-]*[:-][\w:-]+$/.test(name) && !name.endsWith(":") && (partner !== -1 || empty || valued);
}

function isMarkup(tokens: readonly Token[], index: number, tag: Tag, how: Reading & { certain: boolean }): boolean {
  if (tag.name === "br" || tag.name === "wbr") return !(how.title && isSpokenOf(tokens, index));
  if (isCertain(tag)) return true;
  if (tag.closing) {
    const start = tokens[tag.partner];
    if (start !== undefined && isTag(start)) return isMarkup(tokens, tag.partner, start, how);
    return tag.element !== null && (how.html || how.certain || !standsAsWord(tokens, index));
  }
  if (tag.element === null) return how.html && /^[a-z][a-z0-9]*$/.test(tag.name) && (tag.partner !== -1 || tag.valued);
  if (how.html) return true;
  // `a<b && c>d`: nobody gives an element names without values, and leaves it open.
  if (tag.element.void || !/^<\w+\s*>$/.test(tag.source)) return false;
  const { border } = tag.element;
  const opens = (border === "paragraph" || border === "line") && index === firstSaid(tokens);
  return !standsAsWord(tokens, index) || (!how.title && (how.certain || opens));
}

/** What is around a tag, as far as it is text. */
const before = (tokens: readonly Token[], index: number): string => textAt(tokens, index - 1);
const after = (tokens: readonly Token[], index: number): string => textAt(tokens, index + 1);
function textAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token === undefined ? "" : isTag(token) ? token.source : token.text;
}

/** Spaces or punctuation on both sides, as a word has. */
function standsAsWord(tokens: readonly Token[], index: number): boolean {
  return (
    /(?:^|[\s(["'«“‘’/])$/u.test(before(tokens, index)) && /^(?:$|[\s)\]"'»”’,.;:!?/])/u.test(after(tokens, index))
  );
}

/** “la balise <br>”: the one element that people write alone, and write about. */
function isSpokenOf(tokens: readonly Token[], index: number): boolean {
  const spoken = /(?:balises?|tags?|élément|éléments|elements?|étiquettes?)\s*(?:html\s*)?[«"“]?\s*$/iu;
  return (
    standsAsWord(tokens, index) &&
    (spoken.test(before(tokens, index)) || /^[»"”]?\s*(?:tags?|elements?)\b/iu.test(after(tokens, index)))
  );
}

function firstSaid(tokens: readonly Token[]): number {
  return tokens.findIndex((token) => isTag(token) || token.text.trim() !== "");
}

type List = { ordered: boolean; next: number };

/** Writes the text of tokens; of what is hidden nothing. */
function write(tokens: readonly Token[], means: readonly boolean[]): string {
  let out = "";
  /** Written before the next words, so that what holds none leaves nothing: a bullet, the border between two cells. */
  let pending = "";
  let rowHasText = false;
  let verbatim = 0;
  const lists: List[] = [];
  const say = (text: string): void => {
    if (text === "") return;
    if (pending !== "" && /[^\s\u00a0]/.test(text)) {
      out += pending;
      pending = "";
    }
    if (pending !== "") return;
    rowHasText ||= /\S/.test(text);
    out += verbatim > 0 ? text.replace(/\r?\n/g, signs.break) : text;
  };
  const end = (sign: string): void => {
    // A bullet waits for its words, whatever elements they stand in.
    if (!pending.startsWith(signs.line)) out += sign;
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (!isTag(token)) {
      say(decodeOnce(token.text));
      continue;
    }
    if (means[index] !== true) {
      say(decodeOnce(token.source));
      continue;
    }
    const { name, element, closing, partner } = token;
    const border = element?.border ?? "none";
    if (!closing && partner !== -1 && (element?.hidden === true || isInvisible(token))) {
      index = partner;
      if (border === "paragraph" || border === "line") end(signs.line);
    } else if (name === "br") end(signs.break);
    else if (name === "img" || name === "image") say(smile(token));
    else if (name === "q") say(closing ? "”" : "“");
    else if (name === "li") {
      pending = "";
      end(signs.line);
      if (!closing) pending = `${signs.line}${marker(lists.at(-1))} `;
    } else if (border === "cell") {
      if (!closing && rowHasText) pending ||= " | ";
    } else if (name === "ul" || name === "ol") {
      pending = "";
      if (closing) lists.pop();
      out += lists.length === 0 ? signs.paragraph : signs.line;
      if (!closing) lists.push({ ordered: name === "ol", next: Number(token.attributes["start"] ?? 1) || 1 });
    } else if (border === "paragraph") {
      if (name === "pre") verbatim = Math.max(0, verbatim + (closing ? -1 : 1));
      end(lists.length > 0 && !pending.startsWith(signs.line) ? signs.line : signs.paragraph);
    } else if (border === "line") {
      if (name === "tr") {
        rowHasText = false;
        pending = "";
      }
      end(signs.line);
    }
  }
  return out;
}

function marker(list: List | undefined): string {
  if (list?.ordered !== true) return "•";
  list.next += 1;
  return `${list.next - 1}.`;
}

const isInvisible = ({ attributes: { style, hidden: said } }: Tag): boolean =>
  said !== undefined || (style !== undefined && /display\s*:\s*none/i.test(style));

const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\p{Regional_Indicator})+$/u;

/** A picture that stands for a sign: WordPress and others put one in the place of each emoji. Other pictures are no text. */
function smile({ attributes }: Tag): string {
  const alt = decodeOnce(attributes["alt"] ?? "").trim();
  if (alt === "" || alt.length > 60) return "";
  if (emoji.test(alt) && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt)) return alt;
  const said = `${attributes["class"] ?? ""} ${attributes["src"] ?? ""}`;
  return /\b(?:wp-smiley|smiley|smilies|emoticon|emoji|custom-emoji)\b/i.test(said) ? alt : "";
}
