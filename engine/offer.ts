import type { Item } from "./item.ts";
import type { MediaWish } from "./media-wish.ts";
import type { Ask } from "./cue.ts";
import type { Shape } from "./thread.ts";

/** That an item is put before people, who may share it without having been asked. */
export type Offer = {
  /** Under which it stands, as the map spells them; none: under no topic. */
  topics: readonly string[];
  /** For which it is meant; none: for all. */
  networks: readonly string[];
  /** How long, from the run on. */
  days: number;
  /** How a post of it is made, as for those who are asked. */
  picture: MediaWish | null;
  shape: Shape;
  /** It is no post to share: a few people are asked to comment on it where it stands. */
  ask?: Ask;
};

/** `item` as it reached the target, with all its wordings. */
export type Offered = Offer & { node: string; item: Item };
