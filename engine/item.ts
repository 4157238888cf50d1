import { z } from "zod";

/**
 * One piece of content as it travels through a plan. Items are plain, frozen-by-convention data:
 * a node never changes the item it was given, it returns a copy.
 *
 * `text` is the post as it would be written so far; it begins as the title, rewrites change it.
 * `link` is the address the post points to; a target adds it to the text when the text lacks it.
 */
export const Item = z.strictObject({
  /** Identity inside the workspace: the source's guid, else the canonical URL, else a content hash. Never a date alone. */
  key: z.string().min(1).max(600),
  /** Title of the source it came from, for people. */
  source: z.string().max(300),
  title: z.string().max(2000),
  text: z.string().max(20_000),
  link: z.string().max(4000).nullable(),
  /** Plain text, without markup. */
  summary: z.string().max(20_000),
  author: z.string().max(300).nullable(),
  tags: z.array(z.string().max(200)).max(50),
  image: z.string().max(4000).nullable(),
  /** ISO 8601 in UTC, or null where the source gave no date that could be read. */
  published: z.string().nullable(),
});
export type Item = z.infer<typeof Item>;

/** The fields of an item that a person can search, filter or place in a template. */
export const itemFields = ["title", "summary", "text", "link", "author", "tags", "source", "published"] as const;
export type ItemField = (typeof itemFields)[number];
