import type { Item, ItemMedium } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import type { Config } from "./node.ts";

/** By the media that an item's source tells of: nothing is fetched, and a size that the source does not say is not known. */
export const process: Process<Config> = (items, config) => {
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const drop = judge(item.media, config);
    if (drop === null) out.push(item);
    else drops.push({ item, ...drop });
  }
  return { out: { out }, drops };
};

type Verdict = Pick<Dropped, "code" | "reason"> | null;

function judge(media: readonly ItemMedium[], { kind, width, unknown }: Config): Verdict {
  const pictures = media.filter((medium) => medium.kind === "picture");
  const video = media.some((medium) => medium.kind === "video");
  if (kind === "neither") return pictures.length === 0 && !video ? null : verdict("has-media", has);
  if (kind === "video") return video ? null : verdict("no-media", no.video);
  if (kind === "either" && video) return null;
  if (pictures.length === 0) return verdict("no-media", no[kind]);
  if (width === 0 || pictures.some((picture) => (picture.width ?? 0) >= width)) return null;
  if (pictures.some((picture) => picture.width === undefined))
    return unknown === "keep" ? null : verdict("picture-unknown", notSaid);
  const widest = Math.max(...pictures.map((picture) => picture.width ?? 0));
  return verdict("picture-small", {
    en: `Its picture is ${widest} pixels wide; at least ${width} are wanted.`,
    fr: `Son image fait ${widest} pixels de large ; il en faut au moins ${width}.`,
  });
}

const verdict = (code: string, reason: Text): Verdict => ({ code, reason });

const no = {
  picture: { en: "It has no picture.", fr: "Elle n’a pas d’image." },
  video: { en: "It has no video.", fr: "Elle n’a pas de vidéo." },
  either: { en: "It has neither a picture nor a video.", fr: "Elle n’a ni image ni vidéo." },
};
const has = { en: "It has a picture or a video.", fr: "Elle a une image ou une vidéo." };
const notSaid = {
  en: "Its source does not say how wide its picture is.",
  fr: "Sa source ne dit pas la largeur de son image.",
};
