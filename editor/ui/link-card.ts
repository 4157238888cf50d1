import { usualCards } from "#engine/link-card.ts";
import type { LinkCard } from "#engine/post.ts";
import { cards } from "../networks.ts";
import { mediumAddress } from "./picture.ts";

/** What a post's card shows of its link. */
export type ShownLink = {
  title: string | null;
  description?: string | null;
  picture?: { url: string; alt: string | null } | null;
};

/**
 * The card of a post's link as readers see it: the one that is sent along, else what the network makes of the address, of which we know
 * the item's title and picture only; nothing where the network makes none, or is told not to.
 */
export function shownLink(
  { card, cardless }: { card?: LinkCard | null | undefined; cardless?: boolean | undefined },
  network: string,
  item: ShownLink,
): ShownLink {
  if (card != null) {
    const { title, description = null, picture } = card;
    const url = picture === undefined ? null : mediumAddress(picture.id, 480, network);
    return { title, description, picture: url === null ? null : { url, alt: picture?.alt ?? null } };
  }
  const makes = (cards.get(network)?.cards ?? usualCards).includes("network") && cardless !== true;
  return makes ? item : { title: null };
}
