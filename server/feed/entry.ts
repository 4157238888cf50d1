import type { FeedEntry } from "#engine/node.ts";
import { readDate } from "./date.ts";
import { formerLink, resolveLink } from "./link.ts";
import { kindOf, languageOf, mediaOf } from "./media.ts";
import { maxEntries, type RawEntry, type RawFeed, type RawLink, type RawText } from "./raw.ts";
import { formerText } from "./former.ts";
import { lineOf, wordsOf } from "./text.ts";

/** What a field may hold, in UTF-16 units: the limits of an Item, and less where nobody reads more. */
const limits = { id: 2000, title: 2000, summary: 10_000, author: 300, tag: 200, tags: 50 };

export type ReadFeed = {
  title: string | null;
  entries: FeedEntry[];
  /** The document breaks off. */
  cut?: boolean;
};

/** Turns a document's entries into plain data: text without markup, absolute http(s) links, dates in UTC. */
export function readEntries(feed: RawFeed, url: string): ReadFeed {
  const language = languageOf(feed.language);
  const site = feed.site !== null && URL.canParse(feed.site) ? feed.site : null;
  const about: About = {
    bases: [...feed.bases, site, url],
    formerBases: [feed.bases[0] ?? null, site, url],
    language,
  };
  return {
    title: lineOf(feed.title, 300) || null,
    entries: feed.entries.slice(0, maxEntries).map((entry) => readEntry(entry, about)),
    ...(feed.cut === true ? { cut: true } : {}),
  };
}

/** What an entry takes from its feed. */
type About = { bases: (string | null)[]; formerBases: (string | null)[]; language: string | null };

function readEntry(entry: RawEntry, { bases, formerBases, language }: About): FeedEntry {
  const near = [entry.base, ...bases];
  const spoken = languageOf(entry.language) ?? language;
  const date = (text: string): string | null => readDate(text, spoken);
  const title = firstText(entry.titles, lineOf, limits.title);
  const summary = firstText(entry.summaries, wordsOf, limits.summary);
  const id = cleanId(entry.id);
  const link = linkOf(entry, bases, resolveLink);
  const media = mediaOf(entry, title, (href) => resolveLink(decodeAmpersands(href), near));
  const former = id === null ? formerOf(entry, formerBases, { link, title, summary }) : null;
  return {
    id,
    kind: kindOf(entry, media, title),
    title,
    link,
    summary,
    author: firstText(entry.authors.map(personName), lineOf, limits.author) || null,
    tags: tagsOf(entry.tags),
    media,
    language: spoken,
    published: firstOf(entry.published, date),
    updated: firstOf(entry.updated, date),
    ...(former === null ? {} : { former }),
  };
}

type Words = NonNullable<FeedEntry["former"]>;

/** Only what has no link either is recognised by its words. */
function formerOf(entry: RawEntry, bases: (string | null)[], now: Words): Words | null {
  const link = linkOf(entry, bases, formerLink);
  if (link !== null) return link === now.link ? null : { ...now, link };
  const [title, summary] = [
    firstText(entry.titles, ({ text }, max) => formerText(text, max), limits.title),
    firstText(entry.summaries, (raw, max) => formerText(formerMarkup(raw), max), limits.summary),
  ];
  return now.link === null && title === now.title && summary === now.summary ? null : { link, title, summary };
}

/** Text that was no markup was made some, so that it came through. */
const formerMarkup = ({ text, form }: RawText): string =>
  form === "text" ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") : text;

function cleanId(id: string | null): string | null {
  const text = (id ?? "").trim();
  return text === "" ? null : text.slice(0, limits.id);
}

function firstText(list: readonly RawText[], read: (raw: RawText, max: number) => string, max: number): string {
  for (const raw of list) {
    const text = read(raw, max);
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
function linkOf(entry: RawEntry, bases: (string | null)[], resolve: typeof resolveLink): string | null {
  const ranked = entry.links
    .map((link) => ({ ...link, rank: rank(link) }))
    .filter((link) => link.rank < notAPage)
    .toSorted((a, b) => a.rank - b.rank);
  const id = entry.id?.trim() ?? "";
  const candidates = [
    ...ranked.filter((link) => link.rank < elsewhere),
    ...(mayLead(id, entry.permalink, resolve === formerLink) ? [{ href: id, base: entry.base }] : []),
    ...ranked.filter((link) => link.rank >= elsewhere),
  ];
  for (const candidate of candidates) {
    const found = resolve(decodeAmpersands(candidate.href), [candidate.base, ...bases]);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Whether an id is an address. Where the document says so it may be relative, but a number or a word alone is none; where it says
 * nothing, only what looks like an address is one.
 */
function mayLead(id: string, permalink: RawEntry["permalink"], formerly: boolean): boolean {
  if (permalink === "no" || /\s/.test(id)) return false;
  if (/^https?:\/\//i.test(id)) return true;
  if (formerly || id.length > limits.id || /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(id)) return false;
  return permalink === "said" ? /[/?.=]/.test(id) : /^\/|^www\./i.test(id);
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
function personName({ text, form }: RawText): RawText {
  const author = text.slice(0, 1000);
  const named = /^\s*\S+@\S+\s*\((.+)\)\s*$/.exec(author) ?? /^\s*(.+?)\s*<\S+@\S+>\s*$/.exec(author);
  return { text: named?.[1] ?? text, form };
}

function tagsOf(list: readonly RawText[]): string[] {
  const tags = list.slice(0, limits.tags * 2).map((tag) => lineOf(tag, limits.tag));
  return [...new Set(tags.filter((tag) => tag !== ""))].slice(0, limits.tags);
}
