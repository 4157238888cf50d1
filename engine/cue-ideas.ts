import type { Text } from "./text.ts";

/** What one could talk about on any post. Each person is shown others: nobody is led to the words of a colleague. */
export const usualIdeas: readonly Text[] = [
  {
    en: "What you have seen of it yourself, at work",
    fr: "Ce que vous en avez vu vous-même, au travail",
  },
  { en: "A question that you would ask its author", fr: "Une question que vous poseriez à l’auteur" },
  {
    en: "What readers outside might not know about it",
    fr: "Ce que les lecteurs extérieurs n’en savent peut-être pas",
  },
  {
    en: "What surprised you, or where you see it otherwise",
    fr: "Ce qui vous a surpris, ou ce que vous voyez autrement",
  },
  { en: "A person or a team behind it that deserves a word", fr: "Une personne ou une équipe qui mérite un mot" },
];

/** The ideas that the person who was asked as number `place` is shown, two at most. */
export function ideasFor<Idea>(ideas: readonly Idea[], place: number): Idea[] {
  const from = (place * 2) % Math.max(1, ideas.length);
  return [...ideas.slice(from), ...ideas.slice(0, from)].slice(0, 2);
}
