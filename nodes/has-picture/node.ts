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
      label: { en: "Keep items", fr: "Garder les nouvelles" },
      help: {
        en: "“With a picture” lets a job offer go that is text only.",
        fr: "« Avec une image » écarte une offre d’emploi qui n’a que du texte.",
      },
      control: "select",
      options: kinds,
    } satisfies FieldMeta),
  width: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .meta({
      label: { en: "Width at least, in pixels", fr: "Largeur minimale, en pixels" },
      help: {
        en: "600 looks good on the networks; 0 takes any width.",
        fr: "600 rend bien sur les réseaux ; 0 accepte toute largeur.",
      },
      control: "number",
      when: { field: "kind", is: sized },
      rare: true,
    } satisfies FieldMeta),
  unknown: z
    .enum(["keep", "drop"])
    .default("keep")
    .meta({
      label: { en: "Pictures of unknown width", fr: "Images de largeur inconnue" },
      help: {
        en: "Many feeds name a picture, “photo.jpg”, without its size.",
        fr: "Beaucoup de flux citent une image, « photo.jpg », sans sa taille.",
      },
      control: "select",
      options: choices,
      when: { field: "kind", is: sized },
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "has-picture",
  kind: "filter",
  decides: { "has-media": "kind", "no-media": "kind", "picture-unknown": "unknown", "picture-small": "width" },
  version: 1,
  title: { en: "With a picture", fr: "Avec image" },
  help: {
    en: "Keeps the items that bring a picture or a video, as their source tells. Steps that look a picture up come before this one.",
    fr: "Garde les nouvelles qui apportent une image ou une vidéo, d’après leur source. Une étape qui cherche une image se place avant celle-ci.",
  },
  icon: '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10" r="1.5"/><path d="M21 16l-5-5-9 8"/>',
  config,
  defaults: { kind: "picture", width: 0, unknown: "keep" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Kept", fr: "Gardés" }, carries: "items" }],
  summary: ({ kind, width }) => {
    const { en, fr } = kinds[kind];
    const wide = width > 0 && (kind === "picture" || kind === "either");
    return wide
      ? { en: `${en} · ${width} pixels wide or more`, fr: `${fr} · ${width} pixels de large au moins` }
      : { en, fr };
  },
};
