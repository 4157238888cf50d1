import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const limits = {
  network: { en: "as each network allows", fr: "selon chaque réseau" },
  characters: { en: "a number of characters", fr: "un nombre de caractères" },
} as const;

const config = z.strictObject({
  limit: z
    .enum(["network", "characters"])
    .default("characters")
    .meta({
      label: { en: "Length", fr: "Longueur" },
      help: {
        en: "“As each network allows” leaves the text whole here; each post is cut for its own network, as that network counts, when it is made.",
        fr: "« Selon chaque réseau » laisse ici le texte entier ; chaque publication est coupée pour son réseau, selon son propre décompte, au moment où elle est faite.",
      },
      control: "select",
      options: limits,
    } satisfies FieldMeta),
  most: z
    .int()
    .min(30)
    .max(10_000)
    .default(280)
    .meta({
      label: { en: "At most, link included", fr: "Au plus, lien compris" },
      help: {
        en: "A link counts as 23 characters, as on X and Mastodon.",
        fr: "Un lien compte pour 23 caractères, comme sur X et Mastodon.",
      },
      control: "number",
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "truncate",
  kind: "rewrite",
  version: 1,
  title: { en: "Shorten", fr: "Raccourcir" },
  help: {
    en: "Cuts a text that is too long after a word, ends it with “…” and keeps the link whole.",
    fr: "Coupe un texte trop long après un mot, le termine par « … » et garde le lien entier.",
  },
  icon: '<path d="M4 7h16"/><path d="M4 12h10"/><path d="M4 17h5"/><path d="M17 12v8"/><path d="M14 17l3 3 3-3"/>',
  config,
  defaults: { limit: "characters", most: 280 },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Shortened", fr: "Raccourcis" }, carries: "items" }],
  summary: ({ limit, most }) =>
    limit === "network" ? limits.network : { en: `at most ${most} characters`, fr: `${most} caractères au plus` },
};
