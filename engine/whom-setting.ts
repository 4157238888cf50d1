import { z } from "zod";
import type { FieldMeta } from "./node.ts";

/** Whom a target picks by what they follow and where they belong: of an empty list everybody (see picked.ts). */
export const whomFields = {
  topics: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Topics", fr: "Thèmes" },
      help: {
        en: "“Jobs”: people who follow it, or who never chose topics and take everything. None here: everybody.",
        fr: "« Emploi » : qui suit ce thème, ou n’a jamais choisi de thème et prend tout. Aucun ici : tout le monde.",
      },
      control: "followed",
    } satisfies FieldMeta),
  teams: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Teams", fr: "Équipes" },
      help: {
        en: "“Sales”: only its people, whatever else they belong to. None here: everybody.",
        fr: "« Ventes » : seulement ses membres, quelles que soient leurs autres équipes. Aucune ici : tout le monde.",
      },
      control: "teams",
    } satisfies FieldMeta),
};
