import { pageOf } from "./address.ts";

/** A stretch of a text, in UTF-16 units. */
export type Place = { start: number; end: number };

/** What is surely meant as an address; how it ends is looked at afterwards. */
const address = /(?<![\p{L}\p{N}_@])(?:https?:\/\/|www\.(?=[\p{L}\p{N}]))[^\s<>"«»“”„]+/giu;
/** What may follow an address in running text, so that `…/1` is not found inside `…/12`. */
const after = /^(?:$|[\s<>"'’«»“”)\]},;!]|[.:?…](?:$|\s))/u;
/** What stands before an address that is a part of another one: `https://a.example/?to=https://b.example`. */
const inside = /[\p{L}\p{N}_=/&?%#@-]/u;

/**
 * Where a link stands in a text, in whatever spelling: addresses are compared as the pages that they lead to, so that another scheme, a final
 * slash or a tracking mark make no other link, and `…/1` is none inside `…/12`. A fragment counts where the link has one.
 */
export function placesOf(text: string, link: string | null): Place[] {
  if (link === null || link === "") return [];
  const places: Place[] = [];
  for (let start = text.indexOf(link); start >= 0; start = text.indexOf(link, start + 1)) {
    const end = start + link.length;
    if (!inside.test(text[start - 1] ?? "") && after.test(text.slice(end, end + 2))) places.push({ start, end });
  }
  if (!mayHold(text, places)) return places;
  const anchored = link.includes("#");
  let page: string | null | undefined;
  for (const { 0: found, index: start } of text.matchAll(address)) {
    const url = trimmed(found);
    const end = start + url.length;
    if (inside.test(text[start - 1] ?? "") || places.some((one) => start < one.end && end > one.start)) continue;
    page ??= pageOf(link, anchored);
    if (page === null) break;
    if (pageOf(/^www\./iu.test(url) ? `https://${url}` : url, anchored) === page) places.push({ start, end });
  }
  return places.toSorted((a, b) => a.start - b.start);
}

/** Whether an address may begin outside of these places: what any begins with is found much sooner than an address. */
function mayHold(text: string, places: readonly Place[]): boolean {
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3))
    if (!places.some(({ start, end }) => at >= start && at < end)) return true;
  return www.test(text);
}
const www = /www\./iu;

/** Whether the link stands in the text, in whatever spelling. */
export const hasLink = (text: string, link: string | null): boolean => placesOf(text, link).length > 0;

/** The text with something else in these places, first one first. */
export function replaceAt(text: string, places: readonly Place[], other: string): string {
  let done = "";
  let from = 0;
  for (const { start, end } of places) {
    done += text.slice(from, start) + other;
    from = end;
  }
  return done + text.slice(from);
}

/** A text as its addresses and what stands between them, each letter once: for networks where the two are written differently. */
export function runsOf(text: string): { text: string; address: boolean }[] {
  const runs: { text: string; address: boolean }[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const url = trimmed(found);
    if (!/^https?:/iu.test(url) || URL.parse(url) === null) continue;
    if (index > from) runs.push({ text: text.slice(from, index), address: false });
    runs.push({ text: url, address: true });
    from = index + url.length;
  }
  if (from < text.length) runs.push({ text: text.slice(from), address: false });
  return runs;
}

/** An address without what follows it in a sentence; a bracket that it opened itself is its own. */
function trimmed(found: string): string {
  let url = found;
  for (let signs = 0; signs < 100; signs += 1) {
    const last = url.at(-1) ?? "";
    const opening = { ")": "(", "]": "[", "}": "{" }[last];
    if (opening !== undefined ? count(url, last) > count(url, opening) : /[.,;:!?…'’*_~`]/u.test(last))
      url = url.slice(0, -1);
    else break;
  }
  return url;
}
const count = (text: string, sign: string): number => text.split(sign).length - 1;
