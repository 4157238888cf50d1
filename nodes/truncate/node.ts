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
        en: "“As each network allows”: whole on LinkedIn, cut after a word on X. Or 280 for all.",
        fr: "« Selon chaque réseau » : entier sur LinkedIn, coupé après un mot sur X. Ou 280 pour tous.",
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
        en: "280 fits X. A link counts as 23 characters, however long it is.",
        fr: "280 convient à X. Un lien compte pour 23 caractères, quelle que soit sa longueur.",
      },
      control: "number",
      when: { field: "limit", is: ["characters"] },
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
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Shortened", fr: "Raccourcis" }, carries: "items" }],
  summary: ({ limit, most }) =>
    limit === "network" ? limits.network : { en: `at most ${most} characters`, fr: `${most} caractères au plus` },
};
