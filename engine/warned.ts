import { ellipsis } from "./cut.ts";
import type { Card, Limits } from "./card.ts";
import type { Item } from "./item.ts";
import type { Part } from "./post.ts";

/** What stands before the words of a post where its network has no place of its own for what it warns of. */
const sign = "⚠️ ";

type Taker = Pick<Card, "warns" | "count">;
export type Warned = { text: string; warning: string | null; limits: Limits };

/**
 * The words of an item that warns of what it says, for one network: what is warned of has a place of its own there, or else stands above the words, for
 * readers who would rather not have seen the rest. It takes room like any other word, on Mastodon too. Of a text that says it already nothing is said twice.
 */
export function warned({ text, warning = "" }: Pick<Item, "text" | "warning">, card: Taker, limits: Limits): Warned {
  const said = warning.trim();
  if (said === "") return { text, warning: null, limits };
  if (card.warns !== true)
    return { text: text.includes(said) ? text : `${sign}${said}\n\n${text}`, warning: null, limits };
  // At least half of the room is for what the post says.
  const short = ellipsis(said, Math.floor(limits.text / 2));
  return { text, warning: short, limits: { ...limits, text: limits.text - card.count(short, limits) } };
}

/** Every part waits behind it, as what is answered to such a post does there. */
export const behind = (parts: Part[], warning: string | null): Part[] =>
  warning === null ? parts : parts.map((part) => ({ ...part, warning }));
