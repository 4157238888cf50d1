import type { Finding } from "./node.ts";

/** Whether nothing can ever be found by a keyword: it has no letter, digit or symbol that is compared (accents that stand alone are not). */
export const isNothing = (word: string): boolean => !/(?![™℠])[\p{L}\p{N}\p{Sm}\p{Sc}\p{So}]/u.test(word);

/** What is to be said of keywords that can never be found. */
export function checkKeywords(words: readonly string[], field: string): Finding[] {
  const empty = words.filter(isNothing);
  if (empty.length === 0) return [];
  const list = empty.slice(0, 5);
  return [
    {
      code: "empty-keyword",
      severity: "warning",
      field,
      message: {
        en: `Nothing is ever found by ${list.map((word) => `“${word}”`).join(", ")}: write a word, or a part of one such as recruit*.`,
        fr: `Rien ne sera jamais trouvé par ${list.map((word) => `« ${word} »`).join(", ")} : écrivez un mot, ou une partie d’un mot comme recrut*.`,
      },
    },
  ];
}
