import { decodeHTMLAttribute } from "entities";
import type { ItemKind, ItemMedium } from "#engine/item.ts";
import { mostMedia } from "#engine/item.ts";
import type { RawEntry, RawMedium, RawText } from "./raw.ts";
import { clip, lineOf } from "./text.ts";

/** Characters of one text in which pictures are looked for, and pictures that are taken of an entry's texts. */
const looked = 200_000;
const fromTexts = 4;
const mostTags = 50;
const longestTag = 8000;
const longestAlt = 2000;
/** A picture whose document says that it is smaller is a sign, an emoji or a counter. Pixels. */
const smallest = 50;
/** Pictures that count readers, or smile. */
const noPicture = /\b(?:pixel|emoji|smil(?:ies|ey)|gravatar|feedburner|doubleclick|spacer|blank|count(?:er)?)\b/i;
const extensions: [RegExp, ItemMedium["kind"]][] = [
  [/\.(?:jpe?g|png|gif|webp|avif|heic)$/i, "picture"],
  [/\.(?:mp4|m4v|mov|webm)$/i, "video"],
  [/\.(?:mp3|m4a|ogg|oga|opus|wav|aac|flac)$/i, "audio"],
];

type Found = { medium: ItemMedium; rank: number };

/**
 * What an entry carries: enclosures, Media RSS, covers, and the first pictures of its texts, each address once, the most telling
 * first. A picture that is named in several places has what each of them knows; of two pictures that came as one, only their sizes
 * apart, the larger stays.
 */
export function mediaOf(entry: RawEntry, title: string, resolve: (href: string) => string | null): ItemMedium[] {
  const found = new Map<string, Found>();
  const add = (one: Found | null): void => {
    if (one === null) return;
    const same = likeness(one.medium);
    const before = found.get(same);
    found.set(same, before === undefined ? one : merged(before, one));
  };
  for (const raw of entry.media) add(read(raw, title, resolve));
  for (const raw of picturesOf(entry.summaries)) add(read(raw, title, resolve));
  if (found.size === 0) return [];
  return [...found.values()]
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, mostMedia)
    .map(({ medium }) => medium);
}

/** By what it carries; a text without a title is a post. A video may be told of by its player alone. */
export function kindOf(entry: Pick<RawEntry, "media">, media: readonly ItemMedium[], title: string): ItemKind {
  if (entry.media.some(({ type }) => /\bvideo\b|shockwave/i.test(type))) return "video";
  if (media.some(({ kind }) => kind === "audio")) return "podcast";
  return title === "" ? "post" : "article";
}

/** `fr_FR`, `FR-fr` and the like as BCP 47; null for what is no language. */
export function languageOf(said: string | null): string | null {
  const tag = said?.trim().replaceAll("_", "-") ?? "";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

const ranks = { cover: 0, attached: 0, text: 1, thumbnail: 2 };

function read(raw: RawMedium | TextPicture, title: string, resolve: (href: string) => string | null): Found | null {
  const url = resolve(raw.href);
  if (url === null) return null;
  const width = pixels(raw.width);
  const height = pixels(raw.height);
  const kind = kindOfMedium(raw.type, url, width !== undefined);
  if (kind === null) return null;
  if (kind === "picture" && ((width ?? smallest) < smallest || (height ?? smallest) < smallest)) return null;
  const medium: ItemMedium = { url, kind };
  const type = /\b(?:image|video|audio|application)\/[\w.+-]{1,80}/i.exec(raw.type)?.[0].toLowerCase();
  if (type !== undefined) medium.type = type;
  if (width !== undefined) medium.width = width;
  if (height !== undefined) medium.height = height;
  const bytes = Number(raw.bytes ?? 0);
  if (Number.isSafeInteger(bytes) && bytes > 0) medium.bytes = bytes;
  const alt = kind === "picture" ? altOf(raw.alt, title) : null;
  if (alt !== null) medium.alt = alt;
  return { medium, rank: ranks[raw.place] };
}

/** A flash player's or a page's address is no medium. What says nothing of its kind, but has a width, is a picture. */
function kindOfMedium(said: string, url: string, wide: boolean): ItemMedium["kind"] | null {
  if (/\bimage\b/i.test(said)) return "picture";
  if (/\bvideo\b/i.test(said)) return /shockwave/i.test(said) ? null : "video";
  if (/\baudio\b/i.test(said)) return "audio";
  if (/\b(?:text|shockwave|html)\b/i.test(said)) return null;
  const end = url.split(/[?#]/, 1)[0] ?? "";
  const known = extensions.find(([form]) => form.test(end));
  if (known !== undefined) return known[1];
  if (said.trim() === "") return wide ? "picture" : null;
  return /\b(?:application\/(?:pdf|msword|vnd\.)|document\b)/i.test(said) ? "file" : null;
}

/** A name of a file is no alternative text, nor is the entry's own title, which is read anyway. */
function altOf(said: RawText | undefined, title: string): string | null {
  if (said === undefined || said.text === "") return null;
  const alt = lineOf(said, longestAlt);
  return alt === "" || alt === title || /^\S+\.(?:jpe?g|png|gif|webp|avif)$/i.test(alt) ? null : alt;
}

function pixels(said: string | number | undefined): number | undefined {
  const known = typeof said === "number" ? String(said) : (said ?? "");
  const number = Number(/^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/.exec(known)?.[1] ?? 0);
  return number > 0 ? number : undefined;
}

/** One picture in several sizes, as blogs and newspapers name it: without query, and without the size that stands in its name. */
function likeness({ url, kind }: ItemMedium): string {
  if (kind !== "picture") return url;
  const path = url.split(/[?#]/, 1)[0] ?? url;
  // A script that gives pictures tells them apart by its query.
  if (!/\.(?:jpe?g|png|gif|webp|avif)$/i.test(path)) return url;
  return path.replace(sized, "$1");
}

const sized = /(?:-\d{2,5}x\d{2,5}|-scaled)(\.\w+)$/;
/** The address of a copy that was made smaller. */
const isCopy = ({ url }: ItemMedium): boolean => sized.test(url.split(/[?#]/, 1)[0] ?? "");

const area = ({ width, height }: ItemMedium): number => (width ?? 0) * (height ?? width ?? 0);

/** What both say of one picture. The size is that of the address; the better known place decides the order. */
function merged(one: Found, two: Found): Found {
  const [before, after] = [one.medium, two.medium];
  const larger = isCopy(before) === isCopy(after) ? area(after) > area(before) : isCopy(before);
  const best = before.url !== after.url && larger ? after : before;
  const other = best === before ? after : before;
  const alike = best.url === other.url ? { ...other, ...best } : best;
  const alt = before.alt ?? after.alt;
  return { medium: { ...alike, ...(alt === undefined ? {} : { alt }) }, rank: Math.min(one.rank, two.rank) };
}

type TextPicture = Omit<RawMedium, "place"> & { place: "text" };

/** The first pictures of an entry's texts. Linear in the length of the markup. */
function picturesOf(texts: readonly RawText[]): TextPicture[] {
  const found: TextPicture[] = [];
  for (const { text, form } of texts) {
    if (form === "text") continue;
    const markup = text.length > looked ? text.slice(0, looked) : text;
    let tags = 0;
    for (let at = nextPicture(markup, 0); at !== -1 && found.length < fromTexts && tags < mostTags; tags += 1) {
      const end = tagEnd(markup, at);
      if (end === -1) break;
      const picture = pictureOf(markup.slice(at, Math.min(end, at + longestTag)));
      if (picture !== null) found.push(picture);
      at = nextPicture(markup, end);
    }
  }
  return found;
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

function nextPicture(markup: string, from: number): number {
  const small = markup.indexOf("<img", from);
  return small === -1 ? markup.indexOf("<IMG", from) : small;
}

/** Pages that load late keep the true address elsewhere, and a placeholder where it should be. */
const addresses = ["src", "data-src", "data-lazy-src", "data-original"];

function pictureOf(tag: string): TextPicture | null {
  const said = new Map<string, string>();
  for (const [, name = "", double, single, bare] of tag.matchAll(
    /\s(src|data-src|data-lazy-src|data-original|alt|width|height|class)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    const key = name.toLowerCase();
    if (!said.has(key)) said.set(key, decodeHTMLAttribute(double ?? single ?? bare ?? ""));
  }
  const href = addresses.map((name) => said.get(name)?.trim() ?? "").find((one) => one !== "" && !/^data:/i.test(one));
  if (href === undefined || noPicture.test(href) || noPicture.test(said.get("class") ?? "")) return null;
  return {
    href,
    place: "text",
    type: "image",
    width: said.get("width"),
    height: said.get("height"),
    alt: { text: clip(said.get("alt") ?? "", longestAlt), form: "text" },
  };
}
