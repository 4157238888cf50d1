import type { PostMedium } from "#engine/post.ts";

/** A picture of a proposal, as its owner wants it: with which alternative text, or not at all. */
export type Chosen = {
  medium: PostMedium;
  alt: string;
  off: boolean;
  /** The one in whose place it stands, where its owner chose another. */
  was?: string;
};

/** As the proposal has them. */
export const chosenFrom = (media: readonly PostMedium[]): Chosen[] =>
  media.map((medium) => ({ medium, alt: medium.alt ?? "", off: false }));

/** What would go: the post's media with the owner's choices. */
export const mediaOf = (chosen: readonly Chosen[]): PostMedium[] =>
  chosen.flatMap(({ medium, alt, off }) => {
    if (off) return [];
    const { alt: _alt, ...plain } = medium;
    return [{ ...plain, ...(alt.trim() === "" ? {} : { alt: alt.trim() }) }];
  });

export const hasChanged = (chosen: readonly Chosen[]): boolean =>
  chosen.some(({ medium, alt, off, was }) => off || was !== undefined || alt.trim() !== (medium.alt ?? ""));
