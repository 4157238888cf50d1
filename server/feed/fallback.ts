import { parseFeed } from "feedsmith";
import { maxEntries, type RawEntry, type RawFeed, type RawLink, type RawMedium, type RawText } from "./raw.ts";

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
      return {
        ...about(parsed.feed.title, parsed.feed.link, parsed.feed.dc?.languages?.[0]),
        entries: (parsed.feed.items ?? []).map(fromRdf),
      };
    case "rss":
      return {
        ...about(parsed.feed.title, parsed.feed.link, parsed.feed.language),
        entries: (parsed.feed.items ?? []).map(fromRss),
      };
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
      summaries: [item.summary, said(item.content_text, "text"), said(item.content_html, "html")],
      authors: (item.authors ?? byline).map((author) => author.name),
      tags: item.tags ?? [],
      media: [
        cover(item.image),
        cover(item.banner_image),
        ...(item.attachments ?? []).map((one) =>
          medium(one.url, "attached", {
            type: one.mime_type ?? "",
            bytes: one.size_in_bytes,
            alt: said(one.title) ?? undefined,
          }),
        ),
      ],
      language: item.language ?? null,
      published: [text(item.date_published)],
      updated: [text(item.date_modified)],
    }),
  );
  return { ...about(feed.title, feed.home_page_url, feed.language), entries };
}

function fromAtom(item: Entry<Of<"atom">, "entries">): RawEntry {
  return entry({
    id: item.id ?? null,
    titles: [said(item.title, "text")],
    links: (item.links ?? []).map((one) => link(one.href, one.rel ?? "alternate", one.type)),
    summaries: [said(item.summary), said(item.content)],
    authors: (item.authors ?? []).map((author) => text(author.name)),
    tags: (item.categories ?? []).map((category) => category.label ?? category.term),
    media: [...attached((item.links ?? []).filter((one) => one.rel === "enclosure")), ...ofMediaRss(item.media)],
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
    permalink:
      item.guid === undefined
        ? "no"
        : item.guid.isPermaLink === undefined
          ? "implied"
          : item.guid.isPermaLink
            ? "said"
            : "no",
    titles: [item.title, item.dc?.titles?.[0]],
    links: [
      link(item.link, ""),
      ...(item.atom?.links ?? []).map((one) => link(one.href, one.rel ?? "alternate")),
      ...(item.enclosures ?? []).map((one) => link(one.url, "enclosure", one.type)),
    ],
    summaries: [item.description, item.content?.encoded],
    authors: [...(item.dc?.creators ?? []), ...(item.authors ?? []).map((author) => author.name ?? author.email)],
    tags: (item.categories ?? []).map((category) => category.name),
    media: [...attached(item.enclosures ?? []), ...ofMediaRss(item.media), cover(item.itunes?.image)],
    published: [text(item.pubDate), text(item.dc?.dates?.[0])],
  });
}

type Lists = "titles" | "summaries" | "authors" | "tags" | "published" | "updated";
type Given = Partial<Record<Lists, unknown[]>> & {
  id: string | null;
  permalink?: RawEntry["permalink"];
  links: (RawLink | null)[];
  media?: (RawMedium | null)[];
  language?: string | null;
};

function entry(given: Given): RawEntry {
  const list = (name: Lists): string[] =>
    (given[name] ?? []).filter((one): one is string => typeof one === "string" && one.trim() !== "");
  const texts = (name: Lists): RawText[] => (given[name] ?? []).flatMap((one) => said(one) ?? []);
  return {
    id: given.id,
    permalink: given.permalink ?? "no",
    titles: texts("titles"),
    links: given.links.filter((one) => one !== null),
    summaries: texts("summaries"),
    authors: texts("authors"),
    tags: texts("tags"),
    media: (given.media ?? []).filter((one) => one !== null),
    language: given.language ?? null,
    published: list("published"),
    updated: list("updated"),
    base: null,
  };
}

function medium(href: unknown, place: RawMedium["place"], rest: Omit<RawMedium, "href" | "place">): RawMedium | null {
  return typeof href === "string" && href.trim() !== "" ? { href, place, ...rest } : null;
}

const cover = (href: unknown): RawMedium | null => medium(href, "cover", { type: "image" });

const attached = (list: readonly { url?: string; href?: string; type?: string; length?: number }[]) =>
  list.map(({ url, href, type = "", length }) => medium(url ?? href, "attached", { type, bytes: length }));

type MediaRss = NonNullable<Entry<Of<"rss">, "items">["media"]>;

function ofMediaRss(media: MediaRss | undefined): (RawMedium | null)[] {
  return [media, ...(media?.groups ?? [])].flatMap((one) => [
    ...(one?.contents ?? []).flatMap(({ url, type, medium: kind, width, height, fileSize, ...more }) => [
      medium(url, "attached", {
        type: `${type ?? ""} ${kind ?? ""}`,
        width,
        height,
        bytes: fileSize,
        alt: said(more.description) ?? said(more.title) ?? undefined,
      }),
      ...(more.thumbnails ?? []).map(thumbnail),
    ]),
    ...(one?.thumbnails ?? []).map(thumbnail),
  ]);
}

const thumbnail = ({ url, width, height }: { url?: string; width?: number; height?: number }): RawMedium | null =>
  medium(url, "thumbnail", { type: "image", width, height });

function about(title: unknown, site: unknown, language?: unknown): Omit<RawFeed, "entries"> {
  return {
    title: said(title) ?? { text: "", form: "text" },
    site: text(site) ?? null,
    language: text(language) ?? null,
    bases: [],
  };
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

/** A text of the form that it says, else of the `usual` one. */
function said(value: unknown, usual: RawText["form"] = "either"): RawText | null {
  if (typeof value === "object" && value !== null && "form" in value) return value as RawText;
  const type = typeof value === "object" && value !== null && "type" in value ? String(value.type) : "";
  const found = text(value);
  if (found === undefined || found.trim() === "") return null;
  return { text: found, form: type.includes("html") ? "html" : type === "text" ? "text" : usual };
}
