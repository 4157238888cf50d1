import { decodeHTML } from "entities";

/** Characters of markup that are looked at for one field: more than any field keeps. */
const maxMarkup = 200_000;
const blocks =
  /^(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|td|th|section|article|header|footer|blockquote|pre|hr|figure|figcaption|option)$/;
const hidden = /^(?:script|style|noscript|template)$/;

/**
 * Plain text of a field that may hold text, HTML, or HTML that was escaped once too often: tags go, entities become
 * characters, white space is one space. Linear in the length of the markup.
 */
export function plainText(markup: string, max: number): string {
  let text = markup.length > maxMarkup ? markup.slice(0, maxMarkup) : markup;
  if (text.includes("<")) text = stripTags(text);
  for (let round = 0; round < 3 && text.includes("&"); round += 1) {
    const decoded = decodeHTML(text);
    if (decoded === text) break;
    // A lone `<b>` that was written as text stays; what has closing tags was markup all along.
    text = /<\/[a-z][\w:-]*\s*>|<(?:br|img|p|a)\b[^<>]*>/i.test(decoded) ? stripTags(decoded) : decoded;
  }
  return clip(squeeze(text), max);
}

/** White space becomes one space. A lone space, which most are, is no match: replacing it by itself took most of the time. */
function squeeze(text: string): string {
  // oxlint-disable-next-line no-control-regex -- controls have no place in a post
  return text
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufffe\uffff]/g, "")
    .replace(/[\t\r\n\f\v\u2028\u2029][ \t\r\n\f\v\u2028\u2029]*| [ \t\r\n\f\v\u2028\u2029]+/g, " ")
    .trim();
}

/** Cuts at `max` UTF-16 units, never inside a pair, with an ellipsis. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Drops tags, comments and what scripts and styles hold. Only what can begin a tag is one: `1 < 2` stays. */
export function stripTags(markup: string): string {
  let out = "";
  let from = 0;
  let lower: string | null = null;
  for (let at = markup.indexOf("<"); at !== -1; at = markup.indexOf("<", at)) {
    const tag = /^<(\/?)([a-z][\w:.-]*)|^<!--|^<[!?]/i.exec(markup.slice(at, at + 40));
    if (tag === null) {
      at += 1;
      continue;
    }
    const comment = tag[0] === "<!--";
    const end = comment ? markup.indexOf("-->", at + 4) : tagEnd(markup, at);
    out += markup.slice(from, at);
    if (end === -1) return comment || looksCut(markup, at) ? out : out + markup.slice(at);
    const name = (tag[2] ?? "").toLowerCase().replace(/^.*:/, "");
    if (blocks.test(name)) out += " ";
    from = at = end + (comment ? 3 : 1);
    if (tag[1] === "" && hidden.test(name)) {
      lower ??= markup.toLowerCase();
      const close = lower.indexOf(`</${name}`, at);
      if (close === -1) return out;
      from = at = close;
    }
  }
  return out + markup.slice(from);
}

/** The `>` that ends a tag. Quoted values may hold one too, but a quote without its partner must not eat the text. */
export function tagEnd(markup: string, at: number): number {
  const plain = markup.indexOf(">", at);
  if (plain === -1) return -1;
  const quoted = /^<[^<>"']*(?:"[^"<]{0,2000}"[^<>"']*|'[^'<]{0,2000}'[^<>"']*){0,40}>/.exec(
    markup.slice(at, at + 4000),
  );
  return quoted === null ? plain : at + quoted[0].length - 1;
}

/** A tag without an end, near the end: the field was cut in the middle of it. */
function looksCut(markup: string, at: number): boolean {
  return markup.length - at < 2000 && /^<[a-z][\w:-]*\s+[\w:-]+\s*=/i.test(markup.slice(at, at + 200));
}
