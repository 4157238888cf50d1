import type { Text } from "./text.ts";

/** That colleagues are asked to comment on a post themselves, where it stands: a few of those whose topic it is, and nothing is posted for them. */
export type Ask = {
  /** What one could talk about, as whoever asks wrote it; none: the usual ones. */
  ideas: readonly string[];
  teams: readonly string[];
  /** People asked about one post. */
  most: number;
};

/** Letters of an idea, ideas of one post, people asked about one post, and days for which it is asked. */
export const cueBounds = { idea: 160, ideas: 6, people: 10, days: 14 } as const;

/**
 * Whether an idea is a comment to paste, and no idea: it stands in quotes, or brings a hashtag, a mention, an address or an emoji. Several accounts that say what
 * they were given is what networks call coordinated inauthentic behaviour.
 */
export const isReadyMade = (idea: string): boolean =>
  /^\s*["“”„«‹‘'].*["“”»›’']\s*[.!?]?\s*$/su.test(idea) ||
  /(?:^|[^\p{L}\p{N}&/])[#@][\p{L}\p{N}_]/u.test(idea) ||
  /https?:\/\/|\bwww\./iu.test(idea) ||
  /\p{Extended_Pictographic}/u.test(idea);

export const readyMade: Text = {
  en: "Say what one could talk about, without words to paste: no quotes, hashtag, mention, link or emoji. The same words from several accounts break the networks’ rules.",
  fr: "Dites de quoi l’on pourrait parler, sans texte à coller : ni guillemets, ni hashtag, ni mention, ni lien, ni émoji. Les mêmes mots sur plusieurs comptes enfreignent les règles des réseaux.",
};
