import Parser from "rss-parser";
import { baseOfRoot, canonicalAttribute, canonicalNames, isAtom } from "./names.ts";
import { mediaOf, prefixed } from "./xml-media.ts";
import {
  attributeOf,
  attributesOf,
  lastTexts,
  markupOf,
  markups,
  nodes,
  textOf,
  texts,
  type Parsed,
  type XmlNode,
} from "./xml-node.ts";
import { maxEntries, type RawEntry, type RawFeed, type RawLink, type RawText } from "./raw.ts";

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
  return toRaw(feed, { atom: isAtom(xml), base: baseOfRoot(xml) });
}

/** What the entries do not say themselves: whether the document is Atom, and the base of its root. */
type About = { atom: boolean; base: string | null };

function toRaw(feed: Parsed, about: About): RawFeed {
  const attributes = attributesOf(feed, "r_$");
  const links = linksOf(nodes(feed, "r_r:link"), null);
  const site =
    links.find((link) => link.rel === "alternate")?.href ?? links.find((link) => link.rel === "")?.href ?? null;
  // RDF that keeps its items inside the channel, as RSS 2.0 does.
  const items = (feed.items ?? []).length > 0 ? (feed.items ?? []) : nodes(feed, "r_item").map(prefixed);
  const entries = items.slice(0, maxEntries).map((item) => toEntry(item as Parsed, about));
  const titles = markups(feed, ["r_title", "r_dc:title"], about.atom ? "text" : "either");
  return {
    title: titles[0] ?? { text: "", form: "text" },
    language: attributes["xml:lang"] ?? texts(feed, "r_language", "r_dc:language")[0] ?? null,
    site,
    bases: [attributes["xml:base"] ?? null, about.base],
    entries,
  };
}

function toEntry(item: Parsed, { atom }: About): RawEntry {
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
    permalink: permalinkOf(guid),
    titles: [
      // Atom's titles are text unless they say otherwise, and so read all who wrote one without a type.
      ...markups(item, ["r_title"], atom ? "text" : "either"),
      ...markups(item, ["r_dc:title", "r_media:title"], "either"),
      ...markups(item, ["r_atom:title"], "text"),
    ],
    links: [
      // Where a field that should be single is repeated, the last one counts: so read most readers.
      ...lastFirst(linksOf(nodes(item, "r_r:link"), base)),
      ...asLink(attributes["href"], "", undefined, base),
      ...linksOf([...nodes(item, "r_atom:link"), ...nodes(item, "r_r:atom:link")], base),
      ...texts(item, "r_feedburner:origlink").map((href) => ({ href, rel: "original", type: "", base })),
    ],
    summaries: [
      ...markups(item, ["r_r:summary", "r_r:description", "r_atom:summary"], "either"),
      ...markups(item, ["r_r:content:encoded"], "html"),
      ...markups(item, ["r_r:content", "r_dc:description", "r_itunes:summary"], "either"),
      ...media.flatMap((one) => markups(one, ["r_media:description"], "either")),
    ],
    authors: authorsOf(item, atom),
    tags: [...nodes(item, "r_category"), ...nodes(item, "r_dc:subject")].map((node): RawText => {
      const said = attributeOf(node, "label") ?? attributeOf(node, "term");
      return said === undefined ? markupOf(node, "either") : { text: said, form: "text" };
    }),
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

/** Atom's names are text; what feeds write elsewhere may be escaped twice. */
function authorsOf(item: Parsed, atom: boolean): RawText[] {
  const form = atom ? "text" : "either";
  const people = [...nodes(item, "r_author"), ...nodes(item, "r_atom:author")].map((node): RawText => {
    if (typeof node === "string") return { text: node, form };
    const names = node["name"] ?? node["atom:name"];
    return Array.isArray(names) ? markupOf(names[0] ?? "", form) : { text: textOf(node), form };
  });
  return [
    ...people,
    ...texts(item, "r_dc:creator", "r_itunes:author").map((text): RawText => ({ text, form: "either" })),
  ];
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

function permalinkOf(guid: XmlNode | undefined): RawEntry["permalink"] {
  if (guid === undefined) return "no";
  const said = attributeOf(guid, "ispermalink")?.trim().toLowerCase();
  return said === undefined ? "implied" : said === "false" ? "no" : "said";
}
