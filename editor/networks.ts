import { useQuery } from "@tanstack/react-query";
import type { Card, PlainCard } from "#engine/card.ts";

/**
 * The one door from the editor to the networks: every card under `nodes/`, found when the editor is built. Apart from the
 * nodes, because a phone shows networks and draws no maps. `?plain` leaves the code out (see vite.config.ts): a name, a mark and
 * limits are needed at once, the counting only when somebody writes.
 */
const plain = import.meta.glob<PlainCard>("../nodes/*/card.ts", { eager: true, query: "?plain", import: "default" });
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
