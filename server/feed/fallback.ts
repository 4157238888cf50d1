import { parseFeed } from "feedsmith";
import { maxEntries, type RawEntry, type RawFeed, type RawLink } from "./raw.ts";

function parse(text: string) {
  return parseFeed(text, { maxItems: maxEntries });
}

type Parsed = ReturnType<typeof parse>;
type Of<Format extends Parsed["format"]> = Extract<Parsed, { format: Format }>["feed"];
type Entry<Feed, Key extends keyof Feed> = NonNullable<Feed[Key]> extends (infer One)[] ? One : never;

/** Parses JSON Feed, and XML that rss-parser does not know, with feedsmith. Throws feedsmith's error where it cannot either. */
export function parseFallback(text: string): RawFeed {
  const parsed = parse(text);
  switch (parsed.format) {
    case "json":
      return fromJson(parsed.feed);
    case "atom":
      return {
        ...about(parsed.feed.title, parsed.feed.links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href),
        entries: (parsed.feed.entries ?? []).map(fromAtom),
      };
    case "rdf":
      return { ...about(parsed.feed.title, parsed.feed.link), entries: (parsed.feed.items ?? []).map(fromRdf) };
    case "rss":
      return { ...about(parsed.feed.title, parsed.feed.link), entries: (parsed.feed.items ?? []).map(fromRss) };
  }
}

function fromJson(feed: Of<"json">): RawFeed {
  const byline = feed.authors ?? [];
  const entries = (feed.items ?? []).map((item) =>
    entry({
      // Old feeds have numbers here.
      id: item.id === undefined ? null : String(item.id),
      titles: [item.title],
      links: [
        link(item.url),
        link(item.external_url, "original"),
        ...(item.attachments ?? []).map((one) => link(one.url, "enclosure", one.mime_type)),
      ],
      summaries: [
        item.summary,
        item.content_text === undefined ? undefined : escape(item.content_text),
        item.content_html,
      ],
      authors: (item.authors ?? byline).map((author) => author.name),
      tags: item.tags ?? [],
      images: [
        item.image,
        item.banner_image,
        ...(item.attachments ?? []).filter((one) => one.mime_type?.startsWith("image/")).map((one) => one.url),
      ],
      published: [text(item.date_published)],
      updated: [text(item.date_modified)],
    }),
  );
  return { ...about(feed.title, feed.home_page_url), entries };
}

function fromAtom(item: Entry<Of<"atom">, "entries">): RawEntry {
  return entry({
    id: item.id ?? null,
    titles: [text(item.title)],
    links: (item.links ?? []).map((one) => link(one.href, one.rel ?? "alternate", one.type)),
    summaries: [text(item.summary), text(item.content)],
    authors: (item.authors ?? []).map((author) => text(author.name)),
    tags: (item.categories ?? []).map((category) => category.label ?? category.term),
    published: [text(item.published)],
    updated: [text(item.updated)],
  });
}

function fromRdf(item: Entry<Of<"rdf">, "items">): RawEntry {
  return entry({
    id: item.rdf?.about ?? null,
    titles: [item.title, item.dc?.titles?.[0]],
    links: [link(item.link, "")],
    summaries: [item.description, item.content?.encoded],
    authors: item.dc?.creators ?? [],
    tags: item.dc?.subjects ?? [],
    published: [text(item.dc?.dates?.[0])],
  });
}

function fromRss(item: Entry<Of<"rss">, "items">): RawEntry {
  return entry({
    id: item.guid?.value ?? null,
    permalink: item.guid?.isPermaLink !== false,
    titles: [item.title, item.dc?.titles?.[0]],
    links: [
      link(item.link, ""),
      ...(item.atom?.links ?? []).map((one) => link(one.href, one.rel ?? "alternate")),
      ...(item.enclosures ?? []).map((one) => link(one.url, "enclosure", one.type)),
    ],
    summaries: [item.description, item.content?.encoded],
    authors: [...(item.dc?.creators ?? []), ...(item.authors ?? []).map((author) => author.name ?? author.email)],
    tags: (item.categories ?? []).map((category) => category.name),
    images: [
      ...(item.enclosures ?? []).filter((one) => one.type?.startsWith("image/")).map((one) => one.url),
      item.itunes?.image,
    ],
    published: [text(item.pubDate), text(item.dc?.dates?.[0])],
  });
}

type Lists = "titles" | "summaries" | "authors" | "tags" | "images" | "published" | "updated";
type Given = Partial<Record<Lists, unknown[]>> & { id: string | null; permalink?: boolean; links: (RawLink | null)[] };

function entry(given: Given): RawEntry {
  const list = (name: Lists): string[] =>
    (given[name] ?? []).filter((one): one is string => typeof one === "string" && one.trim() !== "");
  return {
    id: given.id,
    permalink: given.permalink ?? false,
    titles: list("titles"),
    links: given.links.filter((one) => one !== null),
    summaries: list("summaries"),
    authors: list("authors"),
    tags: list("tags"),
    images: list("images"),
    published: list("published"),
    updated: list("updated"),
    base: null,
  };
}

function about(title: unknown, site: unknown): Omit<RawFeed, "entries"> {
  return { title: text(title) ?? "", site: text(site) ?? null, base: null };
}

function link(href: unknown, rel = "alternate", type = ""): RawLink | null {
  return typeof href === "string" && href.trim() !== "" ? { href, rel, type, base: null } : null;
}

/** feedsmith gives some texts as they are and some as `{ value }`. */
function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null && "value" in value && typeof value.value === "string"
    ? value.value
    : undefined;
}

function escape(plain: string): string {
  return plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
