import { z } from "zod";
import { checkKeywords } from "#engine/keyword.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { lookIn, sayFields } from "#engine/searched.ts";

const modes = {
  any: { en: "at least one word", fr: "au moins un mot" },
  all: { en: "every word", fr: "tous les mots" },
  none: { en: "none of the words", fr: "aucun des mots" },
} as const;

const config = z.strictObject({
  mode: z
    .enum(["any", "all", "none"])
    .default("any")
    .meta({
      label: { en: "Keep items that contain", fr: "Garder les nouvelles qui contiennent" },
      help: {
        en: "With hiring and Dunkirk, “every word” lets go what has only one of them.",
        fr: "Avec emploi et Dunkerque, « tous les mots » écarte ce qui n’a que l’un des deux.",
      },
      control: "select",
      options: modes,
    } satisfies FieldMeta),
  words: z
    .array(z.string().trim().min(1).max(100))
    .max(1000)
    .meta({
      label: { en: "Words", fr: "Mots" },
      help: {
        en: "recruit* also finds recruiting and recruitment. Accents and capitals do not matter.",
        fr: "recrut* trouve aussi recrute et recrutement. Les accents et les majuscules ne comptent pas.",
      },
      control: "tags",
      placeholder: { en: "hiring", fr: "emploi" },
    } satisfies FieldMeta),
  fields: lookIn(["title", "summary"]),
  whole: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Whole words only", fr: "Mots entiers seulement" },
      help: {
        en: "“art” is then found in “the art”, but not in “party”.",
        fr: "« emploi » est alors trouvé dans « l’emploi », mais pas dans « réemploi ».",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "keywords",
  kind: "filter",
  decides: { "keyword-missing": "words", "keyword-found": "words" },
  version: 1,
  title: { en: "Keywords", fr: "Mots-clés" },
  help: {
    en: "Keeps the items that contain your words, or those that do not.",
    fr: "Garde les nouvelles qui contiennent vos mots, ou celles qui ne les contiennent pas.",
  },
  icon: '<path d="M3 5h18l-7 8v6l-4 2v-8z"/><path d="M8 8h8"/>',
  config,
  defaults: { mode: "any", words: [], fields: ["title", "summary"], whole: true },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Kept", fr: "Gardés" }, carries: "items" }],
  check: ({ words }) => (words.length === 0 ? [noWords] : checkKeywords(words, "words")),
  summary: ({ mode, words, fields }) => {
    const list = words.slice(0, 3).join(", ") + (words.length > 3 ? "…" : "");
    const where = sayFields(fields);
    if (list === "") return { en: "no word yet", fr: "aucun mot pour l’instant" };
    const en = { any: "contains", all: "contains all of", none: "contains none of" }[mode];
    const fr = { any: "contient", all: "contient tous les mots", none: "ne contient aucun" }[mode];
    return { en: `${en}: ${list} · ${where.en}`, fr: `${fr} : ${list} · ${where.fr}` };
  },
};

const noWords: Finding = {
  code: "no-words",
  severity: "error",
  field: "words",
  message: { en: "Write the words to look for.", fr: "Écrivez les mots à chercher." },
};
