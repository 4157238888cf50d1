import { z } from "zod";
import { replaceLink } from "./compose.ts";
import type { Item } from "./item.ts";
import { webAddress } from "./key.ts";
import type { Post } from "./post.ts";

/** How a workspace wants its posts' links; a map may say otherwise of `short`. */
export const LinkRule = z.strictObject({
  /** Posts carry a short link of our own, whose clicks are counted. */
  short: z.boolean(),
  /** What it leads to is marked by network and map (`utm_source` and so on). */
  marks: z.boolean(),
});
export type LinkRule = z.infer<typeof LinkRule>;

/** Whether an item's link is made short: as a step said of it, else by the rule. */
export const isShort = ({ short }: Pick<Item, "short">, rule: Pick<LinkRule, "short">): boolean => short ?? rule.short;

/** Without signs that are mistaken for one another. */
const letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** About 58 bits: nobody finds a link by trying. */
const length = 10;
const code = new RegExp(`^[${letters}]{${length}}$`, "u");

export const isCode = (text: string): boolean => code.test(text);

/** A code of chance; `random` gives that many bytes. */
export function makeCode(random: (bytes: number) => Uint8Array): string {
  let made = "";
  // What would make some letters likelier than others is drawn again.
  while (made.length < length)
    for (const byte of random(16))
      if (byte < 256 - (256 % letters.length) && made.length < length) made += letters[byte % letters.length];
  return made;
}

/** As long as every code, and never one: how a post's link will look before it has one. */
export const nobodysCode = "0".repeat(length);

export const shortAddress = (publicUrl: string, code: string): string => `${publicUrl}/l/${code}`;
export const sampleAddress = (publicUrl: string): string => shortAddress(publicUrl, nobodysCode);

/** An item as its post will say it: with an address that is as long as its short link will be. The item itself where it has no link. */
export function withSample(item: Item, publicUrl: string): Item {
  const { link, text } = item;
  if (link === null || webAddress(link) === null) return item;
  const sample = sampleAddress(publicUrl);
  return { ...item, link: sample, text: replaceLink(text, link, sample) };
}

/** A post with another address in the place of one that stands in it letter for letter, as short links do. */
export function withAddress(post: Post, from: string, to: string): Post {
  const put = (text: string): string => text.replaceAll(from, to);
  return {
    ...post,
    parts: post.parts.map((part) => ({
      ...part,
      text: put(part.text),
      ...(part.link === undefined ? {} : { link: put(part.link) }),
      ...(part.card === undefined ? {} : { card: { ...part.card, url: put(part.card.url) } }),
    })),
  };
}

/** Whether some part of a post says an address, or a piece of one. */
export const says = (post: Post, address: string): boolean =>
  post.parts.some(
    ({ text, link, card }) => text.includes(address) || link?.includes(address) || card?.url.includes(address),
  );
