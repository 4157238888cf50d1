import { clean } from "#engine/clean.ts";
import { type Item, type ItemMedium, mostMedia } from "#engine/item.ts";

const caps = {
  source: 300,
  title: 2000,
  text: 20_000,
  summary: 20_000,
  author: 300,
  link: 4000,
  alt: 4000,
  tag: 200,
  tags: 50,
  key: 600,
};

/**
 * An item as the inbox stores it: within the limits of `Item`, and without what PostgreSQL refuses to store (NUL, half a
 * surrogate pair). A link that is too long is no link: cut, it would lead elsewhere.
 */
export function capped(item: Item): Item {
  return {
    key: cap(item.key, caps.key),
    source: cap(item.source, caps.source),
    title: cap(item.title, caps.title),
    text: cap(item.text, caps.text),
    link: address(item.link, caps.link),
    summary: cap(item.summary, caps.summary),
    author: item.author === null ? null : cap(item.author, caps.author),
    tags: item.tags.slice(0, caps.tags).map((tag) => cap(tag, caps.tag)),
    media: item.media.slice(0, mostMedia).flatMap(cappedMedium),
    kind: item.kind,
    language: item.language,
    published: item.published,
    updated: item.updated,
    origin: item.origin,
    ...(item.anchored === true ? { anchored: true } : {}),
  };
}

/**
 * The same of what our own pages bring, which may say more: where a person here wants it, and in which words. Whatever a stranger sends says nothing of
 * that.
 */
export const cappedOwn = (item: Item): Item => ({
  ...capped(item),
  ...(item.wordings === undefined ? {} : { wordings: item.wordings }),
  ...(item.short === undefined ? {} : { short: item.short }),
  ...(item.written === undefined ? {} : { written: item.written }),
});

/** A medium without its address is none. */
function cappedMedium(medium: ItemMedium): ItemMedium[] {
  const url = address(medium.url, caps.link);
  if (url === null) return [];
  return [medium.alt === undefined ? { ...medium, url } : { ...medium, url, alt: cap(medium.alt, caps.alt) }];
}

/** Text as PostgreSQL takes it, at most `max` UTF-16 units long. */
export function cap(text: string, max: number): string {
  const short = text.length > max ? text.slice(0, max) : text;
  return clean(short);
}

function address(url: string | null, max: number): string | null {
  return url === null || url.length > max ? null : cap(url, max);
}

/**
 * Oldest first, so that the inbox numbers items in the order in which they were written. Most feeds list the newest first; one whose
 * dates rise more often than they fall goes the other way. Dates decide, whatever was pinned to the top; an item without one comes
 * right after what stands before it.
 */
export function oldestFirst(items: readonly Item[]): Item[] {
  const dates = items.flatMap(({ published }) => published ?? []);
  let rises = 0;
  for (let at = 1; at < dates.length; at += 1) rises += compare(dates[at] ?? "", dates[at - 1] ?? "");
  const order = rises > 0 ? [...items] : items.toReversed();
  let date = order.find(({ published }) => published !== null)?.published ?? "";
  return order
    .map((item) => ({ item, date: (date = item.published ?? date) }))
    .toSorted((a, b) => compare(a.date, b.date))
    .map(({ item }) => item);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);
