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
    { en: "These come first.", fr: "Ceux-ci passent en premier." },
    { en: "Acme, we are hiring", fr: "Acme, on recrute" },
  ),
  words: list(
    { en: "Where the item speaks of", fr: "Si la nouvelle parle de" },
    {
      en: "Each of these words or expressions becomes a hashtag where title, summary or text have it; accents and capitals do not matter.",
      fr: "Chacun de ces mots ou expressions devient un hashtag s’il figure dans le titre, le résumé ou le texte ; accents et majuscules ne comptent pas.",
    },
    { en: "hiring, artificial intelligence", fr: "recrutement, intelligence artificielle" },
  ),
  categories: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "From the item’s categories", fr: "D’après les catégories de la nouvelle" },
      control: "switch",
    } satisfies FieldMeta),
  banned: list(
    { en: "Never", fr: "Jamais" },
    { en: "Categories that say nothing to readers.", fr: "Les catégories qui ne disent rien aux lecteurs." },
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
        en: "Those that the text has already count. On X one or two are usual, on LinkedIn three to five; on Mastodon and Bluesky they are how a post is found; on Facebook they hardly matter.",
        fr: "Ceux que le texte contient déjà comptent. Un ou deux sont d’usage sur X, trois à cinq sur LinkedIn ; sur Mastodon et Bluesky, c’est par eux qu’on trouve un message ; sur Facebook, ils comptent peu.",
      },
      control: "number",
    } satisfies FieldMeta),
  place: z
    .enum(["end", "line"])
    .default("end")
    .meta({ label: { en: "Where", fr: "Où" }, control: "select", options: places } satisfies FieldMeta),
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
    en: "Adds hashtags: fixed ones, words that the item has, its categories. Several words are written LikeThis, accents stay, and none that the text has already is added. Put “Shorten” before it where texts are long.",
    fr: "Ajoute des hashtags : fixes, tirés des mots de la nouvelle ou de ses catégories. Plusieurs mots s’écrivent CommeCeci, les accents restent, et aucun n’est ajouté s’il est déjà dans le texte. Si les textes sont longs, placez « Raccourcir » avant.",
  },
  icon: '<path d="M9 4L7 20"/><path d="M17 4l-2 16"/><path d="M4 9h17"/><path d="M3 15h17"/>',
  config,
  defaults: { fixed: [], words: [], categories: true, banned: [], most: 3, place: "end" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "With hashtags", fr: "Avec hashtags" }, carries: "items" }],
  check: ({ fixed, words, categories }) => (fixed.length + words.length === 0 && !categories ? [nothing] : []),
  summary: ({ fixed, words, categories, most }) => {
    const own = [...fixed, ...words].slice(0, 3).map((word) => (word.length > 20 ? `${word.slice(0, 19)}…` : word));
    const say = (from: string, upTo: string): string =>
      [...own, ...(categories ? [from] : []), `${upTo} ${most}`].join(" · ");
    return { en: say("categories", "at most"), fr: say("catégories", "au plus") };
  },
};
