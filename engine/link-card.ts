import type { PlainCard } from "./card.ts";
import { ellipsis } from "./cut.ts";
import type { Item } from "./item.ts";
import type { LinkCard, Part, PostMedium } from "./post.ts";

/**
 * What a reader sees of the address that a post points to. `network`: whatever the network makes of it by itself, which some never do
 * for an app; `ours`: the title, summary and picture of the item, where the network takes them; `none`: nothing, where that can be had.
 */
export type CardWish = "network" | "ours" | "none";

/** Of a network that says nothing of it: it reads the page behind the address, and nobody can prevent it. */
export const usualCards: readonly CardWish[] = ["network"];

/** Letters of a card's title and description: more than any network shows. */
const most = { title: 200, description: 300 };

/**
 * The part with the card that is wanted, as far as its network can. A card of ours takes the picture to itself: networks show one or the
 * other. It holds one, so several pictures win over it. A post with a video, or whose link stands in its first comment, has none.
 */
export function carded(
  part: Part,
  item: Pick<Item, "title" | "summary" | "text">,
  shown: readonly PostMedium[],
  { cards = usualCards }: Pick<PlainCard, "cards">,
  wish: CardWish,
): Part {
  const media = shown.length === 0 ? {} : { media: [...shown] };
  if (part.link === undefined || wish === "network") return { ...part, ...media };
  if (wish === "none") return { ...part, ...media, ...(cards.includes("none") ? { cardless: true as const } : {}) };
  const [medium = null, ...more] = shown;
  if (!cards.includes("ours") || medium?.kind === "video" || more.length > 0) return { ...part, ...media };
  return { ...part, card: linkCard(part.link, item, medium) };
}

function linkCard(
  url: string,
  { title, summary, text }: Pick<Item, "title" | "summary" | "text">,
  picture: PostMedium | null,
): LinkCard {
  // A post without a title is named by its first words, and at worst by where it leads.
  const named = ellipsis(line(title) || line(summary) || line(text), most.title) || (URL.parse(url)?.host ?? url);
  const said = ellipsis(line(summary), most.description);
  return {
    url,
    title: named,
    ...(said === "" || said === named ? {} : { description: said }),
    ...(picture === null ? {} : { picture }),
  };
}

const line = (text: string): string => text.replace(/\s+/gu, " ").trim();
