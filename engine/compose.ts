import type { Card, Limits } from "./card.ts";
import { type Frame, framed, noFrame } from "./disclosure.ts";
import { type Place, placesOf, replaceAt } from "./links.ts";

/**
 * The post as it is sent: the text, with the link behind it unless it stands there already, in whatever spelling; never twice.
 * Pure; the same everywhere a post's text is counted, shown or sent.
 */
export function compose(text: string, link: string | null): string {
  if (link === null || link === "") return text;
  const [first, ...more] = placesOf(text, link);
  if (first !== undefined) return more.length === 0 ? text : without(text, more);
  const words = text.trimEnd();
  return words === "" ? link : `${words} ${link}`;
}

/**
 * The post for one network: composed, and where that network would count it as too long, its words are cut so that the
 * link and what stands around the words stay whole. A link for which there is no room then is left out; what has to be disclosed never is.
 */
export function fit(
  text: string,
  link: string | null,
  network: Pick<Card, "count" | "cut">,
  limits: Limits,
  frame: Frame = noFrame,
): string {
  const most = limits.text;
  const length = (words: string): number => network.count(words, limits);
  const shorten = (words: string, max: number): string => network.cut(words, max, limits);
  const post = compose(framed(text, frame), link);
  if (length(post) <= most) return post;
  const bare = frame === noFrame;
  const words = withoutLink(text, link);
  const around = bare ? 0 : length(framed("", frame)) + 1;
  for (const address of link === null || link === "" ? [null] : [link, null]) {
    let room = most - around - (address === null ? 0 : length(` ${address}`));
    for (let tries = 0; room > 0 && tries < 10; tries += 1) {
      const cut = compose(framed(shorten(words, room), frame), address);
      const over = length(cut) - most;
      if (over <= 0) return cut;
      // Counting is not additive everywhere: a word that touches the link may itself count as one.
      room -= over;
    }
    if (address !== null && bare) return length(address) <= most ? address : shorten(words, most);
  }
  return bare ? shorten(post, most) : framed("", frame);
}

/** The text with one address put in the place of another, wherever that stands, in whatever spelling. */
export const replaceLink = (text: string, from: string, to: string): string =>
  replaceAt(text, placesOf(text, from), to);

/** The words without the link, which the target adds again at the end. */
export function withoutLink(text: string, link: string | null): string {
  const places = placesOf(text, link);
  return places.length === 0 ? text : without(text, places);
}

/** Takes stretches out of a text, and the gaps that they leave. */
function without(text: string, places: readonly Place[]): string {
  return replaceAt(text, places, "")
    .replace(/\(\s*\)|\[\s*\]/gu, "")
    .replace(/[^\S\n]{2,}/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .trim();
}
