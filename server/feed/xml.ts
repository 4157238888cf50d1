import Parser from "rss-parser";
import { canonicalAttribute, canonicalNames } from "./names.ts";
import { maxEntries, type RawEntry, type RawFeed, type RawLink, type RawMedium } from "./raw.ts";

/** What xml2js makes of an element: its text, or an object with `_` (text), `$` (attributes) and arrays of children. */
export type XmlNode = string | { [name: string]: XmlNode[] | Record<string, string> | string };

/** Thrown where a title or text holds elements: their order is lost, so the document has to be repaired first. */
export class MixedContent extends Error {}

const keep = { keepArray: true };
const entryFields = [
  "$",
  "id",
  "guid",
  "title",
  "dc:title",
  "media:title",
  "r:link",
  "feedburner:origlink",
  "r:description",
  "r:content:encoded",
  "r:summary",
  "r:content",
  "dc:description",
  "media:description",
  "itunes:summary",
  "media:group",
  "media:content",
  "media:thumbnail",
  "enclosure",
  "itunes:image",
  "image",
  "author",
  "dc:creator",
  "itunes:author",
  "category",
  "dc:subject",
  "pubdate",
  "r:published",
  "r:issued",
  "dc:date",
  "dcterms:issued",
  "date",
  "r:updated",
  "r:modified",
  "dcterms:modified",
  "atom:updated",
  "atom:published",
  "r:atom:link",
  "atom:link",
  "dc:identifier",
  "url",
  "rdf:about",
  "dc:source",
  "atom:id",
  "atom:author",
  "atom:summary",
  "abstract",
  "atom:title",
  "dc:language",
];
const feedFields = ["$", "title", "dc:title", "r:link", "item", "items", "entry", "language", "dc:language"];

type Node = Exclude<XmlNode, string>;
type Parsed = { fields?: Record<string, XmlNode[] | Record<string, string>>; items?: { fields?: unknown }[] } & Record<
  string,
  unknown
>;

/**
 * Parses RSS, RDF and Atom with rss-parser. What it does with some fields is kept from it by other names (names.ts): its
 * snippets are quadratic in `<`, one odd date or one link without attributes would lose the whole feed. Throws
 * MixedContent, or the parser's error.
 */
export async function parseXml(xml: string): Promise<RawFeed> {
  const name = canonicalNames(xml);
  const parser = new Parser({
    defaultRSS: 2,
    // An empty element must not be a string: rss-parser would take String.prototype.link for a child of it.
    xml2js: {
      emptyTag: (() => ({})) as unknown as string,
      tagNameProcessors: [name],
      attrNameProcessors: [canonicalAttribute],
    },
    customFields: {
      feed: feedFields.map((field) => [field, `r_${field}`, keep]) as unknown as string[],
      item: entryFields.map((field) => [field, `r_${field}`, keep]) as unknown as string[],
    },
  });
  const feed = (await parser.parseString(xml)) as unknown as Parsed;
  return toRaw(feed);
}

function toRaw(feed: Parsed): RawFeed {
  const attributes = attributesOf(feed, "r_$");
  const links = linksOf(nodes(feed, "r_r:link"), null);
  const site =
    links.find((link) => link.rel === "alternate")?.href ?? links.find((link) => link.rel === "")?.href ?? null;
  // RDF that keeps its items inside the channel, as RSS 2.0 does.
  const items = (feed.items ?? []).length > 0 ? (feed.items ?? []) : nodes(feed, "r_item").map(prefixed);
  const entries = items.slice(0, maxEntries).map((item) => toEntry(item as Parsed));
  const titles = [...nodes(feed, "r_title"), ...nodes(feed, "r_dc:title")].map(markupOf);
  return {
    title: titles.find((title) => title.trim() !== "") ?? "",
    language: attributes["xml:lang"] ?? texts(feed, "r_language", "r_dc:language")[0] ?? null,
    site,
    base: attributes["xml:base"] ?? null,
    entries,
  };
}

function toEntry(item: Parsed): RawEntry {
  const attributes = attributesOf(item, "r_$");
  const base = attributes["xml:base"] ?? null;
  const guid = nodes(item, "r_guid").at(-1);
  const about = attributes["rdf:about"] ?? attributes["about"] ?? null;
  const id =
    (texts(item, "r_guid").at(-1) ?? texts(item, "r_id").at(-1) ?? texts(item, "r_atom:id")[0])?.trim() ?? about;
  const group = nodes(item, "r_media:group").filter((node) => typeof node === "object");
  const media = [item, ...group.map(prefixed)];
  return {
    id,
    permalink: guid !== undefined && (attributeOf(guid, "ispermalink") ?? "true").trim().toLowerCase() !== "false",
    titles: markups(item, ["r_title", "r_dc:title", "r_media:title", "r_atom:title", "r_itunes:title"]),
    links: [
      // Where a field that should be single is repeated, the last one counts: so read most readers.
      ...lastFirst(linksOf(nodes(item, "r_r:link"), base)),
      ...asLink(attributes["href"], "", undefined, base),
      ...linksOf([...nodes(item, "r_atom:link"), ...nodes(item, "r_r:atom:link")], base),
      ...texts(item, "r_feedburner:origlink").map((href) => ({ href, rel: "original", type: "", base })),
    ],
    summaries: markups(item, [
      "r_r:summary",
      "r_r:description",
      "r_atom:summary",
      "r_r:content:encoded",
      "r_r:content",
      "r_dc:description",
      "r_itunes:summary",
    ]).concat(media.flatMap((one) => nodes(one, "r_media:description").map(markupOf))),
    authors: authorsOf(item),
    tags: [...nodes(item, "r_category"), ...nodes(item, "r_dc:subject")].map(
      (node) => attributeOf(node, "label") ?? attributeOf(node, "term") ?? markupOf(node),
    ),
    media: mediaOf(item, media),
    language: attributes["xml:lang"] ?? texts(item, "r_dc:language")[0] ?? null,
    published: lastTexts(
      item,
      "r_pubdate",
      "r_r:published",
      "r_r:issued",
      "r_dc:date",
      "r_dcterms:issued",
      "r_atom:published",
      "r_date",
    ),
    updated: lastTexts(item, "r_r:updated", "r_r:modified", "r_dcterms:modified", "r_atom:updated").concat(
      attributes["lastmod"] ?? [],
    ),
    base,
  };
}

function lastFirst(links: RawLink[]): RawLink[] {
  return links.some((link) => link.rel === "") ? links.toReversed() : links;
}

/** A group's children under the names that an item's have. */
function prefixed(node: XmlNode): Parsed {
  return Object.fromEntries(Object.entries(node as Node).map(([name, value]) => [`r_${name}`, value])) as Parsed;
}

function authorsOf(item: Parsed): string[] {
  const people = [...nodes(item, "r_author"), ...nodes(item, "r_atom:author")].map((node) => {
    if (typeof node === "string") return node;
    const names = node["name"] ?? node["atom:name"];
    return Array.isArray(names) ? markupOf(names[0] ?? "") : textOf(node);
  });
  return [...people, ...texts(item, "r_dc:creator", "r_itunes:author")];
}

/** Media RSS first tells of the medium itself; what a group says holds for each of its renditions. */
function mediaOf(item: Parsed, media: Parsed[]): RawMedium[] {
  const found: RawMedium[] = nodes(item, "r_enclosure").flatMap((node) => mediumOf(node, "attached", "length"));
  for (const one of media) {
    for (const node of nodes(one, "r_media:content")) {
      found.push(...mediumOf(node, "attached", "filesize"));
      if (typeof node === "object") found.push(...thumbnails(node["media:thumbnail"]));
    }
    found.push(...thumbnails(one["r_media:thumbnail"]));
  }
  for (const node of [...nodes(item, "r_itunes:image"), ...nodes(item, "r_image")]) {
    const inside = typeof node === "object" && Array.isArray(node["url"]) ? textOf(node["url"][0] ?? "") : undefined;
    const href = attributeOf(node, "href") ?? inside ?? textOf(node);
    if (href.trim() !== "") found.push({ href, place: "cover", type: "image" });
  }
  return found;
}

function mediumOf(node: XmlNode, place: RawMedium["place"], size: string): RawMedium[] {
  const href = attributeOf(node, "url") ?? attributeOf(node, "href") ?? "";
  if (href === "" || typeof node === "string") return [];
  const said = (name: string): string => {
    const inner = node[name];
    return Array.isArray(inner) ? textOf(inner[0] ?? "") : "";
  };
  return [
    {
      href,
      place,
      type: `${attributeOf(node, "type") ?? ""} ${attributeOf(node, "medium") ?? ""}`,
      width: attributeOf(node, "width"),
      height: attributeOf(node, "height"),
      bytes: attributeOf(node, size),
      alt: said("media:description") || said("media:title"),
    },
  ];
}

function thumbnails(list: unknown): RawMedium[] {
  if (!Array.isArray(list)) return [];
  return (list as XmlNode[])
    .flatMap((node) => mediumOf(node, "thumbnail", ""))
    .map((one) => ({ ...one, type: "image" }));
}

function linksOf(list: XmlNode[], base: string | null): RawLink[] {
  return list.flatMap((node) => {
    const href = attributeOf(node, "href");
    const near = attributeOf(node, "xml:base") ?? base;
    if (href !== undefined)
      return asLink(href, attributeOf(node, "rel") ?? "alternate", attributeOf(node, "type"), near);
    const text = textOf(node).trim();
    return text === "" ? [] : asLink(text, attributeOf(node, "rel") ?? "", undefined, near);
  });
}

function asLink(href: string | undefined, rel: string, type: string | undefined, base: string | null): RawLink[] {
  return href === undefined
    ? []
    : [
        {
          href,
          rel: rel
            .trim()
            .toLowerCase()
            .replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, ""),
          type: type ?? "",
          base,
        },
      ];
}

function nodes(from: Parsed, name: string): XmlNode[] {
  const value = from[name];
  return Array.isArray(value) ? (value as XmlNode[]) : [];
}

function attributesOf(from: Parsed, name: string): Record<string, string> {
  const value = from[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : {};
}

export function attributeOf(node: XmlNode, name: string): string | undefined {
  if (typeof node === "string") return undefined;
  const attributes = node["$"] as Record<string, string> | undefined;
  return attributes?.[name];
}

/** The text of an element, whatever else is in it. */
export function textOf(node: XmlNode): string {
  return typeof node === "string" ? node : typeof node["_"] === "string" ? node["_"] : "";
}

/** The text of an element that may hold markup as text. Throws MixedContent where it holds elements instead. */
function markupOf(node: XmlNode): string {
  if (typeof node === "object") for (const name in node) if (name !== "_" && name !== "$") throw new MixedContent(name);
  const text = textOf(node);
  // Atom 0.3 and RSS 1.1 of old could pack a text so.
  const packed = attributeOf(node, "mode") === "base64" || attributeOf(node, "type") === "application/octet-stream";
  return packed ? Buffer.from(text, "base64").toString("utf8") : text;
}

function markups(item: Parsed, names: string[]): string[] {
  return names.flatMap((name) => nodes(item, name).map(markupOf)).filter((text) => text.trim() !== "");
}

function texts(item: Parsed, ...names: string[]): string[] {
  return names.flatMap((name) => nodes(item, name).map(textOf)).filter((text) => text.trim() !== "");
}

/** Like `texts`; of each name the last first. */
function lastTexts(item: Parsed, ...names: string[]): string[] {
  return names.flatMap((name) => texts(item, name).toReversed());
}
