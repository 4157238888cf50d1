import type { Icon } from "@tabler/icons-react";
import { createContext, use, useEffect, useEffectEvent } from "react";

export const groups = [
  "canvas",
  "make",
  "place",
  "map",
  "person",
  "account",
  "delivery",
  "why",
  "settings",
  "look",
] as const;
export type Group = (typeof groups)[number];

/** One row of the launcher: a place to go to, or something to do. */
export type Offer = {
  /** The same from one day to the next, so that what was used lately is known again. */
  id: string;
  group: Group;
  name: string;
  /** Other names that it is found by: the other language's. */
  also?: readonly string[];
  /** One line beside its name. */
  more?: string;
  /** The server found it by what was typed, whatever it is called. */
  hit?: true;
  keys?: string | undefined;
  /** A glyph, or whose face stands there. */
  icon?: Icon;
  face?: { name: string; avatar?: string | null; network?: string; company?: boolean };
  run: () => void;
};

/** What a page offers beside what is there everywhere. It is asked each time the launcher opens. */
export type Giver = () => Promise<readonly Offer[]>;
export type Launcher = { givers: Set<Giver>; open: () => void };

export const LauncherContext = createContext<Launcher>({ givers: new Set(), open: () => undefined });

/** Offers something as long as the page that does so is open. */
export function useGiver(give: Giver): void {
  const { givers } = use(LauncherContext);
  const now = useEffectEvent(give);
  useEffect(() => {
    const giver: Giver = () => now();
    givers.add(giver);
    return () => void givers.delete(giver);
  }, [givers]);
}
