import { z } from "zod";
import { hasLink } from "#engine/links.ts";
import type { Part } from "#engine/post.ts";
import { findFacets, standsWell, toFacets } from "./facets.ts";
import type { Blob, Ref } from "./wire.ts";

/** What was found out, uploaded and decided before a part could be written down. */
export type Ingredients = {
  /** Of handles in the text. */
  dids: ReadonlyMap<string, string>;
  pictures: readonly { image: Blob; alt: string; aspectRatio?: { width: number; height: number } }[];
  video: { video: Blob; alt: string; aspectRatio?: { width: number; height: number } } | null;
  thumb: Blob | null;
  /** The first post of the thread and the one that is answered. */
  reply: { root: Ref; parent: Ref } | null;
  /** What is passed on. */
  original: Ref | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
};

/** A record, ready to be put under its key. Frozen with the delivery, so that it is put letter for letter the same again. */
export const Written = z.strictObject({
  version: z.literal(1),
  collection: z.enum(["app.bsky.feed.post", "app.bsky.feed.repost"]),
  record: z.record(z.string(), z.unknown()),
});
export type Written = z.infer<typeof Written>;

export function writeRecord(part: Part, given: Ingredients): Written {
  const createdAt = new Date(given.createdAt).toISOString();
  if (part.kind === "repost" && part.text.trim() === "") {
    const record = { $type: "app.bsky.feed.repost", subject: given.original, createdAt };
    return { version: 1, collection: "app.bsky.feed.repost", record };
  }
  const facets = toFacets(part.text, findFacets(part.text, part.link), given.dids);
  const embed = embedOf(part, given);
  const record = {
    $type: "app.bsky.feed.post",
    text: part.text,
    // A reader drops all of a post's facets where one stands wrong.
    ...(facets.length > 0 && standsWell(part.text, facets) ? { facets } : {}),
    ...(given.reply === null ? {} : { reply: given.reply }),
    ...(embed === null ? {} : { embed }),
    ...(part.language === undefined ? {} : { langs: [part.language] }),
    createdAt,
  };
  return { version: 1, collection: "app.bsky.feed.post", record };
}

/** A post shows one thing: its video or pictures, else the card of its link; and beside either what it quotes. */
function embedOf(part: Part, { pictures, video, thumb, original }: Ingredients): Record<string, unknown> | null {
  const media =
    video !== null
      ? { $type: "app.bsky.embed.video", ...video }
      : pictures.length > 0
        ? { $type: "app.bsky.embed.images", images: pictures }
        : cardOf(part, thumb);
  if (original === null) return media;
  const quoted = { $type: "app.bsky.embed.record", record: original };
  return media === null ? quoted : { $type: "app.bsky.embed.recordWithMedia", record: quoted, media };
}

/** The network fetches no address: its card is what we say of it. A link that is nowhere else in the post is not lost. */
function cardOf({ card, link, text }: Part, thumb: Blob | null): Record<string, unknown> | null {
  if (card !== undefined) {
    const { url, title, description = "" } = card;
    const external = { uri: url, title, description, ...(thumb === null ? {} : { thumb }) };
    return { $type: "app.bsky.embed.external", external };
  }
  const host = link === undefined || hasLink(text, link) ? undefined : URL.parse(link)?.host;
  if (host === undefined) return null;
  return { $type: "app.bsky.embed.external", external: { uri: link, title: host, description: "" } };
}
