import type { Item } from "./item.ts";

/**
 * Items that a step keeps for later. An item that a node keeps stands where the node stands: as the steps before had made it, in the order
 * in which it came, with the time at which it is given back. Run, preview and command line go by this one code; the database keeps what
 * this returns in the run's own transaction (server/run/keep.ts), so that nothing is lost or doubled whenever a process dies.
 *
 * The sum of a node that keeps: came + given back + made = left + let go + kept. Whoever keeps is asked again
 * - at the time it said (a run begins then by itself, also where nothing new came),
 * - as soon as somebody answered for the item,
 * - and whenever the map is published again: it then decides anew, by the settings of today.
 */
export type Kept = {
  item: Item;
  /** Milliseconds since the epoch: when it is given back at the latest. */ until: number;
  /** Of a step that asks: the question. Each item is asked about once at most, as long as the map lives. */
  ask?: Ask;
};

/** Who is asked about a kept item (members' ids; null: everybody who draws maps), and what the step has to say to them. */
export type Ask = { people: readonly string[] | null; note: string };

/** What a person said of a kept item. `text`: as they rewrote it. `word`: what they have to say about it; "": nothing. */
export type Answer = { yes: boolean; text: string | null; word: string; by: string; at: number };

/** Seconds for which an answer can be taken back, at least: the item is given back no sooner. */
export const takeBackSeconds = 10;

/** An item that is given back. `since`: when it was kept first; `until`: the time that the node had asked for. */
export type Back = { item: Item; since: number; until: number; answer: Answer | null };

/**
 * What a node gets back in this run, in the order in which the items once came, and how many it keeps besides. Its context also has `self`,
 * which names it among all of the workspace's, for the keys of what it makes.
 */
export type Keeping = {
  back: readonly Back[];
  holding: number;
  /** Of a step that asks: what was said earlier of items that a step before gives once more (`Item.again`), by their keys. */
  said?: ReadonlyMap<string, boolean>;
};

/**
 * How a node keeps. `each`: what is given back may come in several goes; `together`: what is due comes in one. `copies`: an item may leave
 * and be kept at the same time, to leave once more. `asks`: a person is asked for each. `gathers`: what
 * leaves is made of many that came.
 */
export type Keeps = { give: "each" | "together"; copies?: true; asks?: true; gathers?: true };

/** How the keys of what a step makes begin: no source gives such, and no other story is the same as it. */
export const madeKey = "digest:";

/** A digest is called by the moment at which it was made, and by its map: the same members make the same at both. */
export const gistOf = (key: string): string =>
  key.startsWith(madeKey) ? key.replace(/^digest:[^/]*\/([^/]*)\/(?:\d+-)?/u, `${madeKey}$1/`) : key;

/** What a node that keeps gives back besides what leaves it. */
export type Later = {
  /** What it is to be given back later. */
  kept?: Kept[];
  /** Which of what leaves did not come in: a digest of others. Their keys are stable: the same one twice is one. */
  made?: Item[];
  /** All that this node keeps is given back to it at once, in this same run. */
  recall?: boolean;
};
