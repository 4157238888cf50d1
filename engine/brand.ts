import { z } from "zod";
import { replaceLink } from "./compose.ts";
import { hashtagsIn, hashtagWords } from "./hashtags.ts";
import type { Item } from "./item.ts";
import { webAddress } from "./key.ts";
import { marked, type Marks } from "./marks.ts";
import type { Written } from "./written.ts";

const mark = z.string().trim().max(100).default("");

/** By which posts of a campaign are known: hashtags behind their words, and marks of their links by which a site counts visits. */
export const Utm = z.strictObject({ source: mark, medium: mark, campaign: mark, content: mark });
export type Utm = z.infer<typeof Utm>;
export type Brand = { hashtags: readonly string[]; utm: Utm };

/** What a text and a link may hold; what would be longer is left as it was. */
const longest = { text: 20_000, link: 4000 };

const marksOf = ({ source, medium, campaign, content }: Utm): Marks =>
  Object.entries({ utm_source: source, utm_medium: medium, utm_campaign: campaign, utm_content: content }).filter(
    ([, value]) => value !== "",
  );

/** A link with the marks that it does not have yet: who marked it by hand meant that. */
function markedLink(link: string | null, { utm }: Brand): string | null {
  const marks = marksOf(utm);
  if (link === null || marks.length === 0 || webAddress(link) === null) return link;
  const made = marked(link, marks, false);
  return made.length > longest.link ? link : made;
}

/** A text with the hashtags that do not stand in it yet. A picture without words gets none. */
function tagged(text: string, { hashtags }: Brand, language: string | null): string {
  if (text.trim() === "") return text;
  const there = new Set(hashtagsIn(text));
  const more = hashtagWords(hashtags, language, false).filter((word) => !there.has(word.toLowerCase()));
  if (more.length === 0) return text;
  const made = `${text.trimEnd()}\n\n${more.map((word) => `#${word}`).join(" ")}`;
  return made.length > longest.text ? text : made;
}

/** What a map of a campaign sends, in all its wordings. What was written by hand has the brand of its own campaign already. */
export function branded(item: Item, brand: Brand): Item {
  if (item.written !== undefined) return item;
  const link = markedLink(item.link, brand);
  const say = (text: string): string => {
    const linked = item.link === null || link === null ? text : replaceLink(text, item.link, link);
    return tagged(linked, brand, item.language);
  };
  const { wordings } = item;
  return {
    ...item,
    link,
    text: say(item.text),
    ...(wordings === undefined
      ? {}
      : { wordings: { ...wordings, list: wordings.list.map((one) => ({ ...one, text: say(one.text) })) } }),
  };
}

/** Once for each item, however many targets it reaches: what is allotted and made of it is then made once, too. */
export function dresser(): (brand: Brand) => (item: Item) => Item {
  const made = new WeakMap<Item, Item>();
  return (brand) => (item) => {
    const known = made.get(item) ?? branded(item, brand);
    made.set(item, known);
    return known;
  };
}

/** What an entry of a campaign says. */
export function brandedWritten(written: Written, brand: Brand | null): Written {
  if (brand === null) return written;
  const link = markedLink(written.link, brand);
  const say = (text: string): string => {
    const linked = written.link === null || link === null ? text : replaceLink(text, written.link, link);
    return tagged(linked, brand, written.language);
  };
  return { ...written, link, words: written.words.map((one) => ({ ...one, text: say(one.text) })) };
}
