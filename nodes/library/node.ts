import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

export const parts = ["dated", "evergreen", "approval"] as const;
const words = {
  dated: { en: "Posts for a date", fr: "Billets datés" },
  evergreen: { en: "Evergreen posts", fr: "Billets intemporels" },
  approval: { en: "Posts that need approval", fr: "Billets à valider" },
} as const;

const config = z.strictObject({
  part: z
    .enum(parts)
    .default("evergreen")
    .meta({
      label: { en: "Which ones", fr: "Lesquels" },
      help: {
        en: "“Evergreen”: the guide that is true all year, for a step that gives it again. Those for a date come shortly before it.",
        fr: "« Intemporels » : le guide valable toute l’année, pour une étape qui le redonne. Les datés arrivent peu avant leur date.",
      },
      control: "select",
      options: words,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "library",
  kind: "source",
  version: 1,
  title: { en: "Library", fr: "Bibliothèque" },
  help: {
    en: "Posts that people here wrote by hand and planned. The map “Calendar” sends each as it was written; other maps may read them too.",
    fr: "Les billets écrits ici à la main et planifiés. La carte « Calendrier » envoie chacun tel quel ; d’autres cartes peuvent aussi les lire.",
  },
  icon: '<path d="M5 4h4v16H5z"/><path d="M9 4h4v16H9z"/><path d="M14 5l4-1 3 15-4 1z"/>',
  config,
  defaults: { part: "evergreen" },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Posts", fr: "Billets" }, carries: "items" }],
  summary: ({ part }) => ({ en: words[part].en.toLowerCase(), fr: words[part].fr.toLowerCase() }),
  receives: "people",
};
