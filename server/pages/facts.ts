import type { ItemMedium } from "#engine/item.ts";
import { webAddress } from "#engine/key.ts";
import type { PageFacts } from "#engine/page.ts";
import { decode } from "../feed/decode.ts";
import { resolveLink } from "../feed/link.ts";
import { lineOf } from "../feed/text.ts";
import { type HeadTag, headTags } from "./head.ts";
import { iconOf } from "./icon.ts";

/** Characters of what is kept. */
const longest = { title: 300, summary: 1000, alt: 2000 };
/** Pictures of one page that are looked at. */
const most = 10;
/** Pixels of a side. Smaller ones are signs, and networks show none of them large. */
export const smallest = 200;
/** What sites show where a page has no picture of its own: of every page the same, and of none anything. */
const emblem =
  /(?:^|[-_.\d])(?:logos?|favicon|app-?icon|site-?icon|apple-touch-icon|placeholder|default|no-?image|blank|spacer|sprite|avatar|gravatar)(?=[-_.\d]|$)/iu;
const drawn = /\.(?:svg|ico|bmp)$/iu;

/** What the beginning of a page says of itself. `url`: where it was read. */
export function factsOf(bytes: Buffer, contentType: string | null, url: string): PageFacts {
  const tags = headTags(decode(bytes, charsetOf(bytes, contentType)));
  const base = tags.find(({ name }) => name === "base")?.attributes["href"] ?? null;
  const whole = (href: string): string | null => resolveLink(href, [base, url]);
  const icon = iconOf(tags, whole);
  const title = titleOf(tags);
  return {
    url,
    canonical: canonicalOf(tags, url, whole),
    summary: summaryOf(tags),
    picture: pictureOf(tags, url, whole),
    ...(title === "" ? {} : { title }),
    ...(icon === null ? {} : { icon }),
  };
}

/** As it wants to be called where it is shared; else as its window is called, which often names its site as well. */
function titleOf(tags: readonly HeadTag[]): string {
  const said = ["og:title", "twitter:title"].map((wanted) =>
    tags.find((tag) => tag.name === "meta" && nameOf(tag) === wanted && contentOf(tag).trim() !== ""),
  );
  const found = said.find((tag) => tag !== undefined) ?? tags.find(({ name }) => name === "title");
  return found === undefined ? "" : lineOf({ text: contentOf(found), form: "text" }, longest.title);
}

/** A page may say in its head what its server does not. */
function charsetOf(bytes: Buffer, contentType: string | null): string | null {
  if (/charset\s*=/iu.test(contentType ?? "")) return contentType;
  const said = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/iu.exec(bytes.toString("latin1", 0, 4096));
  return said === null ? contentType : `text/html; charset=${said[1]}`;
}

/** By which pages are told what they say: Open Graph's attribute, and the one that many write instead. */
const nameOf = ({ attributes }: HeadTag): string =>
  (attributes["property"] ?? attributes["name"] ?? attributes["itemprop"] ?? "").trim().toLowerCase();
const contentOf = ({ attributes }: HeadTag): string => attributes["content"] ?? "";

function summaryOf(tags: readonly HeadTag[]): string {
  for (const wanted of ["og:description", "description", "twitter:description"]) {
    const text = tags.find((tag) => tag.name === "meta" && nameOf(tag) === wanted && contentOf(tag).trim() !== "");
    if (text !== undefined) return lineOf({ text: contentOf(text), form: "text" }, longest.summary);
  }
  return "";
}

/**
 * Its own address, where it is one of its own site and a page: many sites name their front page on every page, and what it names elsewhere
 * may be anybody's.
 */
function canonicalOf(tags: readonly HeadTag[], url: string, whole: (href: string) => string | null): string | null {
  const link = tags.find(
    ({ name, attributes: { rel = "", href = "" } }) => name === "link" && named(rel, "canonical") && href !== "",
  );
  const address = link === undefined ? null : whole(link.attributes["href"] ?? "");
  const [own, said] = [webAddress(url), webAddress(address ?? "")];
  if (own === null || said === null || siteOf(own) !== siteOf(said) || said.port !== own.port) return null;
  if (said.pathname === "/" && said.search === "" && own.pathname !== "/") return null;
  if (own.protocol === "https:") said.protocol = "https:";
  return said.href;
}

const named = (rel: string, word: string): boolean => rel.toLowerCase().split(/\s+/u).includes(word);
const siteOf = ({ hostname }: URL): string =>
  hostname.replace(/\.$/u, "").replace(/^(?:www|m|amp|mobile)\.(?=[^.]+\.)/u, "");

type Said = { href: string; secure?: string; width?: string; height?: string; alt?: string };

/** The first of its pictures that shows something. */
function pictureOf(tags: readonly HeadTag[], url: string, whole: (href: string) => string | null): ItemMedium | null {
  for (const said of [...openGraph(tags), ...twitter(tags), ...linked(tags)]) {
    const address = [said.secure, said.href].map((href) => whole(href ?? "")).find((found) => found !== null) ?? null;
    if (address === null || isEmblem(address) || tells(said.width) < smallest || tells(said.height) < smallest)
      continue;
    const [width, height] = [pixels(said.width), pixels(said.height)];
    const alt = lineOf({ text: said.alt ?? "", form: "text" }, longest.alt);
    return {
      url: secured(address, url),
      kind: "picture",
      ...(width === null || height === null ? {} : { width, height }),
      ...(alt === "" ? {} : { alt }),
    };
  }
  return null;
}

/** `og:image` begins a picture, what follows says more of it (ogp.me). */
function openGraph(tags: readonly HeadTag[]): Said[] {
  const found: Said[] = [];
  for (const tag of tags) {
    const [, part] =
      tag.name === "meta" ? (/^og:image(?::(url|secure_url|width|height|alt))?$/u.exec(nameOf(tag)) ?? []) : [];
    const content = contentOf(tag).trim();
    const last = found.at(-1);
    if (tag.name !== "meta" || content === "") continue;
    if (nameOf(tag) === "og:image") {
      if (found.length < most) found.push({ href: content });
    } else if (part === "url" || part === "secure_url") {
      if (last === undefined) found.push({ href: content });
      else if (part === "secure_url") last.secure ??= content;
    } else if (part !== undefined && last !== undefined) last[part as "width" | "height" | "alt"] ??= content;
  }
  return found;
}

function twitter(tags: readonly HeadTag[]): Said[] {
  const said = (...names: string[]): string | undefined =>
    tags
      .map((tag) => (tag.name === "meta" && names.includes(nameOf(tag)) ? contentOf(tag).trim() : ""))
      .find((text) => text !== "");
  const href = said("twitter:image", "twitter:image:src");
  const alt = said("twitter:image:alt");
  return href === undefined ? [] : [{ href, ...(alt === undefined ? {} : { alt }) }];
}

const linked = (tags: readonly HeadTag[]): Said[] =>
  tags
    .filter(({ name, attributes }) => name === "link" && named(attributes["rel"] ?? "", "image_src"))
    .slice(0, 1)
    .map(({ attributes }) => ({ href: attributes["href"] ?? "" }));

const pixels = (text: string | undefined): number | null => {
  const number = Number.parseInt(text ?? "", 10);
  return number >= 1 && number <= 100_000 ? number : null;
};
/** What is not said may be large. */
const tells = (text: string | undefined): number => pixels(text) ?? Infinity;

/** By its file's name: what is under a folder of that name may be anything. */
function isEmblem(address: string): boolean {
  const path = webAddress(address)?.pathname ?? "";
  return drawn.test(path) || emblem.test(path.slice(path.lastIndexOf("/") + 1));
}

/** A page that is read by https shows its pictures by https, whatever it writes: browsers ask there too. */
function secured(address: string, page: string): string {
  const [picture, own] = [webAddress(address), webAddress(page)];
  if (picture === null || own?.protocol !== "https:" || picture.protocol !== "http:" || picture.port !== "")
    return address;
  picture.protocol = "https:";
  return picture.href;
}
