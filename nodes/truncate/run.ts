import { withoutLink } from "#engine/compose.ts";
import { countGraphemes, ellipsis } from "#engine/cut.ts";
import { disclosureRoom } from "#engine/disclosure.ts";
import type { Item } from "#engine/item.ts";
import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** What a link counts, however long it is, and the space before it. */
const linkRoom = 23 + 1;

/**
 * Cuts the text so that it fits together with its link. A link inside a text that is too long goes to its end, where the
 * target adds it, because a link that is cut leads nowhere. With `network` nothing is done here: how a text is counted
 * depends on the account, so that each post is cut when it is made (`fit` in engine/compose.ts).
 */
export const process: Process<Config> = (items, { limit, most }) => ({
  out: { out: limit === "network" ? items : items.map((item) => shorten(item, most)) },
  drops: [],
});

function shorten(item: Item, most: number): Item {
  const words = withoutLink(item.text, item.link);
  const room = Math.max(0, most - (item.link === null ? 0 : linkRoom) - disclosureRoom(item));
  if (countGraphemes(words) <= room) return item;
  return { ...item, text: ellipsis(words, room) };
}
