import { itemFields, type ItemField } from "#engine/item.ts";
import { fieldName, filterMeanings, filterName, type FilterName } from "#engine/template-names.ts";
import type { Language } from "#engine/text.ts";
import { fold } from "#engine/words.ts";
import type { Token } from "./pieces.ts";
import type { Typing } from "./typing.ts";

/** Something that can be put into a template: what it is called, and what is written for it. */
export type Offer = { is: ItemField | FilterName; name: string; written: string };

/** What a token stands for among the offers. */
export const offerOf = ({ field, steps }: Pick<Token, "field" | "steps">): Offer["is"] =>
  steps.some(({ filter }) => filter === "hashtags") ? "hashtags" : field;

/** What a filter is given while nobody has said otherwise. */
const values = (language: Language): Partial<Record<FilterName, string>> => ({
  truncate: "120",
  words: "20",
  default: '"…"',
  date: language,
  hashtags: "3",
});

const withValue = (filter: FilterName, language: Language): string => {
  const value = values(language)[filter];
  return filterName(filter, language) + (value === undefined ? "" : `: ${value}`);
};

/** The fields of an item, a date as people write it, and its categories as hashtags. */
export const fieldOffers = (language: Language): Offer[] => [
  ...itemFields.map((field) => {
    const name = fieldName(field, language);
    return { is: field, name, written: field === "published" ? `${name} | ${withValue("date", language)}` : name };
  }),
  {
    is: "hashtags",
    name: filterName("hashtags", language),
    written: `${fieldName("tags", language)} | ${withValue("hashtags", language)}`,
  },
];

/** What fits what is being typed: those that begin so first, then those that hold it. */
export function offersFor({ kind, word }: Pick<Typing, "kind" | "word">, language: Language): Offer[] {
  const all =
    kind === "field"
      ? fieldOffers(language)
      : filterMeanings.map((filter) => ({
          is: filter,
          name: filterName(filter, language),
          written: withValue(filter, language),
        }));
  const wanted = fold(word);
  const rank = ({ name }: Offer): number => (fold(name).startsWith(wanted) ? 0 : fold(name).includes(wanted) ? 1 : 2);
  return all.filter((offer) => rank(offer) < 2).toSorted((a, b) => rank(a) - rank(b));
}
