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
        en: "Where the item has a picture and the network takes one, it goes along with its alternative text. The page’s picture is the one that the site shows with its link (Open Graph): use it where you may post that site’s pictures. It takes the place of the link’s card.",
        fr: "Si la nouvelle a une image et que le réseau en accepte, elle est jointe avec son texte alternatif. L’image de la page est celle que le site montre avec son lien (Open Graph) : utilisez-la si vous avez le droit de publier les images de ce site. Elle remplace l’aperçu du lien.",
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
        en: "Where the item has a video that fits the network, it goes in the picture’s place. Videos are sent as they are: one that is too long, too large or of another type is left out, and the preview says why.",
        fr: "Si la nouvelle a une vidéo que le réseau accepte, elle prend la place de l’image. Les vidéos sont envoyées telles quelles : si l’une est trop longue, trop lourde ou d’un autre format, elle n’est pas jointe et l’aperçu dit pourquoi.",
      },
      control: "select",
      options: {
        with: { en: "With the item’s video", fr: "Avec la vidéo de la nouvelle" },
        without: { en: "Pictures only", fr: "Images seulement" },
      },
      when: { field: "pictures", is: pictured },
    } satisfies FieldMeta),
  // Absent in settings from before: what is live goes on with the first. Feeds list one picture in several sizes, which nobody can tell from
  // several pictures by their addresses; what is read from a network says which pictures a post shows.
  several: z
    .enum(["first", "posts", "all"])
    .default("first")
    .meta({
      label: { en: "How many pictures", fr: "Combien d’images" },
      help: {
        en: "As many as the network takes, in the source’s order. A post read from a network (a page’s, an account’s) shows different pictures; a feed often lists one picture in several sizes: choose all for feeds that do not. Several pictures take the place of the link’s card, and a video stands alone.",
        fr: "Autant que le réseau en accepte, dans l’ordre de la source. Une publication lue sur un réseau (d’une page, d’un compte) montre des images différentes ; un flux cite souvent la même image en plusieurs tailles : choisissez toutes pour les flux qui ne le font pas. Plusieurs images remplacent l’aperçu du lien, et une vidéo reste seule.",
      },
      control: "select",
      options: {
        first: { en: "The first only", fr: "La première seulement" },
        posts: {
          en: "All of a network’s post, the first of a feed’s",
          fr: "Toutes d’une publication de réseau, la première d’un flux",
        },
        all: { en: "All that the source shows", fr: "Toutes celles que la source montre" },
      },
      when: { field: "pictures", is: pictured },
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
      when: { field: "pictures", is: pictured },
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
      when: { field: "pictures", is: pictured },
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
