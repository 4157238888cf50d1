import { clean } from "#engine/clean.ts";
import { ellipsis } from "#engine/cut.ts";
import type { Item } from "#engine/item.ts";
import { storyOf } from "../ledger/story.ts";
import { webAddress } from "#engine/key.ts";
import { asPost } from "../entries/said.ts";
import type { HeldBy } from "../ledger/crisis.ts";

/** Letters of a post that a card shows. */
const [longestTitle, longestText, longestName] = [300, 2000, 200];

/** What a card shows of a post, and by what it is told from others. */
export type Shown = {
  url: string;
  story: string;
  network: string | null;
  author: string | null;
  authorAccount: string | null;
  title: string;
  text: string;
  picture: { url: string; alt: string | null } | null;
};

/**
 * One post under all ways in which its address is written. On a network its path says which one it is, and what follows says who passed it on; but for pages
 * that are one for all posts.
 */
export function storyKey(url: string, network: string | null): string {
  const post = webAddress(url);
  if (post !== null && network !== null && !/\.php$|\/watch\/?$/u.test(post.pathname)) post.search = "";
  return storyOf({ link: post?.href ?? url, title: "" }).link ?? url;
}

const short = (text: string, most: number): string => ellipsis(clean(text).trim(), most);

/** An item as a card shows it. */
export function shownOf(item: Item): Shown {
  const url = (item.origin?.url ?? item.link)!;
  const picture = item.media.find(({ kind }) => kind === "picture");
  const said = item.summary.trim() === "" ? item.text : item.summary;
  return {
    ...{ url, story: storyKey(url, item.origin?.network ?? null), network: item.origin?.network ?? null },
    author: item.author === null ? null : short(item.author, longestName),
    authorAccount: item.origin?.account ?? null,
    title: short(item.title, longestTitle),
    text: short(said.trim() === item.title.trim() ? "" : said, longestText),
    picture: picture === undefined ? null : { url: picture.url, alt: picture.alt ?? null },
  };
}

/** The same of words that somebody gave. */
export const shownBy = (given: Omit<Shown, "story" | "authorAccount">): Shown => ({
  ...given,
  story: storyKey(given.url, given.network),
  authorAccount: null,
  author: given.author === null || given.author.trim() === "" ? null : short(given.author, longestName),
  title: short(given.title, longestTitle),
  text: short(given.text, longestText),
});

/** Whether a hold keeps it: by all that its card says. */
export const holdOf = (
  by: HeldBy,
  {
    title,
    text,
    author,
    ideas,
    url,
  }: { title: string; text: string; author: string | null; ideas: readonly string[]; url: string },
): ReturnType<HeldBy> => by(asPost([text, author ?? "", ...ideas, url].join("\n")), title);
