import { countGraphemes } from "#engine/cut.ts";

/** What makes a stretch of a text more than words. Nothing is linked by itself at Bluesky: not even an address. */
export type Facet = { index: { byteStart: number; byteEnd: number }; features: Feature[] };
export type Feature =
  | { $type: "app.bsky.richtext.facet#link"; uri: string }
  | { $type: "app.bsky.richtext.facet#mention"; did: string }
  | { $type: "app.bsky.richtext.facet#tag"; tag: string };

/** A stretch that was found, in UTF-16 units. Whom a handle means is not known yet. */
export type Found = { start: number; end: number } & (
  | { kind: "link"; uri: string }
  | { kind: "mention"; handle: string }
  | { kind: "tag"; tag: string }
);

/**
 * Only what is surely meant as an address: `lumen.fr` may as well be a lost space after a full stop or the name of a file, and
 * nobody looks at the post before it is out.
 */
const address = /(?<![\p{L}\p{N}_])(?:https?:\/\/|www\.(?=[\p{L}\p{N}]))[^\s<>"«»“”„]+/giu;
const handle =
  /(?<![\p{L}\p{N}_@./-])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/giu;
/** Zero-width characters are no part of a tag: most often they are the rest of something else. */
const tag =
  /(?<![\p{L}\p{N}_#＃&/])[#＃](?!\ufe0f)((?:(?!\u20e2)[^\s\u00ad\u2060\u200b-\u200d,;:!?#＃"«»“”()[\]{}<>…])+)/gu;

/** What the network takes of a tag: graphemes, and bytes. */
const longest = { graphemes: 64, bytes: 640, uri: 8000 };

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

/**
 * Links, mentions and hashtags of a text, in order, without overlap. `link` is the address that the post points to: it is found
 * whole wherever it stands, whatever it ends with.
 */
export function findFacets(text: string, link?: string): Found[] {
  const found: Found[] = [];
  const add = (one: Found): void => {
    if (found.every(({ start, end }) => one.end <= start || one.start >= end)) found.push(one);
  };
  if (link !== undefined && isWeb(link))
    for (let at = text.indexOf(link); at >= 0; at = text.indexOf(link, at + link.length)) {
      const next = text.slice(at + link.length, at + link.length + 2);
      // Not the beginning of a longer address.
      if (/^(?:$|[^\p{L}\p{N}\-._~:/?#@!$&'*+,;=%]|[.,;:!?](?:$|\s))/u.test(next))
        add({ kind: "link", uri: link, start: at, end: at + link.length });
    }
  for (const match of text.matchAll(address)) {
    const words = trimAddress(match[0]);
    const uri = /^www\./iu.test(words) ? `https://${words}` : words;
    if (isWeb(uri)) add({ kind: "link", uri, start: match.index, end: match.index + words.length });
  }
  for (const { 0: whole, 1: name = "", index } of text.matchAll(handle))
    if (name.length <= 253)
      add({ kind: "mention", handle: name.toLowerCase(), start: index, end: index + whole.length });
  for (const { 1: words = "", index } of text.matchAll(tag)) {
    const name = words.replace(/[\p{P}]+$/u, "");
    const fits = countGraphemes(name) <= longest.graphemes && bytesOf(name) <= longest.bytes;
    if (/[^\d\p{P}]/u.test(name) && fits) add({ kind: "tag", tag: name, start: index, end: index + 1 + name.length });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What was found as the network takes it, in bytes of UTF-8. A handle without a DID stays words. */
export function toFacets(text: string, found: readonly Found[], dids: ReadonlyMap<string, string>): Facet[] {
  return found.flatMap((one) => {
    const feature = featureOf(one, dids);
    if (feature === null) return [];
    const byteStart = bytesOf(text.slice(0, one.start));
    return [
      { index: { byteStart, byteEnd: byteStart + bytesOf(text.slice(one.start, one.end)) }, features: [feature] },
    ];
  });
}

function featureOf(one: Found, dids: ReadonlyMap<string, string>): Feature | null {
  if (one.kind === "link") return { $type: "app.bsky.richtext.facet#link", uri: one.uri };
  if (one.kind === "tag") return { $type: "app.bsky.richtext.facet#tag", tag: one.tag };
  const did = dids.get(one.handle);
  return did === undefined ? null : { $type: "app.bsky.richtext.facet#mention", did };
}

/**
 * Whether facets stand where a reader would see them: inside the text, on the borders of characters, in order, each apart. The
 * server does not look; its readers drop what does not.
 */
export function standsWell(text: string, facets: readonly Pick<Facet, "index">[]): boolean {
  const bytes = encoder.encode(text);
  const border = (at: number): boolean => at === bytes.length || ((bytes[at] ?? 0x80) & 0xc0) !== 0x80;
  let last = 0;
  return facets.every(({ index: { byteStart, byteEnd } }) => {
    const well = byteStart >= last && byteEnd > byteStart && byteEnd <= bytes.length;
    last = byteEnd;
    return well && border(byteStart) && border(byteEnd);
  });
}

/** Without what ends a sentence, and without a bracket that was not opened inside. */
function trimAddress(text: string): string {
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text[end - 1] ?? "";
    const closes = "([{（「"[")]}）」".indexOf(last)];
    if (closes !== undefined) {
      const inside = text.slice(0, end);
      if (inside.split(closes).length >= inside.split(last).length) break;
    } else if (!/[.,;:!?'’…。、！？]/u.test(last)) break;
  }
  return text.slice(0, end);
}

function isWeb(uri: string): boolean {
  const url = uri.length <= longest.uri && /^https?:\/\/\S+$/iu.test(uri) ? URL.parse(uri) : null;
  return url !== null && url.hostname !== "" && (url.protocol === "https:" || url.protocol === "http:");
}
