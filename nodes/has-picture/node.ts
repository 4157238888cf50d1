import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const kinds = {
  picture: { en: "with a picture", fr: "avec une image" },
  video: { en: "with a video", fr: "avec une vidéo" },
  either: { en: "with a picture or a video", fr: "avec une image ou une vidéo" },
  neither: { en: "with neither", fr: "sans l’une ni l’autre" },
} as const;
const choices = {
  keep: { en: "keep them", fr: "les garder" },
  drop: { en: "let them go", fr: "les écarter" },
} as const;
const sized = ["picture", "either"] as const;

const config = z.strictObject({
  kind: z
    .enum(["picture", "video", "either", "neither"])
    .default("picture")
    .meta({
      label: { en: "Keep items", fr: "Garder les éléments" },
      control: "select",
      options: kinds,
    } satisfies FieldMeta),
  width: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .meta({
      label: { en: "Picture’s width at least, in pixels", fr: "Largeur minimale de l’image, en pixels" },
      help: {
        en: "0: any. Networks show pictures well from about 600 on.",
        fr: "0 : peu importe. Les réseaux montrent bien une image à partir de 600 environ.",
      },
      control: "number",
      when: { field: "kind", is: sized },
    } satisfies FieldMeta),
  unknown: z
    .enum(["keep", "drop"])
    .default("keep")
    .meta({
      label: { en: "Pictures whose width the source does not say", fr: "Images dont la source ne dit pas la largeur" },
      control: "select",
      options: choices,
      when: { field: "kind", is: sized },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "has-picture",
  kind: "filter",
  version: 1,
  title: { en: "With a picture", fr: "Avec image" },
  help: {
    en: "Keeps the items that bring a picture or a video, as their source tells. Steps that look a picture up come before this one.",
    fr: "Garde les éléments qui apportent une image ou une vidéo, d’après leur source. Une étape qui cherche une image se place avant celle-ci.",
  },
  icon: '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10" r="1.5"/><path d="M21 16l-5-5-9 8"/>',
  config,
  defaults: { kind: "picture", width: 0, unknown: "keep" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Kept", fr: "Gardés" }, carries: "items" }],
  summary: ({ kind, width }) => {
    const { en, fr } = kinds[kind];
    const wide = width > 0 && (kind === "picture" || kind === "either");
    return wide
      ? { en: `${en} · ${width} pixels wide or more`, fr: `${fr} · ${width} pixels de large au moins` }
      : { en, fr };
  },
};
