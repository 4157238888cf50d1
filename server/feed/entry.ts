import type { FeedEntry } from "#engine/node.ts";
import { readDate } from "./date.ts";
import { resolveLink } from "./link.ts";
import { kindOf, languageOf, mediaOf } from "./media.ts";
import { maxEntries, type RawEntry, type RawFeed, type RawLink } from "./raw.ts";
import { plainText } from "./text.ts";

/** What a field may hold, in UTF-16 units: the limits of an Item, and less where nobody reads more. */
const limits = { id: 2000, title: 2000, summary: 10_000, author: 300, tag: 200, tags: 50 };

export type ReadFeed = { title: string | null; entries: FeedEntry[] };

/** Turns a document's entries into plain data: text without markup, absolute http(s) links, dates in UTC. */
export function readEntries(feed: RawFeed, url: string): ReadFeed {
  const language = languageOf(feed.language);
  const bases = [feed.base, feed.site !== null && URL.canParse(feed.site) ? feed.site : null, url];
  return {
    title: plainText(feed.title, 300) || null,
    entries: feed.entries.slice(0, maxEntries).map((entry) => readEntry(entry, bases, language)),
  };
}

function readEntry(entry: RawEntry, bases: (string | null)[], language: string | null): FeedEntry {
  const near = [entry.base, ...bases];
  const spoken = languageOf(entry.language) ?? language;
  const date = (text: string): string | null => readDate(text, spoken);
  const title = firstText(entry.titles, limits.title);
  const media = mediaOf(entry, title, (href) => resolveLink(decodeAmpersands(href), near));
  return {
    id: cleanId(entry.id),
    kind: kindOf(entry, media, title),
    title,
    link: linkOf(entry, bases),
    summary: firstText(entry.summaries, limits.summary),
    author: firstText(entry.authors.map(personName), limits.author) || null,
    tags: tagsOf(entry.tags),
    media,
    language: spoken,
    published: firstOf(entry.published, date),
    updated: firstOf(entry.updated, date),
  };
}

function cleanId(id: string | null): string | null {
  const text = (id ?? "").trim();
  return text === "" ? null : text.slice(0, limits.id);
}

function firstText(list: readonly string[], max: number): string {
  for (const markup of list) {
    const text = plainText(markup, max);
    if (text !== "") return text;
  }
  return "";
}

function firstOf<Out>(list: readonly string[], read: (text: string) => Out | null): Out | null {
  for (const text of list) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The page an entry is about: its link (HTML before other forms), else a guid that is an address and a permalink, else the
 * address that FeedBurner replaced. What is only attached (a podcast's sound) is no page, nor is an id that merely looks like one.
 */
function linkOf(entry: RawEntry, bases: (string | null)[]): string | null {
  const ranked = entry.links
    .map((link) => ({ ...link, rank: rank(link) }))
    .filter((link) => link.rank < notAPage)
    .toSorted((a, b) => a.rank - b.rank);
  const isAddress = /^https?:\/\//i.test(entry.id?.trim() ?? "");
  const candidates = [
    ...ranked.filter((link) => link.rank < elsewhere),
    ...(entry.permalink && isAddress ? [{ href: entry.id ?? "", base: null }] : []),
    ...ranked.filter((link) => link.rank >= elsewhere),
  ];
  for (const candidate of candidates) {
    const found = resolveLink(decodeAmpersands(candidate.href), [candidate.base, ...bases]);
    if (found !== null) return found;
  }
  return null;
}

const elsewhere = 2;
const notAPage = 9;

function rank(link: RawLink): number {
  if (link.rel === "") return 0;
  if (link.rel === "alternate") return link.type === "" || link.type.includes("html") ? 0 : 1;
  return link.rel === "original" ? elsewhere : notAPage;
}

/** Addresses that were escaped twice: `?a=1&amp;b=2`. */
function decodeAmpersands(href: string): string {
  return href.replaceAll(/&(?:amp|#38|#x26);/gi, "&");
}

/** RSS writes `address@example.org (Name)`; people want the name, and an address of their own to stay out of posts. */
function personName(author: string): string {
  const named =
    /^\s*\S+@\S+\s*\((.+)\)\s*$/.exec(author.slice(0, 1000)) ?? /^\s*(.+?)\s*<\S+@\S+>\s*$/.exec(author.slice(0, 1000));
  return named?.[1] ?? author;
}

function tagsOf(list: readonly string[]): string[] {
  const tags = list.slice(0, limits.tags * 2).map((tag) => plainText(tag, limits.tag));
  return [...new Set(tags.filter((tag) => tag !== ""))].slice(0, limits.tags);
}
