import { withoutComments } from "./comments.ts";
import { decode } from "./decode.ts";
import { readEntries, type ReadFeed } from "./entry.ts";
import { parseFallback } from "./fallback.ts";
import { feedOfPage, isPage } from "./page.ts";
import { maxEntries, Unreadable, type RawFeed } from "./raw.ts";
import { joinHalves } from "./references.ts";
import { repair } from "./repair.ts";
import { reshape } from "./reshape.ts";
import { titleOfEmpty, wholeJson } from "./json.ts";
import { parseXml } from "./xml.ts";

export type Source = {
  bytes: Buffer;
  contentType: string | null;
  /** Where it was read, for links that are not absolute. */ url: string;
};

/** Tags in one document; each costs the XML parser some 300 bytes. A feed of 5,000 rich entries has a third of it. */
const maxTags = 250_000;
const maxTag = 100_000;
const entryStart = /^(?:[\w.-]{1,20}:)?(?:item|entry)[\s>/]/i;
/** Markup inside an Atom text: its order would be lost in a tree, so it is made text first. */
const inlineMarkup =
  /<[\w:]+\s[^<>]*type\s*=\s*["'](?:xhtml|application\/xhtml\+xml|text\/html)["'][^<>]*>\s*<(?!!\[CDATA)/;

/** Reads a feed from the bytes of its document. Throws Unreadable. Runs in a worker: it may take seconds on hostile input. */
export async function parseFeed(source: Source): Promise<ReadFeed> {
  const text = joinHalves(decode(source.bytes, source.contentType));
  if (text.trim() === "") throw new Unreadable("empty");
  return readEntries(await parseText(text, source.url), source.url);
}

async function parseText(document: string, url: string): Promise<RawFeed> {
  const start = document.slice(0, 1000).trimStart()[0];
  if (start === "{" || start === "[") return parseJson(document);
  if (!hasFeedRoot(document)) {
    if (isPage(document)) throw new Unreadable("not_a_feed", { hint: feedOfPage(document, url) });
    throw new Unreadable("not_a_feed");
  }
  const { text, tags, giant } = survey(document);
  if (tags > maxTags) throw new Unreadable("too_big");
  let failure: unknown;
  if (!giant && !inlineMarkup.test(text)) {
    try {
      const feed = await parseXml(withoutComments(withoutDoctype(text)));
      if (feed.entries.length > 0 || !/<(?:[\w.-]+:)?(?:item|entry)[\s>]/i.test(text)) return feed;
    } catch (error) {
      failure = error;
    }
  }
  const repaired = reshape(repair(text));
  const cut = !isClosed(document);
  for (const parse of [parseXml, parseFallback]) {
    try {
      const feed = await parse(repaired);
      return cut ? { ...feed, cut } : feed;
    } catch (error) {
      failure = error;
    }
  }
  throw new Unreadable("unreadable", { cause: failure });
}

function isClosed(text: string): boolean {
  return /<\/(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*(?:>|$)|<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b[^<>]*\/>/i.test(
    text.slice(-100_000),
  );
}

function parseJson(text: string): RawFeed {
  const whole = wholeJson(text) ?? text;
  try {
    const title = titleOfEmpty(whole);
    if (title !== null)
      return { title: { text: title, form: "either" }, language: null, site: null, bases: [], entries: [] };
    const feed = parseFallback(whole);
    // What had to be closed by ourselves broke off.
    return text.startsWith(whole) ? feed : { ...feed, cut: true };
  } catch (error) {
    throw new Unreadable("not_a_feed", { cause: error });
  }
}

/** The root element, or one near the beginning where a page or a warning was put before the feed. */
function hasFeedRoot(text: string): boolean {
  return /<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]/i.test(
    text.slice(0, 100_000).replace(/<!--[\s\S]{0,5000}?-->/g, ""),
  );
}

/** What a DOCTYPE declares is never used, and sax would keep it whole. */
function withoutDoctype(text: string): string {
  const at = text.slice(0, 5000).search(/<!doctype/i);
  if (at === -1) return text;
  const internal = text.indexOf("[", at);
  const plain = text.indexOf(">", at);
  if (internal === -1 || internal > plain) return text.slice(0, at) + text.slice(plain + 1);
  const end = /\]\s*>/.exec(text.slice(internal));
  return end === null ? text : text.slice(0, at) + text.slice(internal + end.index + end[0].length);
}

type Survey = {
  /** The document, cut after the entries that are taken. */ text: string;
  tags: number;
  /** Some tag is longer than any honest one. */ giant: boolean;
};

/** One quick look at the document before a parser touches it. */
function survey(text: string): Survey {
  let tags = 0;
  let entries = 0;
  let giant = false;
  for (let at = text.indexOf("<"); at !== -1 && tags <= maxTags;) {
    if (text.startsWith("<![CDATA[", at)) {
      const close = text.indexOf("]]>", at);
      if (close === -1) break;
      at = close;
    }
    tags += 1;
    if (entryStart.test(text.slice(at + 1, at + 30)) && (entries += 1) > maxEntries)
      return { text: text.slice(0, at), tags, giant };
    const next = text.indexOf("<", at + 1);
    if ((next === -1 ? text.length : next) - at > maxTag) giant ||= !text.slice(at, at + maxTag).includes(">");
    at = next;
  }
  return { text, tags, giant };
}
