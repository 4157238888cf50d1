import type { Card, Limits } from "./card.ts";

/** What may follow an address in running text, so that `…/1` is not found inside `…/12`. */
const after = /^(?:$|[\s<>"'«»“”)\]},;!]|[.:?…](?:$|\s))/u;

/**
 * The post as it is sent: the text, with the link behind it unless the text already contains it.
 * Pure; the same everywhere a post's text is counted, shown or sent.
 */
export function compose(text: string, link: string | null): string {
  if (link === null || link === "" || text.includes(link)) return text;
  const words = text.trimEnd();
  return words === "" ? link : `${words} ${link}`;
}

/**
 * The post for one network: composed, and where that network would count it as too long, its words are cut so that the
 * link stays whole behind them. Only a link that by itself is too long is left out.
 */
export function fit(text: string, link: string | null, network: Pick<Card, "count" | "cut">, limits: Limits): string {
  const most = limits.text;
  const length = (words: string): number => network.count(words, limits);
  const shorten = (words: string, max: number): string => network.cut(words, max, limits);
  const post = compose(text, link);
  if (length(post) <= most) return post;
  if (link === null || link === "") return shorten(post, most);
  const words = withoutLink(text, link);
  let room = most - length(` ${link}`);
  for (let tries = 0; room > 0 && tries < 10; tries += 1) {
    const cut = compose(shorten(words, room), link);
    const over = length(cut) - most;
    if (over <= 0) return cut;
    // Counting is not additive everywhere: a word that touches the link may itself count as one.
    room -= over;
  }
  return length(link) <= most ? link : shorten(words, most);
}

/** The text with one address put in the place of another, wherever that stands as a whole. */
export function replaceLink(text: string, from: string, to: string): string {
  let done = "";
  let rest = text;
  for (let at = rest.indexOf(from); at >= 0; at = rest.indexOf(from)) {
    const end = at + from.length;
    done += after.test(rest.slice(end, end + 2)) ? rest.slice(0, at) + to : rest.slice(0, end);
    rest = rest.slice(end);
  }
  return done + rest;
}

/** The words without the link, which the target adds again at the end. */
export function withoutLink(text: string, link: string | null): string {
  if (link === null || link === "" || !text.includes(link)) return text;
  const words = replaceLink(text, link, "");
  return words
    .replace(/[^\S\n]{2,}/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .trim();
}
