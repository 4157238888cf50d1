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
        en: "Where the item has a picture and the network takes one, it goes along with its alternative text.",
        fr: "Si la nouvelle a une image et que le réseau en accepte, elle est jointe avec son texte alternatif.",
      },
      control: "select",
      options: {
        with: { en: "With the item’s picture", fr: "Avec l’image de la nouvelle" },
        without: { en: "Text only", fr: "Texte seul" },
      },
    } satisfies FieldMeta),
  // Absent in settings from before there were videos: what is live goes on with pictures.
  videos: z
    .enum(["with", "without"])
    .default("without")
    .meta({
      label: { en: "Videos", fr: "Vidéos" },
      help: {
        en: "Where the item has a video that fits the network, it goes in the picture’s place. Videos are sent as they are: one that is too long, too large or of another type is left out, and the preview says why.",
        fr: "Si la nouvelle a une vidéo que le réseau accepte, elle prend la place de l’image. Les vidéos sont envoyées telles quelles : si l’une est trop longue, trop lourde ou d’un autre format, elle n’est pas jointe et l’aperçu dit pourquoi.",
      },
      control: "select",
      options: {
        with: { en: "With the item’s video", fr: "Avec la vidéo de la nouvelle" },
        without: { en: "Pictures only", fr: "Images seulement" },
      },
      when: { field: "pictures", is: ["with"] },
    } satisfies FieldMeta),
  missing: z
    .enum(["send", "wait", "drop"])
    .default("send")
    .meta({
      label: { en: "A picture that cannot be had", fr: "Une image introuvable" },
      help: {
        en: "Sites often publish the text a little before the picture. A post that waits is held, says why, and asks again by itself.",
        fr: "Les sites publient souvent le texte un peu avant l’image. Un message qui attend est retenu, dit pourquoi, et réessaie de lui-même.",
      },
      control: "select",
      options: {
        send: { en: "Go out without it", fr: "Partir sans elle" },
        wait: { en: "Wait, then go out without it", fr: "Attendre, puis partir sans elle" },
        drop: { en: "Wait, then do not go out", fr: "Attendre, puis ne pas partir" },
      },
      when: { field: "pictures", is: ["with"] },
    } satisfies FieldMeta),
  hours: z
    .int()
    .min(1)
    .max(24)
    .default(2)
    .meta({
      label: { en: "Hours to wait", fr: "Heures d’attente" },
      when: { field: "missing", is: ["wait", "drop"] },
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

export type MediaSetting = {
  pictures: "with" | "without";
  videos: "with" | "without";
  missing: MediaWish["missing"];
  hours: number;
  alt: "optional" | "required";
};

/** Of a target that is dropped on the canvas. */
export const mediaDefaults = { pictures: "with", videos: "with", missing: "send", hours: 2, alt: "optional" } as const;

/** Of one from before there were pictures: what is live goes on as it was, as text. */
export const mediaUpgrade = (config: unknown): object => ({ ...(config as object), pictures: "without" });

export const mediaWish = ({ pictures, videos, missing, hours, alt }: MediaSetting): MediaWish | null =>
  pictures === "with"
    ? { describe: alt === "required", missing, hours, ...(videos === "with" ? { videos: true } : {}) }
    : null;
