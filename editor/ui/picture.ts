import type { Card, Limits } from "#engine/card.ts";
import type { PostMedium } from "#engine/post.ts";

/** Pixels of the longer side, as the server makes them. */
type Size = 96 | 480 | 1200;

/** A picture or video on our own pages. `alt` null: nobody has said yet what it shows. */
export type Picture = { src: string; alt: string | null; width?: number; height?: number; video?: boolean };

type Medium = {
  id: string;
  kind?: "picture" | "video";
  alt?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
};

/** Characters that can be said of a medium at a network; 0 where it has no place for that. */
export const longestAlt = (
  { kind }: Pick<PostMedium, "kind">,
  { alt }: Pick<Limits, "alt">,
  card: Pick<Card, "videoAlt"> | undefined,
): number => (kind === "video" && card?.videoAlt !== true ? 0 : alt);

/** Where a stored medium is, as the network would be given it where one is named. */
export const mediumAddress = (id: string, size: Size = 480, network?: string): string =>
  `/api/media/${id}?${new URLSearchParams({ size: String(size), ...(network === undefined ? {} : { network }) })}`;

/** The media of a post as its card shows them. */
export const picturesOf = (media: readonly Medium[], network: string): Picture[] =>
  media.map(({ id, kind, alt, width, height }) => ({
    src: mediumAddress(id, 480, network),
    ...(kind === "video" ? { video: true } : {}),
    alt: alt ?? null,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  }));
