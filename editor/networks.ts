import { useQuery } from "@tanstack/react-query";
import type { Card, PlainCard } from "#engine/card.ts";
import type { Skin } from "./skin.tsx";

/**
 * The one door from the editor to the networks: every card under `nodes/`, found when the editor is built. Apart from the
 * nodes, because a phone shows networks and draws no maps. `?plain` leaves the code out (see vite.config.ts): a name, a mark and
 * limits are needed at once, the counting only when somebody writes.
 */
const plain = import.meta.glob<PlainCard>("../nodes/*/card.ts", { eager: true, query: "?plain", import: "default" });
const skins = import.meta.glob<Skin>("../nodes/*/skin.tsx", { import: "skin" });
const whole = import.meta.glob<Card>("../nodes/*/card.ts", { import: "card" });

/** What is known of every network, by its name. */
export const cards: ReadonlyMap<string, PlainCard> = new Map(
  Object.values(plain)
    .toSorted((a, b) => a.title.localeCompare(b.title))
    .map((card) => [card.name, card]),
);

const loaders = new Map(Object.entries(plain).map(([path, { name }]) => [name, whole[path]]));

/** A network's card with its counting and its rules; null for one that is not known here. The chunk is loaded once. */
export async function loadCard(network: string): Promise<Card | null> {
  return (await loaders.get(network)?.()) ?? null;
}

/** The same on a page: null until it is here, and where it cannot be had. */
export function useCard(network: string, wanted: boolean): Card | null {
  const { data } = useQuery({
    queryKey: ["card", network],
    queryFn: () => loadCard(network),
    enabled: wanted,
    staleTime: Infinity,
  });
  return data ?? null;
}

const skinLoaders = new Map(
  Object.entries(plain).map(([path, { name }]) => [name, skins[path.replace(/card\.ts$/, "skin.tsx")]]),
);

/** How posts look there: null until that is here, and of a network that has no look of its own. */
export function useSkin(network: string): Skin | null {
  const load = skinLoaders.get(network);
  const { data } = useQuery({
    queryKey: ["skin", network],
    queryFn: async () => ({ Skin: (await load?.()) ?? null }),
    enabled: load !== undefined,
    staleTime: Infinity,
  });
  return data?.Skin ?? null;
}
