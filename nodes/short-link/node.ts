import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const ways = {
  short: {
    en: "a short link whose clicks are counted",
    fr: "un lien court, aux clics comptés",
  },
  plain: { en: "the link as it is", fr: "le lien tel quel" },
} as const;

const config = z.strictObject({
  link: z
    .enum(["short", "plain"])
    .default("short")
    .meta({
      label: { en: "Posts carry", fr: "Les messages portent" },
      help: {
        en: "go.acme.example/k3f in place of a long address. Here this holds instead of the map’s setting.",
        fr: "go.acme.example/k3f à la place d’une longue adresse. Ce choix vaut ici au lieu du réglage de la carte.",
      },
      control: "select",
      options: ways,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "short-link",
  kind: "rewrite",
  version: 1,
  title: { en: "Short link", fr: "Lien court" },
  help: {
    en: "Gives the posts of what passes here a short link whose clicks are counted, or leaves their links as they are.",
    fr: "Donne un lien court, dont les clics sont comptés, aux messages de ce qui passe ici, ou laisse leurs liens tels quels.",
  },
  icon: '<path d="M9 15l6-6"/><path d="M11 6l1-1a4.2 4.2 0 0 1 6 6l-1 1"/><path d="M13 18l-1 1a4.2 4.2 0 0 1-6-6l1-1"/>',
  config,
  defaults: { link: "short" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Passed on", fr: "Transmis" }, carries: "items" }],
  summary: ({ link }) => ways[link],
};
