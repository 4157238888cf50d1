import type { ItemField } from "./item.ts";
import { nearest } from "./nearest.ts";
import { languages, type Language } from "./text.ts";
import { fold } from "./words.ts";

/** What is written in a template, by what it means: in each language the first is the one that is shown, all are read. */
type Names<Meaning extends string> = Readonly<
  Record<Meaning, Readonly<Record<Language, readonly [string, ...string[]]>>>
>;

const fields: Names<ItemField> = {
  title: { en: ["title"], fr: ["titre"] },
  summary: { en: ["summary"], fr: ["résumé"] },
  text: { en: ["text"], fr: ["texte"] },
  link: { en: ["link"], fr: ["lien"] },
  author: { en: ["author"], fr: ["auteur", "autrice"] },
  tags: { en: ["tags", "categories"], fr: ["étiquettes", "catégories"] },
  source: { en: ["source"], fr: ["source"] },
  published: { en: ["published", "date"], fr: ["date", "publié", "publication"] },
};

export const filterMeanings = [
  "truncate",
  "words",
  "upcase",
  "downcase",
  "capitalize",
  "default",
  "date",
  "hashtags",
] as const;
export type FilterName = (typeof filterMeanings)[number];

const filters: Names<FilterName> = {
  truncate: { en: ["truncate", "shorten"], fr: ["raccourcir", "tronquer"] },
  words: { en: ["words"], fr: ["mots"] },
  upcase: { en: ["upper", "upcase", "uppercase"], fr: ["majuscules"] },
  downcase: { en: ["lower", "downcase", "lowercase"], fr: ["minuscules"] },
  capitalize: { en: ["capitalize", "capitalise"], fr: ["capitale"] },
  default: { en: ["default", "else"], fr: ["sinon", "défaut"] },
  date: { en: ["date"], fr: ["date"] },
  hashtags: { en: ["hashtags"], fr: ["hashtags"] },
};

/** Meanings by their names in every language, without accents and capitals. */
function index<Meaning extends string>(names: Names<Meaning>): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>();
  for (const [meaning, words] of Object.entries(names) as [Meaning, Names<Meaning>[Meaning]][])
    for (const name of [meaning, ...languages.flatMap((language) => words[language])])
      if (!found.has(fold(name))) found.set(fold(name), meaning);
  return found;
}
const fieldIndex = index(fields);
const filterIndex = index(filters);

export const fieldNamed = (name: string): ItemField | null => fieldIndex.get(fold(name)) ?? null;
export const filterNamed = (name: string): FilterName | null => filterIndex.get(fold(name)) ?? null;

/** What a field or filter is called in a reader's language. */
export const fieldName = (field: ItemField, language: Language): string => fields[field][language][0];
export const filterName = (filter: FilterName, language: Language): string => filters[filter][language][0];

/** The field or filter that was most likely meant by a name that there is not. */
export const nearestField = (name: string): ItemField | null =>
  fieldIndex.get(nearest(fold(name), fieldIndex.keys()) ?? "") ?? null;
export const nearestFilter = (name: string): FilterName | null =>
  filterIndex.get(nearest(fold(name), filterIndex.keys()) ?? "") ?? null;
