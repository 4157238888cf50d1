import { can } from "#engine/card.ts";
import { cards } from "../networks.ts";
import { networkTitle } from "../ui/network.tsx";

/** The networks on which people can post, and what an older map names besides. */
export function networkChoices(chosen: readonly string[]): { value: string; label: string }[] {
  const posting = [...cards.values()].filter((card) => can(card, "person", "post")).map(({ name }) => name);
  return [...new Set([...posting, ...chosen])].map((name) => ({ value: name, label: networkTitle(name) }));
}
