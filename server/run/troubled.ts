import type { MediaWish } from "#engine/media-wish.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Ruling } from "#engine/rules.ts";
import { sayOf } from "../media/error.ts";
import type { Shown } from "./pictures.ts";

/** What a preview says of a picture or video that its post goes without. */
export function troubled(trouble: Shown["trouble"], wish: MediaWish | null, media: readonly PostMedium[]): Ruling[] {
  if (trouble === null) return [];
  if (trouble === "place") return [{ code: "picture-place", severity: "warning", message: noPlace }];
  if (trouble === "scope") return [{ code: "picture-scope", severity: "warning", message: noScope }];
  const { kind, error, count } = trouble;
  if (kind === "video") {
    const [en, fr] =
      media.length === 0
        ? ["Without the item’s video", "Sans la vidéo de la nouvelle"]
        : ["With the picture in place of the video", "Avec l’image à la place de la vidéo"];
    const why = sayOf(error, kind);
    const message = { en: `${en}: ${lower(why.en)}`, fr: `${fr} : ${lower(why.fr)}` };
    return [{ code: "video-missing", severity: "warning", message }];
  }
  // Of the preview alone: a run reads many more, and what is known by then is there at once.
  if (error.code === "page_later") return [{ code: "picture-missing", severity: "warning", message: notYet }];
  const of = wish?.missing ?? "send";
  const message =
    count > 1
      ? {
          en: `${count} of the item’s pictures cannot be had: ${goesWithout.many[of].en}. ${error.text.en}`,
          fr: `${count} images de la nouvelle sont introuvables : ${goesWithout.many[of].fr}. ${error.text.fr}`,
        }
      : {
          en: `${media.length > 0 ? "One of the item’s pictures" : "The item’s picture"} cannot be had: ${goesWithout.one[of].en}. ${error.text.en}`,
          fr: `${media.length > 0 ? "Une image" : "L’image"} de la nouvelle est introuvable : ${goesWithout.one[of].fr}. ${error.text.fr}`,
        };
  return [{ code: "picture-missing", severity: "warning", message }];
}

const goesWithout = {
  one: {
    send: { en: "the post goes out without it", fr: "le message part sans elle" },
    wait: {
      en: "the post waits for it for a while, then goes out without",
      fr: "le message l’attend un moment, puis part sans elle",
    },
    drop: {
      en: "the post waits for it for a while, then does not go out",
      fr: "le message l’attend un moment, puis ne part pas",
    },
  },
  // It waits for the first, which stands for the others: where that comes, it goes.
  many: {
    send: { en: "the post goes out without them", fr: "le message part sans elles" },
    wait: {
      en: "the post waits for the first of them for a while, then goes out without",
      fr: "le message attend la première d’entre elles un moment, puis part sans elles",
    },
    drop: {
      en: "the post waits for the first of them for a while, then does not go out",
      fr: "le message attend la première d’entre elles un moment, puis ne part pas",
    },
  },
};
const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
const notYet = {
  en: "The page behind the link has not been read yet: the next preview shows its picture.",
  fr: "La page du lien n’a pas encore été lue : le prochain aperçu montrera son image.",
};
const noPlace = {
  en: "Channels like this one fetch pictures from this server, which cannot be reached from outside at its own address (PUBLIC_URL): the post goes out without its picture.",
  fr: "Les canaux de ce type viennent chercher les images sur ce serveur, injoignable de l’extérieur à sa propre adresse (PUBLIC_URL) : le message part sans son image.",
};
const noScope = {
  en: "The account was connected before pictures were posted: until its owner connects it again, its posts go out without them.",
  fr: "Le compte a été connecté avant que des images soient publiées : tant que son titulaire ne le reconnecte pas, ses messages partent sans image.",
};
