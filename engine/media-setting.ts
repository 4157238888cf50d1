import { z } from "zod";
import type { FieldMeta, MediaWish } from "./node.ts";

/** The fields of a target's settings that say what becomes of its items' pictures, for every target to spread into its own. */
export const mediaFields = {
  pictures: z
    .enum(["with", "without"])
    .default("with")
    .meta({
      label: { en: "Pictures", fr: "Images" },
      help: {
        en: "Where the item has a picture and the network takes one, it goes along with its alternative text. A picture that cannot be had is left out.",
        fr: "Si la nouvelle a une image et que le réseau en accepte, elle est jointe avec son texte alternatif. Une image introuvable est omise.",
      },
      control: "select",
      options: {
        with: { en: "With the item’s picture", fr: "Avec l’image de la nouvelle" },
        without: { en: "Text only", fr: "Texte seul" },
      },
    } satisfies FieldMeta),
  // Required means asked for: the post waits for whoever decides about the account, who says what the picture shows or takes it off.
  // To drop the news because a feed forgot a sentence is not what somebody wants who cares for its readers; nor is losing the picture unasked.
  alt: z
    .enum(["optional", "required"])
    .default("optional")
    .meta({
      label: { en: "Alternative text", fr: "Texte alternatif" },
      help: {
        en: "What people hear who do not see the picture. Where it is required and the source gives none, the post waits among its owner’s proposals, also of an account that posts by itself.",
        fr: "Ce qu’entendent les personnes qui ne voient pas l’image. S’il est exigé et que la source n’en donne pas, le message attend parmi les propositions de son titulaire, même pour un compte automatique.",
      },
      control: "select",
      options: {
        optional: { en: "Optional, with a warning", fr: "Facultatif, avec un avertissement" },
        required: { en: "Required", fr: "Exigé" },
      },
      when: { field: "pictures", is: ["with"] },
    } satisfies FieldMeta),
};

export type MediaSetting = { pictures: "with" | "without"; alt: "optional" | "required" };

/** Of a target that is dropped on the canvas. */
export const mediaDefaults = { pictures: "with", alt: "optional" } as const;

/** Of one from before there were pictures: what is live goes on as it was, as text. */
export const mediaUpgrade = (config: unknown): object => ({ ...(config as object), pictures: "without" });

export const mediaWish = ({ pictures, alt }: MediaSetting): MediaWish | null =>
  pictures === "with" ? { describe: alt === "required" } : null;
