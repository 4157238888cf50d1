import twitterText from "twitter-text";
import { shorten } from "#engine/cut.ts";

/** X counts by weight: 1 or 2 a character, 23 an address, 2 an emoji; twitter-text is X's own counting. */
export const weigh = (text: string): number => twitterText.parseTweet(text).weightedLength;
export const cut = (text: string, max: number): string => shorten(text, max, weigh);
