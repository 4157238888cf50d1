import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeHTML } from "entities";
import { parseFeed } from "feedsmith";
import iconv from "iconv-lite";
import { corpus, type Entry } from "./feeds.ts";

/**
 * What the main job should publish, worked out without any of our code: a file is decoded as the corpus' manifest says,
 * parsed by another parser, and its titles are searched by the simplest means.
 */
export type Story = { title: string; link: string | null };

/** Titles of a feed, or null where the other parser cannot read it. */
export function storiesOf(entry: Entry): Story[] | null {
  const bytes = readFileSync(join(corpus, entry.file));
  const encoding = entry.encoding.replace(/ .*/u, "").replace(",", "");
  const text = iconv.decode(bytes, iconv.encodingExists(encoding) ? encoding : "utf-8");
  let found: { format: string; feed: unknown };
  try {
    found = parseFeed(text);
  } catch {
    return null;
  }
  const feed = found.feed as { items?: Raw[]; entries?: Raw[] };
  const stories = (feed.items ?? feed.entries ?? []).map(({ title, link, links, url }) => ({
    title: typeof title === "string" ? title : (title?.value ?? ""),
    link:
      (typeof link === "string" ? link : null) ??
      url ??
      links?.find(({ rel = "alternate" }) => rel === "alternate")?.href ??
      null,
  }));
  // Where the two parsers do not even count alike, this one is no judge.
  return stories.length === entry.items ? stories : null;
}
type Raw = {
  title?: string | { value?: string };
  link?: unknown;
  url?: string;
  links?: { rel?: string; href?: string }[];
};

/** As the corpus' README compares titles: entities decoded, tags dropped, NFC; and no white space at all. */
export function plain(title: string): string {
  return readable(title).replace(/\s+/gu, "");
}

export function readable(title: string): string {
  let text = title;
  for (let round = 0; round < 5; round += 1) text = decodeHTML(text);
  return text.replace(/<[^<>]*>/gu, "").normalize("NFC");
}

/** The words of a title, small and without accents. */
export function wordsOf(title: string): string[] {
  return readable(title)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Whether two titles tell one story: most of their words are the same. */
export function alike(a: string, b: string): boolean {
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  const both = [...left].filter((word) => right.has(word)).length;
  return both / Math.max(1, left.size + right.size - both) >= 0.6;
}
