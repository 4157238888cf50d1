import { z } from "zod";
import { fieldEnd, fold } from "./folding.ts";
import { isNothing } from "./keyword.ts";
import { finder } from "./keywords.ts";
import type { Post } from "./post.ts";
import type { Text } from "./text.ts";

/** Words of a hold, as keywords are written (`*` stands for any letters). A single letter would hold everything. */
export const CrisisWords = z
  .array(
    z
      .string()
      .trim()
      .min(2)
      .max(80)
      .refine((word) => !isNothing(word)),
  )
  .min(1)
  .max(50);

/** Words of a phrase whose singular and plural are both looked for; a longer one is looked for as it is written. */
const mostTokens = 3;

/**
 * A word and what it is in the singular or plural, by the usual endings of English and French: in a crisis “rappel” means “rappels” too.
 * What was written with a star or in quotes means just that.
 */
export function formsOf(word: string): string[] {
  if (/[*"“”„«»]/u.test(word)) return [word];
  const tokens = word.split(/[\s-]+/u).filter((token) => token !== "");
  if (tokens.length > mostTokens) return [word];
  let forms = [""];
  for (const token of tokens) forms = forms.flatMap((begun) => endings(token).map((one) => `${begun} ${one}`.trim()));
  return [...new Set([word, ...forms])];
}

/** What ends so, and what it ends with instead in the other number: the first that fits. */
const usual: readonly [RegExp, number, readonly string[]][] = [
  [/aux$/u, 2, ["l", "il", "u"]],
  [/ies$/u, 3, ["y", "ie"]],
  [/(?:x|ch|sh|ss)es$/u, 2, ["", "e"]],
  [/ss$/u, 0, ["es"]],
  [/us$/u, 1, ["", "ses"]],
  [/s$/u, 1, [""]],
  [/x$/u, 1, ["", "xes"]],
  [/al$/u, 1, ["ux", "ls"]],
  [/ail$/u, 2, ["ux", "ils"]],
  [/[^aeiou]y$/u, 1, ["ies", "ys"]],
  [/(?:ch|sh)$/u, 0, ["es", "s"]],
  [/[aeo]u$/u, 0, [..."xs"]],
];

function endings(token: string): string[] {
  const plain = fold(token);
  if (!/^\p{L}{3,}$/u.test(plain)) return [token];
  const [, cut, ends] = usual.find(([end]) => end.test(plain)) ?? [null, 0, ["s"]];
  return [token, ...ends.map((end) => token.slice(0, token.length - cut) + end)];
}

/** Says which of the words a text mentions, as it was written by who holds it; null: none. */
export type Mentions = (said: string) => string | null;

/** One finder for all the words: linear in the text. `said` comes from `saidBy`. */
export function mentions(words: readonly string[]): Mentions {
  const of = new Map(words.flatMap((word) => formsOf(word).map((form) => [form, word] as const)));
  const found = finder([...of.keys()], true);
  return (said) => {
    const form = found.first(said);
    return form === null ? null : (of.get(form) ?? form);
  };
}

/** All that readers of a post are shown, and the headline of what it is about, ready to be searched: no word runs over from one to the next. */
export function saidBy({ parts }: Pick<Post, "parts">, title: string): string {
  const texts = parts.flatMap(({ text, link, card, original, warning, media = [] }) => [
    text,
    link,
    ...[card?.title, card?.description, original?.text, original?.author, warning],
    ...media.map(({ alt }) => alt),
  ]);
  return fold([title, ...texts].filter((text) => text !== undefined && text !== "").join(fieldEnd));
}

/** What is said of a post that a hold keeps, beside the standing sentence. */
export const heldFor = (word: string): Text => ({
  en: `Held: it mentions “${word}”, of which the company says nothing for now. It goes on by itself when that is lifted, unless it expires first.`,
  fr: `Retenu : il mentionne « ${word} », dont l’entreprise ne dit rien pour l’instant. Il repartira de lui-même ensuite, sauf s’il expire avant.`,
});

/** What is said while it is written. */
export const wouldHold = (word: string): Text => ({
  en: `It mentions “${word}”, of which the company says nothing for now: it would wait until that is lifted.`,
  fr: `Il mentionne « ${word} », dont l’entreprise ne dit rien pour l’instant : il attendrait que ce soit levé.`,
});

/** Why nobody is asked for a yes to it now. */
export const notNow = (word: string): Text => ({
  en: `It mentions “${word}”, of which the company says nothing for now. You can answer when that is lifted; there is nothing for you to do until then.`,
  fr: `Il mentionne « ${word} », dont l’entreprise ne dit rien pour l’instant. Vous pourrez répondre ensuite ; d’ici là, vous n’avez rien à faire.`,
});
