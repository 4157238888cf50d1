import { z } from "zod";
import type { MediaWish } from "./media-wish.ts";
import type { FieldMeta } from "./node.ts";

/** The ways in which a post can have a picture. */
const pictured = ["with", "page"] as const;

/** The fields of a target's settings that say what becomes of its items' pictures, for every target to spread into its own. */
export const mediaFields = {
  // A page's picture only where somebody asks for it: a site gives it for the card of its link, which many networks make by themselves and
  // which a picture takes the place of; and a picture of another site's may not be everybody's to post.
  pictures: z
    .enum([...pictured, "without"])
    .default("with")
    .meta({
      label: { en: "Pictures", fr: "Images" },
      help: {
        en: "The photo of the new workshop goes along, for instance. A page’s own picture takes the link card’s place: mind whose it is.",
        fr: "La photo du nouvel atelier est jointe, par exemple. Celle de la page remplace l’aperçu du lien : vérifiez les droits.",
      },
      control: "select",
      options: {
        with: { en: "With the item’s picture", fr: "Avec l’image de la nouvelle" },
        page: { en: "The item’s, else its page’s", fr: "Celle de la nouvelle, sinon de sa page" },
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
        en: "A film of the workshop takes the photo’s place, for instance; one too long for the network is left out.",
        fr: "Le film de l’atelier remplace la photo, par exemple ; trop long pour le réseau, il n’est pas joint.",
      },
      control: "select",
      options: {
        with: { en: "With the item’s video", fr: "Avec la vidéo de la nouvelle" },
        without: { en: "Pictures only", fr: "Images seulement" },
      },
      when: { field: "pictures", is: pictured },
      rare: true,
    } satisfies FieldMeta),
  // Absent in settings from before: what is live goes on with the first. Feeds list one picture in several sizes, which nobody can tell from
  // several pictures by their addresses; what is read from a network says which pictures a post shows.
  several: z
    .enum(["first", "posts", "all"])
    .default("first")
    .meta({
      label: { en: "How many pictures", fr: "Combien d’images" },
      help: {
        en: "Of an album of 4: the first, or as many as the network takes. A feed often lists one photo in 3 sizes.",
        fr: "D’un album de 4 : la première, ou autant que le réseau accepte. Un flux cite souvent la même en 3 tailles.",
      },
      control: "select",
      options: {
        first: { en: "The first only", fr: "La première seulement" },
        posts: {
          en: "All, but one of a feed’s",
          fr: "Toutes, mais une seule d’un flux",
        },
        all: { en: "All that the source shows", fr: "Toutes celles que la source montre" },
      },
      when: { field: "pictures", is: pictured },
      rare: true,
    } satisfies FieldMeta),
  missing: z
    .enum(["send", "wait", "drop"])
    .default("send")
    .meta({
      label: { en: "A picture that cannot be had", fr: "Si l’image est introuvable" },
      help: {
        en: "Sites often publish the text at 9:00 and the picture at 9:10: the post can wait for it.",
        fr: "Un site publie souvent le texte à 9 h 00 et l’image à 9 h 10 : le message peut l’attendre.",
      },
      control: "select",
      options: {
        send: { en: "Go out without it", fr: "Partir sans elle" },
        wait: { en: "Wait, then go out without it", fr: "Attendre, puis partir sans elle" },
        drop: { en: "Wait, then do not go out", fr: "Attendre, puis ne pas partir" },
      },
      when: { field: "pictures", is: pictured },
      rare: true,
    } satisfies FieldMeta),
  hours: z
    .int()
    .min(1)
    .max(24)
    .default(2)
    .meta({
      label: { en: "Wait at most", fr: "Attendre au plus" },
      help: {
        en: "With 2 hours, a post of 9:00 waits until 11:00 and no longer.",
        fr: "Avec 2 heures, un message de 9 h attend jusqu’à 11 h, pas davantage.",
      },
      when: { field: "missing", is: ["wait", "drop"] },
      control: "duration",
      duration: { in: "hours" },
      rare: true,
    } satisfies FieldMeta),
  // Required means asked for: the post waits for whoever decides about the account, who says what the picture shows or takes it off.
  // To drop the news because a feed forgot a sentence is not what somebody wants who cares for its readers; nor is losing the picture unasked.
  alt: z
    .enum(["optional", "required"])
    .default("optional")
    .meta({
      label: { en: "Description of the picture", fr: "Description de l’image" },
      help: {
        en: "“Three welders at work”, for who does not see the picture. Required: without it, the post waits for its owner.",
        fr: "« Trois soudeuses au travail », pour qui ne voit pas l’image. Exigée : sans elle, le message attend son titulaire.",
      },
      control: "select",
      options: {
        optional: { en: "Optional, with a warning", fr: "Facultative, avec un avertissement" },
        required: { en: "Required", fr: "Exigée" },
      },
      when: { field: "pictures", is: pictured },
      rare: true,
    } satisfies FieldMeta),
};

export type MediaSetting = {
  pictures: "with" | "page" | "without";
  videos: "with" | "without";
  several: "first" | "posts" | "all";
  missing: MediaWish["missing"];
  hours: number;
  alt: "optional" | "required";
};

/** Of a target that is dropped on the canvas. */
export const mediaDefaults = {
  pictures: "with",
  videos: "with",
  several: "posts",
  missing: "send",
  hours: 2,
  alt: "optional",
} as const;

/** Of one from before there were pictures: what is live goes on as it was, as text. */
export const mediaUpgrade = (config: unknown): object => ({ ...(config as object), pictures: "without" });

export const mediaWish = ({ pictures, videos, several, missing, hours, alt }: MediaSetting): MediaWish | null =>
  pictures === "without"
    ? null
    : {
        describe: alt === "required",
        missing,
        hours,
        ...(videos === "with" ? { videos: true } : {}),
        ...(several === "first" ? {} : { several }),
        ...(pictures === "page" ? { page: true } : {}),
      };
