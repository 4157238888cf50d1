import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const places = {
  end: { en: "behind the text", fr: "après le texte" },
  line: { en: "behind the text, on a line of their own", fr: "après le texte, sur leur propre ligne" },
} as const;

const list = (
  label: FieldMeta["label"] & object,
  help: FieldMeta["help"] & object,
  placeholder: FieldMeta["placeholder"] & object,
) =>
  z
    .array(z.string().trim().min(1).max(80))
    .max(200)
    .default([])
    .meta({ label, help, placeholder, control: "tags" } satisfies FieldMeta);

const config = z.strictObject({
  fixed: list(
    { en: "Always", fr: "Toujours" },
    {
      en: "“we are hiring” becomes #WeAreHiring. These come first.",
      fr: "« on recrute » devient #OnRecrute. Ceux-ci passent en premier.",
    },
    { en: "Acme, we are hiring", fr: "Acme, on recrute" },
  ),
  words: list(
    { en: "Where the item speaks of", fr: "Si la nouvelle parle de" },
    {
      en: "“apprenticeship” becomes #Apprenticeship, but only where title, summary or text have the word.",
      fr: "« alternance » devient #Alternance, mais seulement si le mot est dans le titre, le résumé ou le texte.",
    },
    { en: "hiring, artificial intelligence", fr: "recrutement, intelligence artificielle" },
  ),
  categories: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "From the item’s categories", fr: "D’après les catégories de la nouvelle" },
      help: {
        en: "An item that its source files under “Industry” gets #Industry.",
        fr: "Une nouvelle que sa source classe sous « Industrie » reçoit #Industrie.",
      },
      control: "switch",
    } satisfies FieldMeta),
  banned: list(
    { en: "Never", fr: "Jamais" },
    {
      en: "“Uncategorised” says nothing to readers: it never becomes a hashtag.",
      fr: "« Non classé » ne dit rien aux lecteurs : il ne devient jamais un hashtag.",
    },
    { en: "News, Uncategorised", fr: "Actualités, Non classé" },
  ),
  most: z
    .int()
    .min(1)
    .max(30)
    .default(3)
    .meta({
      label: { en: "At most in a post", fr: "Au plus par message" },
      help: {
        en: "1 or 2 on X, 3 to 5 on LinkedIn. Those that the text has already count.",
        fr: "1 ou 2 sur X, 3 à 5 sur LinkedIn. Ceux que le texte contient déjà comptent.",
      },
      control: "number",
    } satisfies FieldMeta),
  place: z
    .enum(["end", "line"])
    .default("end")
    .meta({
      label: { en: "Where", fr: "Où" },
      help: {
        en: "“We are hiring #Jobs”, or #Jobs alone on the line below.",
        fr: "« On recrute #Emploi », ou #Emploi seul à la ligne suivante.",
      },
      control: "select",
      options: places,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const nothing: Finding = {
  code: "no-hashtags",
  severity: "error",
  field: "fixed",
  message: {
    en: "Write a hashtag or a word, or take the item’s categories.",
    fr: "Écrivez un hashtag ou un mot, ou prenez les catégories de la nouvelle.",
  },
};

export const manifest: Manifest<Config> = {
  type: "hashtags",
  kind: "rewrite",
  version: 1,
  title: { en: "Hashtags", fr: "Hashtags" },
  help: {
    en: "Adds hashtags: fixed ones, words that the item has, its categories. None is added that the text has already. Put “Shorten” before it where texts are long.",
    fr: "Ajoute des hashtags : les vôtres, ceux tirés des mots de la nouvelle ou de ses catégories. Aucun n’est ajouté s’il est déjà dans le texte. Si les textes sont longs, placez « Raccourcir » avant.",
  },
  icon: '<path d="M9 4L7 20"/><path d="M17 4l-2 16"/><path d="M4 9h17"/><path d="M3 15h17"/>',
  config,
  defaults: { fixed: [], words: [], categories: true, banned: [], most: 3, place: "end" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "With hashtags", fr: "Avec hashtags" }, carries: "items" }],
  check: ({ fixed, words, categories }) => (fixed.length + words.length === 0 && !categories ? [nothing] : []),
  summary: ({ fixed, words, categories, most }) => {
    const own = [...fixed, ...words].slice(0, 3).map((word) => (word.length > 20 ? `${word.slice(0, 19)}…` : word));
    const say = (from: string, upTo: string): string =>
      [...own, ...(categories ? [from] : []), `${upTo} ${most}`].join(" · ");
    return { en: say("categories", "at most"), fr: say("catégories", "au plus") };
  },
};
