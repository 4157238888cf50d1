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
  "video_type",
  "video_size",
  "video_pixels",
  "video_length",
  "video_short",
  "page_gone",
  "page_refused",
  "page_unreachable",
  "page_later",
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
  // Where the network is not at hand; while it is, the sentence has its numbers (engine/video.ts).
  video_type: {
    en: "The network does not take videos of this type. MP4 is taken everywhere.",
    fr: "Le réseau n’accepte pas les vidéos de ce type. Le MP4 est accepté partout.",
  },
  video_size: {
    en: "The video’s file is larger than what can be sent to the network.",
    fr: "Le fichier de la vidéo dépasse la taille que l’on peut envoyer au réseau.",
  },
  video_pixels: {
    en: "The video has more pixels than the network takes.",
    fr: "La vidéo a plus de pixels que le réseau n’en accepte.",
  },
  video_length: {
    en: "The video is longer than the network takes, or does not say how long it is.",
    fr: "La vidéo dépasse la durée acceptée par le réseau, ou n’indique pas sa durée.",
  },
  video_short: {
    en: "The video is shorter than the network takes.",
    fr: "La vidéo est plus courte que ce que le réseau accepte.",
  },
  // Of the page behind a link, on which the picture is named.
  page_gone: {
    en: "The page behind the link, which names the picture, is no longer there.",
    fr: "La page du lien, qui désigne l’image, n’existe plus.",
  },
  page_refused: {
    en: "The page behind the link, which names the picture, cannot be read by Relaymap: its site refuses it, or it is no web page.",
    fr: "Relaymap ne peut pas lire la page du lien, qui désigne l’image : son site s’y refuse, ou ce n’est pas une page web.",
  },
  page_unreachable: {
    en: "The site of the link, whose page names the picture, could not be reached.",
    fr: "Le site du lien, dont la page désigne l’image, est injoignable.",
  },
  page_later: {
    en: "The page behind the link has not been read yet: pages are read a few at a time.",
    fr: "La page du lien n’a pas encore été lue : les pages sont lues quelques-unes à la fois.",
  },
};

/** The same of a video, where the sentence would name a picture. */
const films: Partial<Record<MediaCode, Text>> = {
  gone: { en: "The video is no longer at its address.", fr: "La vidéo n’est plus à son adresse." },
  refused: { en: "The site does not give its video to Relaymap.", fr: "Le site ne donne pas sa vidéo à Relaymap." },
  unreachable: { en: "The video’s site could not be reached.", fr: "Le site de la vidéo est injoignable." },
  too_big: {
    en: "The video’s file is larger than what Relaymap stores (64 MB). Use a smaller one.",
    fr: "Le fichier de la vidéo dépasse ce que Relaymap conserve (64 Mo). Utilisez-en un plus petit.",
  },
  not_media: {
    en: "What is at the address is no video that Relaymap knows.",
    fr: "Ce qui se trouve à l’adresse n’est pas une vidéo que Relaymap connaît.",
  },
  not_kept: {
    en: "The video is no longer kept: it had not been used for a long time.",
    fr: "La vidéo n’est plus conservée : elle n’avait pas servi depuis longtemps.",
  },
};

/** What may go by itself: asking again later can help. */
const passing: ReadonlySet<MediaCode> = new Set([
  "unreachable",
  "too_slow",
  "busy",
  "unavailable",
  "page_unreachable",
  "page_later",
]);

/** A medium cannot be had, and why: a stable code, and a sentence that says what to do. */
export class MediaError extends MediumError {
  readonly code: MediaCode;
  constructor(code: MediaCode, cause?: unknown, text = sentences[code]) {
    super(text, { retry: passing.has(code), ...(cause === undefined ? {} : { cause }) });
    this.name = "MediaError";
    this.code = code;
  }
}

/** Why a medium of a kind cannot be had, for people. */
export const sayOf = ({ code, text }: MediaError, kind: "picture" | "video"): Text =>
  (kind === "video" ? films[code] : undefined) ?? text;

/** A code as it was stored, as the error that it was. */
export const mediaErrorOf = (code: string): MediaError =>
  new MediaError(mediaCodes.find((known) => known === code) ?? "damaged");
