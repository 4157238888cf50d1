/**
 * What `bench polling` sets up: so many live maps of so many sources each, all with the same interval, and a world in which some sources
 * fail, are slow or hang. Nothing here is random.
 */
export type Setup = { name: string; maps: number; sources: number; minutes: number };

export const setups = (small: boolean): Setup[] =>
  small
    ? [
        { name: "many maps", maps: 100, sources: 5, minutes: 1 },
        { name: "many feeds", maps: 5, sources: 100, minutes: 1 },
      ]
    : [
        { name: "many maps", maps: 1000, sources: 5, minutes: 2 },
        { name: "many feeds", maps: 25, sources: 200, minutes: 2 },
      ];

/** How a feed behaves once it has been read for the first time: 2 % fail, 3 % are slow, and 1 % hang every other time. */
export type Manner = "well" | "fails" | "slow" | "hangs";
const manners = new Map<number, Manner>([
  [7, "fails"],
  [57, "fails"],
  [13, "slow"],
  [46, "slow"],
  [79, "slow"],
  [31, "hangs"],
]);
export const mannerOf = (feed: number): Manner => manners.get(feed % 100) ?? "well";

/** Milliseconds: a usual answer, a slow one by its feed, and longer than the 20 s that we wait. */
export const usual = 30;
export const slow = (feed: number): number => 3000 + (feed % 6) * 1000;
export const forever = 25_000;

/** Each feed in a hundred has something new, once, when it is told to grow. */
export const grows = (feed: number): boolean => feed % 100 === 50;
