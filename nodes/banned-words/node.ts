import { z } from "zod";
import { checkKeywords } from "#engine/keyword.ts";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { lookIn } from "#engine/searched.ts";

const config = z.strictObject({
  words: z
    .array(z.string().trim().min(1).max(100))
    .max(1000)
    .default([])
    .meta({
      label: { en: "Banned words", fr: "Mots interdits" },
      help: {
        en: "gambl* also stops gambling. Paste a whole list, separated by commas.",
        fr: "arnaq* arrête aussi arnaques. Collez une liste entière, séparée par des virgules.",
      },
      control: "tags",
      placeholder: { en: "a word or several", fr: "un mot ou plusieurs" },
    } satisfies FieldMeta),
  except: z
    .array(z.string().trim().min(1).max(100))
    .max(200)
    .default([])
    .meta({
      label: { en: "Except in these words", fr: "Sauf dans ces mots" },
      help: {
        en: "“safe bet” here lets “bet” through where it stands in these words.",
        fr: "« pari réussi » ici laisse passer « pari » là où il figure dans ces mots.",
      },
      control: "tags",
      placeholder: { en: "none", fr: "aucun" },
      rare: true,
    } satisfies FieldMeta),
  fields: lookIn(["title", "summary", "text", "tags"]),
  whole: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Whole words only", fr: "Mots entiers seulement" },
      help: {
        en: "“bet” then stops “a bet”, but not “better”.",
        fr: "« pari » arrête alors « un pari », mais pas « Paris ».",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "banned-words",
  kind: "filter",
  decides: { "banned-word": "words" },
  version: 1,
  title: { en: "Banned words", fr: "Mots interdits" },
  help: {
    en: "Lets no item through that holds one of your banned words, and says which one it was.",
    fr: "Ne laisse passer aucune nouvelle qui contient un de vos mots interdits, et dit lequel.",
  },
  icon: '<circle cx="12" cy="12" r="9"/><path d="M5.6 5.6l12.8 12.8"/>',
  config,
  defaults: { words: [], except: [], fields: ["title", "summary", "text", "tags"], whole: true },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Clean", fr: "Sans mot interdit" }, carries: "items" }],
  check: ({ words, except }) =>
    words.length === 0
      ? [
          {
            code: "no-words",
            severity: "error",
            field: "words",
            message: {
              en: "Write or paste the words that must not go out.",
              fr: "Écrivez ou collez les mots qui ne doivent pas partir.",
            },
          },
        ]
      : [...checkKeywords(words, "words"), ...checkKeywords(except, "except")],
  summary: ({ words }) => {
    const list = words.slice(0, 3).join(", ") + (words.length > 3 ? "…" : "");
    if (words.length === 0) return { en: "no word yet", fr: "aucun mot pour l’instant" };
    return words.length > 3
      ? { en: `${words.length} banned words: ${list}`, fr: `${words.length} mots interdits : ${list}` }
      : { en: `never: ${list}`, fr: `jamais : ${list}` };
  },
};
