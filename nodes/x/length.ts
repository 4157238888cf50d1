import twitterText from "twitter-text";
import { shorten } from "#engine/cut.ts";

/** X counts by weight: 1 or 2 a character, 23 an address, 2 an emoji; twitter-text is X's own counting. */
export function weigh(text: string): number {
  if (text !== last.text) last = { text, weight: twitterText.parseTweet(text).weightedLength };
  return last.weight;
}
/** What fits is weighed again by the rules right after it was found to fit. */
let last = { text: "", weight: 0 };
export const cut = (text: string, max: number): string => shorten(text, max, weigh);
