import type { Item } from "#engine/item.ts";
import { unsaid } from "#engine/item.ts";
import type { Language, Text } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";

/** An item that came to a step. */
export type SampleView = Reply<"stepExample">["rows"][number]["item"];

const title: Text = {
  en: "Acme opens a workshop in Dunkirk and hires 40 people",
  fr: "Acme ouvre un atelier à Dunkerque et recrute 40 personnes",
};
const summary: Text = {
  en: "Welders, technicians and apprentices: the first of them begin in March, and no diploma is asked for.",
  fr: "Soudeuses, techniciens, apprentis : les premiers commencent en mars, et aucun diplôme n’est demandé.",
};
const tags: Record<Language, string[]> = { en: ["Jobs", "Industry"], fr: ["Emploi", "Industrie"] };
const source: Text = { en: "Acme’s journal", fr: "Journal d’Acme" };

/** What is being set is tried on: the items that come to it, which of them was chosen, and the networks where what it makes may come out. */
export type Trial = {
  samples: readonly SampleView[];
  chosen: string | null;
  choose: (key: string) => void;
  networks: readonly string[];
};
export const untried: Trial = { samples: [], chosen: null, choose: () => undefined, networks: [] };

/** What a template is tried on: an item that comes to the step, else one that nobody wrote. */
export function sampleItem(language: Language, seen: SampleView | undefined): Item {
  const made: Item = {
    ...unsaid,
    media: [],
    key: "sample",
    source: source[language],
    title: title[language],
    text: title[language],
    link: "https://acme.example/1",
    summary: summary[language],
    author: "Léa Martin",
    tags: tags[language],
    published: "2026-03-05T10:00:00Z",
    language,
  };
  if (seen === undefined) return made;
  const { picture: _picture, ...said } = seen;
  return { ...made, ...said };
}
