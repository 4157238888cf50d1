import { decodeHTML } from "entities";
import { tagEnd } from "./media.ts";

/**
 * The text of a field as it was read until November 2026. Entries without an id and a link are recognised by a hash of it, which is
 * stored: read in another way they would be new. Nothing else may use it.
 */
export function formerText(markup: string, max: number): string {
  let text = markup.length > 200_000 ? markup.slice(0, 200_000) : markup;
  if (text.includes("<")) text = stripTags(text);
  for (let round = 0; round < 3 && text.includes("&"); round += 1) {
    const decoded = decodeHTML(text);
    if (decoded === text) break;
    text = /<\/[a-z][\w:-]*\s*>|<(?:br|img|p|a)\b[^<>]*>/i.test(decoded) ? stripTags(decoded) : decoded;
  }
  // oxlint-disable-next-line no-control-regex -- as it was
  const plain = text.replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufffe\uffff]/g, "");
  const words = plain
    .replace(/[\t\r\n\f\v\u2028\u2029][ \t\r\n\f\v\u2028\u2029]*| [ \t\r\n\f\v\u2028\u2029]+/g, " ")
    .trim();
  return words.length <= max ? words : `${words.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

const blocks =
  /^(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|td|th|section|article|header|footer|blockquote|pre|hr|figure|figcaption|option)$/;
const hidden = /^(?:script|style|noscript|template)$/;

function stripTags(markup: string): string {
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

function looksCut(markup: string, at: number): boolean {
  return markup.length - at < 2000 && /^<[a-z][\w:-]*\s+[\w:-]+\s*=/i.test(markup.slice(at, at + 200));
}
