import { decodeHTML } from "entities";
import type { FeedEntry } from "#engine/node.ts";
import type { ReadFeed } from "#server/feed/entry.ts";

/** What the corpus' manifest says of one file; a key that is absent was not established, null means "has none". */
export type Expected = {
  file: string;
  class: "real" | "conformance";
  encoding: string;
  well_formed_xml: boolean | null;
  items?: number;
  first?: { title?: string | null; link?: string | null; id?: string | null; date?: string | null };
};

export const aspects = ["items", "title", "link", "id", "date"] as const;
export type Aspect = (typeof aspects)[number];

/** Compares what was read with the manifest, after the normalisation that the corpus' README asks for. */
export function compare(expected: Expected, feed: ReadFeed, url: string): Partial<Record<Aspect, boolean>> {
  const first: FeedEntry | undefined = feed.entries[0];
  const known = expected.first ?? {};
  const result: Partial<Record<Aspect, boolean>> = {};
  if (expected.items !== undefined) result.items = feed.entries.length === expected.items;
  if (known.title !== undefined) result.title = title(known.title) === title(first?.title ?? "");
  if (known.link !== undefined) result.link = sameLink(known.link, first?.link ?? null, url);
  if (known.id !== undefined) result.id = id(known.id) === id(first?.id ?? "");
  if (known.date !== undefined)
    result.date = instant(known.date) === instant(first?.published ?? first?.updated ?? null);
  return result;
}

function decodeAll(given: unknown): string {
  let text = String(given);
  for (let round = 0; round < 5; round += 1) {
    const decoded = decodeHTML(text);
    if (decoded === text) return text;
    text = decoded;
  }
  return text;
}

function title(text: string | null): string {
  return decodeAll(text ?? "")
    .replace(/<[^<>]*>/g, "")
    .normalize("NFC")
    .replace(/\s+/g, "");
}

function id(text: string | null): string {
  return decodeAll(text ?? "").replace(/\s+/g, "");
}

function instant(date: string | null): number | null {
  return date === null ? null : Math.floor(Date.parse(date) / 1000);
}

function link(text: string): string {
  const decoded = decodeAll(text).trim();
  return URL.canParse(decoded) ? unescape(new URL(decoded).href) : unescape(decoded);
}

/** One percent-encoding: what may be written plainly is. */
function unescape(href: string): string {
  return href.replace(/%([0-9a-f]{2})/gi, (all, hex: string) =>
    /[\w.~-]/.test(String.fromCharCode(Number.parseInt(hex, 16)))
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : all.toUpperCase(),
  );
}

function sameLink(expected: string | null, found: string | null, url: string): boolean {
  if (expected === null || found === null) return expected === found;
  if (link(expected) === link(found)) return true;
  const decoded = decodeAll(expected).trim();
  if (/^[a-z][\w+.-]*:/i.test(decoded)) return false;
  // A relative link is met by whatever it resolves to.
  return (
    [url, found].some((base) => URL.canParse(decoded, base) && link(new URL(decoded, base).href) === link(found)) ||
    link(found).endsWith(link(decoded).replace(/^[./]+/, "/"))
  );
}
