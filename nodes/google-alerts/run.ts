import { hash } from "node:crypto";
import { pageOf } from "#engine/address.ts";
import { ellipsis } from "#engine/cut.ts";
import type { Item } from "#engine/item.ts";
import { canonicalUrl, itemKey, webAddress } from "#engine/key.ts";
import type { FeedEntry, PolledSource } from "#engine/node.ts";
import type { Config } from "./node.ts";

export const source: PolledSource<Config> = {
  identify: ({ url }) => `google-alerts:${canonicalUrl(url) ?? url}`,
  poll: async ({ url }, context) => {
    const feed = await context.readFeed(url);
    if (feed.unchanged) return { items: [], cursor: feed.cursor, title: null, unchanged: true };
    const title = feed.title ?? "Google Alerts";
    const seen = new Set<string>();
    const items: Item[] = [];
    const doubled: Item[] = [];
    let blank = 0;
    for (const entry of feed.entries) {
      const link = unwrap(entry.link);
      // Google lists one page under several ids as it changes, and one id again when the alert is edited.
      const page = link === null ? null : pageOf(link);
      const item = readItem({ ...entry, link }, title, context.sourceId);
      if (item === null) blank += 1;
      else if (seen.has(item.key) || (page !== null && seen.has(page))) doubled.push(item);
      else items.push(item);
      if (item !== null) seen.add(item.key);
      if (item !== null && page !== null) seen.add(page);
    }
    return { items, doubled, blank, cursor: feed.cursor, title, unchanged: false };
  },
};

/** The page behind `google.com/url?url=…`. Gives null where what is behind is no web address. */
export function unwrap(link: string | null): string | null {
  const address = link === null ? null : webAddress(link);
  if (address === null) return null;
  if (!/^(?:www\.)?google\.[a-z.]{2,6}$/.test(address.hostname) || address.pathname !== "/url") return address.href;
  const inner = address.searchParams.get("url") ?? address.searchParams.get("q");
  const page = inner === null ? null : webAddress(inner);
  return page === null || page.username !== "" || page.href.length > 4000 ? null : page.href;
}

function readItem(entry: FeedEntry, source: string, sourceId: string): Item | null {
  if (entry.title === "" || entry.link === null) return null;
  return {
    key: itemKey(entry, sourceId, (text) => hash("sha256", text)),
    kind: entry.kind,
    source: source.slice(0, 300),
    title: entry.title,
    text: ellipsis(entry.title, 2000),
    link: entry.link,
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
