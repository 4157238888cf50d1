import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from "entities";

const reference = /&(?:#(?:x[0-9a-f]{1,8}|\d{1,9});?|[a-z][a-z0-9]{1,31};?)/gi;
const half = "&#(?:0*5[5-7]\\d{3}|x0*d[89a-f][0-9a-f]{2});";
const halves = new RegExp(`(${half})(${half})`, "gi");
const anyHalf = /&#(?:0*5[5-7]\d{3}|x0*d[89a-f][0-9a-f]{2});/i;
const looked = 500;

/**
 * Undoes one level of references, as the last thing that is done to a text. What has no semicolon is one only where HTML has it in
 * attributes too, and never inside an address, whose parameters may be called `copy` or `sect`.
 */
export function decodeOnce(text: string): string {
  if (!text.includes("&")) return text;
  return joinHalves(text).replace(reference, (found, offset: number, all: string) => {
    if (found[1] === "#") return numbered(found);
    if (found.endsWith(";")) return decodeHTMLStrict(found);
    return all[offset + found.length] === "=" || isAddress(all, offset) ? found : decodeHTMLAttribute(found);
  });
}

/** A character by its number. Half a pair and most controls are no characters. */
function numbered(found: string): string {
  const code = /^&#x/i.test(found) ? Number.parseInt(found.slice(3), 16) : Number.parseInt(found.slice(2), 10);
  if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0xd800 && code <= 0xdfff))
    return found.endsWith(";") ? "" : found;
  return decodeHTML(found.endsWith(";") ? found : `${found};`);
}

/** Whether the word before stands in an address. Only its end is looked at, so that this stays linear. */
function isAddress(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < looked && !/\s/.test(text[start - 1] ?? "")) start -= 1;
  const word = text.slice(start, at);
  return word.includes("://") || word.includes("?") || /^\W?www\./i.test(word);
}

/**
 * References that were escaped once more than everything else, as many generators do: only inside words (`L&#8217;été`, `d&eacute;jà`),
 * so that a text may tell of `&eacute;`.
 */
export function decodeInWords(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /(?<=\p{L})&(?:#x?[0-9a-f]{2,6}|[a-z]{2,8});|&(?:#x?[0-9a-f]{2,6}|[a-z]{2,8});(?=\p{L})/giu,
    (found) => {
      const letter = decodeOnce(found);
      return /^[\p{L}\u2019'\u00ad]$/u.test(letter) ? letter : found;
    },
  );
}

/** A character beyond the first 65,536 that was written as two references, the halves of a UTF-16 pair. */
export function joinHalves(text: string): string {
  if (!text.includes("&#") || !anyHalf.test(text)) return text;
  return text.replace(halves, (both, one: string, two: string) => {
    const [high, low] = [one, two].map((part) =>
      /^&#x/i.test(part) ? Number.parseInt(part.slice(3), 16) : Number.parseInt(part.slice(2), 10),
    ) as [number, number];
    const pair = high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
    return pair ? String.fromCharCode(high, low) : both;
  });
}
