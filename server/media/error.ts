import { MediumError } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";

export const mediaCodes = [
  "gone",
  "refused",
  "unreachable",
  "too_big",
  "too_many_pixels",
  "too_small",
  "not_media",
  "svg",
  "heic",
  "damaged",
  "too_slow",
  "busy",
  "unavailable",
  "not_kept",
  "does_not_fit",
  "too_long",
] as const;
export type MediaCode = (typeof mediaCodes)[number];

const sentences: Record<MediaCode, Text> = {
  gone: { en: "The picture is no longer at its address.", fr: "L’image n’est plus à son adresse." },
  refused: {
    en: "The site does not give its picture to Relaymap.",
    fr: "Le site ne donne pas son image à Relaymap.",
  },
  unreachable: { en: "The picture’s site could not be reached.", fr: "Le site de l’image est injoignable." },
  too_big: {
    en: "The file is larger than what Relaymap stores. Use a smaller one.",
    fr: "Le fichier dépasse la taille que Relaymap conserve. Utilisez-en un plus petit.",
  },
  too_many_pixels: {
    en: "The picture has more pixels than Relaymap takes. Make it smaller.",
    fr: "L’image a plus de pixels que Relaymap n’en accepte. Réduisez-la.",
  },
  too_small: {
    en: "The picture is so small that it would show nothing.",
    fr: "L’image est si petite qu’elle ne montrerait rien.",
  },
  not_media: {
    en: "What is at the address is neither a picture nor a video that Relaymap knows.",
    fr: "Ce qui se trouve à l’adresse n’est ni une image ni une vidéo que Relaymap connaît.",
  },
  svg: {
    en: "SVG drawings are not taken. Use a JPEG, PNG or WebP picture.",
    fr: "Les dessins SVG ne sont pas acceptés. Utilisez une image JPEG, PNG ou WebP.",
  },
  heic: {
    en: "HEIC pictures, as phones make them, are not taken. Save the picture as JPEG first.",
    fr: "Les images HEIC des téléphones ne sont pas acceptées. Enregistrez d’abord l’image en JPEG.",
  },
  damaged: { en: "The picture is damaged and cannot be read.", fr: "L’image est endommagée et illisible." },
  too_slow: {
    en: "The picture took too long to convert and was given up.",
    fr: "La conversion de l’image a pris trop de temps et a été abandonnée.",
  },
  busy: {
    en: "Too many pictures are being converted at once. It is tried again.",
    fr: "Trop d’images sont converties en même temps. Un nouvel essai aura lieu.",
  },
  unavailable: {
    en: "Pictures cannot be converted on this machine: run npm ci again, with optional dependencies.",
    fr: "Les images ne peuvent pas être converties sur cette machine : relancez npm ci avec les dépendances optionnelles.",
  },
  not_kept: {
    en: "The picture is no longer kept: it had not been used for a long time.",
    fr: "L’image n’est plus conservée : elle n’avait pas servi depuis longtemps.",
  },
  does_not_fit: {
    en: "The file cannot be made to fit the network’s limits.",
    fr: "Le fichier ne peut pas être ramené aux limites du réseau.",
  },
  too_long: {
    en: "The video is longer than the network takes, or does not say how long it is.",
    fr: "La vidéo dépasse la durée acceptée par le réseau, ou n’indique pas sa durée.",
  },
};

/** What may go by itself: asking again later can help. */
const passing: ReadonlySet<MediaCode> = new Set(["unreachable", "too_slow", "busy", "unavailable"]);

/** A medium cannot be had, and why: a stable code, and a sentence that says what to do. */
export class MediaError extends MediumError {
  readonly code: MediaCode;
  constructor(code: MediaCode, cause?: unknown) {
    super(sentences[code], { retry: passing.has(code), ...(cause === undefined ? {} : { cause }) });
    this.name = "MediaError";
    this.code = code;
  }
}

/** A code as it was stored, as the error that it was. */
export const mediaErrorOf = (code: string): MediaError =>
  new MediaError(mediaCodes.find((known) => known === code) ?? "damaged");
