import type { Network } from "./network.ts";

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
 * link stays whole behind them. A link that alone is too long is left to the network's refusal.
 */
export function fit(text: string, link: string | null, network: Pick<Network, "length" | "maxLength" | "cut">): string {
  const post = compose(text, link);
  if (network.length(post) <= network.maxLength) return post;
  if (link === null || link === "") return network.cut(post, network.maxLength);
  const words = withoutLink(text, link);
  // Some networks count a link as fixed and some letters twice, so that only they can say what is left.
  let room = network.maxLength - network.length(`${link} `) - 1;
  for (let tries = 0; room > 0 && tries < 20; tries += 1, room -= 5) {
    const cut = compose(network.cut(words, room), link);
    if (network.length(cut) <= network.maxLength) return cut;
  }
  return link;
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
