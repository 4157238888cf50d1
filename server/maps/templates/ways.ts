import type { Language } from "#engine/text.ts";
import type { Drawing } from "./draw.ts";

/** Where nobody chose topics yet: two that every company has. */
const usual = {
  en: [
    { id: "jobs", name: "Jobs", words: ["job*", "hiring", "internship", "apprentice*"] },
    { id: "company", name: "The company", words: ["team", "award", "open day*"] },
  ],
  fr: [
    { id: "emploi", name: "Emploi", words: ["emploi", "recrut*", "stage", "alternance"] },
    { id: "entreprise", name: "L’entreprise", words: ["équipe", "prix", "portes ouvertes"] },
  ],
};

/** An id for a port, from a topic's name: letters and digits without accents. */
const idOf = (name: string, index: number): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 30) || `topic-${index + 1}`;

/** A way for each topic, found by its name at first, and the ambassadors who chose it behind each. */
export function topicWays(
  names: readonly string[],
  language: Language,
  { from, column, row }: { from: string; column: number; row: number },
) {
  const seen = new Set<string>();
  const ways =
    names.length === 0
      ? usual[language]
      : names.map((name, index) => {
          const plain = idOf(name, index);
          const id = seen.has(plain) || plain === "else" ? `${plain}-${index + 1}` : plain;
          seen.add(id);
          const known = Object.values(usual)
            .flat()
            .find((one) => one.name.toLowerCase() === name.toLowerCase());
          return { id, name: name.slice(0, 60), words: known?.words ?? [name.toLowerCase().slice(0, 100)] };
        });
  const people = ways.map(({ id, name }, index): Drawing => ({
    id: `people-${id}`,
    type: "ambassadors",
    title: name,
    config: { topics: [name] },
    at: [column, row + index - (ways.length - 1) / 2],
  }));
  return { ways, people, wires: ways.map(({ id }) => `${from}.${id}>people-${id}`) };
}
