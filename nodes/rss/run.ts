import { hash } from "node:crypto";
import { ellipsis } from "#engine/cut.ts";
import type { Item } from "#engine/item.ts";
import { itemKey, webAddress } from "#engine/key.ts";
import type { FeedEntry, PolledSource } from "#engine/node.ts";
import { titleFromSummary } from "#engine/template.ts";
import type { Config } from "./node.ts";

export const source: PolledSource<Config> = {
  identify: ({ url }) => `rss:${withoutFragment(url)}`,
  poll: async ({ url }, context) => {
    const feed = await context.readFeed(withoutFragment(url));
    if (feed.unchanged) return { items: [], cursor: feed.cursor, title: null, unchanged: true };
    const title = feed.title ?? webAddress(feed.url)?.host ?? null;
    const items = feed.entries.flatMap((entry) => readItem(entry, title ?? "", context.sourceId) ?? []);
    const blank = feed.entries.length - items.length;
    return { items, blank, cursor: feed.cursor, title, unchanged: false };
  },
};

/** Null for an entry that says nothing at all: no title, no text, no link. */
function readItem(entry: FeedEntry, title: string, sourceId: string): Item | null {
  if (entry.title === "" && entry.summary === "" && entry.link === null) return null;
  return {
    key: itemKey({ ...entry, ...entry.former }, sourceId, (text) => hash("sha256", text)),
    kind: entry.kind,
    source: title.slice(0, 300),
    title: entry.title,
    text: entry.title === "" ? ellipsis(entry.summary, titleFromSummary) : entry.title,
    link: entry.link ?? attachedOf(entry),
    summary: entry.summary,
    author: entry.author,
    tags: entry.tags,
    media: entry.media,
    language: entry.language,
    published: entry.published ?? entry.updated,
    updated: entry.updated,
    origin: null,
  };
}

/** The sound, film or document that an entry without a page is about: podcasts have often nothing else. */
function attachedOf({ media }: FeedEntry): string | null {
  return media.find(({ kind }) => kind !== "picture")?.url ?? null;
}

function withoutFragment(url: string): string {
  const address = webAddress(url);
  if (address === null) return url.trim();
  address.hash = "";
  return address.href;
}
