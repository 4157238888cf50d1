import { said } from "./lesson.ts";
import type { Text } from "./text.ts";

/** When a survey is made: its two moments are compared. */
export const stages = ["before", "after"] as const;
export type Stage = (typeof stages)[number];

/** Whether somebody leads others, as they say themselves; the one thing by which answers are looked at apart. */
export const leads = ["no", "yes", "unsaid"] as const;
export type Leads = (typeof leads)[number];

/** From "not at all" to "quite". */
export const eases = [1, 2, 3, 4, 5] as const;

/** What holds people back. Each has an answer under the same name among the shipped objections (server/survey/objections.ts). */
export const fears = {
  words: said("That words are put into my mouth", "Qu’on me fasse dire ce que je ne pense pas"),
  private: said("Mixing my private accounts with work", "Mêler mes comptes personnels et le travail"),
  wrong: said("Saying something wrong, and being blamed", "Dire une bêtise, et qu’on me le reproche"),
  judged: said("Being counted, compared or judged on it", "Qu’on me compte, me compare ou me juge là-dessus"),
  advert: said("Looking like an advertisement to people I know", "Passer pour une publicité auprès de mes proches"),
  time: said("The time that it takes", "Le temps que cela prend"),
  comments: said("Unpleasant comments", "Des commentaires désagréables"),
  ideas: said("Not knowing what to say, or how", "Ne pas savoir quoi dire, ni comment"),
  data: said("What is stored about me", "Ce qui est enregistré sur moi"),
  out: said("Not being able to stop once I began", "Ne plus pouvoir arrêter une fois parti"),
} as const satisfies Record<string, Text>;
export type Fear = keyof typeof fears;

/** What would make it worth while. */
export const wishes = {
  choose: said("To decide on each post myself", "Décider moi-même de chaque publication"),
  ready: said("Texts that are ready, to change a word in", "Des textes prêts, où changer un mot"),
  own: said("To speak about my own work, in my own words", "Parler de mon métier, avec mes mots"),
  time: said("Time for it within working hours", "Du temps pour cela, sur mes heures"),
  learn: said("Short lessons and examples", "De courtes leçons et des exemples"),
  person: said("Somebody to ask", "Quelqu’un à qui demander"),
  results: said("To know what came of it", "Savoir ce que cela a donné"),
  example: said("That those who lead do it too", "Que la direction s’y mette aussi"),
} as const satisfies Record<string, Text>;
export type Wish = keyof typeof wishes;

export const fearNames = Object.keys(fears) as [Fear, ...Fear[]];
export const wishNames = Object.keys(wishes) as [Wish, ...Wish[]];

/** Letters of a free answer. */
export const wordsLength = 400;

/** How many of a group said each thing. */
export type Sum = {
  people: number;
  fears: Partial<Record<Fear, number>>;
  wishes: Partial<Record<Wish, number>>;
  ease: Partial<Record<`${(typeof eases)[number]}`, number>>;
};
export const noSum: Sum = { people: 0, fears: {}, wishes: {}, ease: {} };

/** The sum with one more answer in it; nothing in it tells of which. */
export function withAnswer(
  sum: Sum,
  answer: { fears: readonly Fear[]; wishes: readonly Wish[]; ease: (typeof eases)[number] },
): Sum {
  const plus = <K extends string>(counts: Partial<Record<K, number>>, names: readonly K[]) => {
    const next = { ...counts };
    for (const name of new Set(names)) next[name] = (next[name] ?? 0) + 1;
    return next;
  };
  return {
    people: sum.people + 1,
    fears: plus(sum.fears, answer.fears),
    wishes: plus(sum.wishes, answer.wishes),
    ease: plus(sum.ease, [`${answer.ease}`]),
  };
}

export function together(sums: readonly Sum[]): Sum {
  const add = <K extends string>(one: Partial<Record<K, number>>, other: Partial<Record<K, number>>) => {
    const next = { ...one };
    for (const name of Object.keys(other) as K[]) next[name] = (next[name] ?? 0) + (other[name] ?? 0);
    return next;
  };
  return sums.reduce(
    (all, each) => ({
      people: all.people + each.people,
      fears: add(all.fears, each.fears),
      wishes: add(all.wishes, each.wishes),
      ease: add(all.ease, each.ease),
    }),
    noSum,
  );
}

/**
 * What may be told of the groups of one round. Of fewer than `fewest` together nothing; the groups apart only where each that is not empty has as many,
 * for from all but one of them and the whole the last one could be worked out.
 */
export function tellable(groups: Record<Leads, Sum>, fewest: number): { all: Sum | null; apart: boolean } {
  const all = together(leads.map((name) => groups[name]));
  const there = leads.map((name) => groups[name].people).filter((people) => people > 0);
  return {
    all: all.people < fewest ? null : all,
    apart: there.length > 1 && there.every((people) => people >= fewest),
  };
}

/** Wilson's interval of a share, 95 %. */
function interval(count: number, people: number): [low: number, high: number] {
  const [z, p] = [1.96, count / people];
  const [middle, below] = [p + z ** 2 / (2 * people), 1 + z ** 2 / people];
  const reach = z * Math.sqrt((p * (1 - p)) / people + z ** 2 / (4 * people ** 2));
  return [(middle - reach) / below, (middle + reach) / below];
}

/**
 * Whether two shares differ by more than chance would have it (Newcombe's interval of the difference, 95 %, which holds for small groups). It takes the two
 * groups for samples: where nearly everybody answered both times it is careful, never bold.
 */
export function differs(
  before: { count: number; people: number },
  after: { count: number; people: number },
): "less" | "more" | null {
  if (before.people === 0 || after.people === 0) return null;
  const [p, q] = [before.count / before.people, after.count / after.people];
  const [[lowP, highP], [lowQ, highQ]] = [interval(before.count, before.people), interval(after.count, after.people)];
  const difference = q - p;
  if (difference - Math.sqrt((q - lowQ) ** 2 + (highP - p) ** 2) > 0) return "more";
  if (difference + Math.sqrt((highQ - q) ** 2 + (p - lowP) ** 2) < 0) return "less";
  return null;
}
