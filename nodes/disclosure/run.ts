import { type Disclosure, mostDisclosures } from "#engine/disclosure.ts";
import type { Item } from "#engine/item.ts";
import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** Has each item's posts say it. Which words, and whether they are there already, is found when a post is made (engine/disclosure.ts). */
export const process: Process<Config> = (items, { texts, place, pages }) => {
  if (texts.length === 0) return { out: { out: items }, drops: [] };
  const own: Disclosure = { place, pages, texts };
  return { out: { out: items.map((item) => asking(item, own)) }, drops: [] };
};

function asking(item: Item, own: Disclosure): Item {
  const { disclosures = [] } = item;
  return disclosures.length >= mostDisclosures ? item : { ...item, disclosures: [...disclosures, own] };
}
