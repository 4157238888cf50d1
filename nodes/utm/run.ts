import { replaceLink } from "#engine/compose.ts";
import type { Item } from "#engine/item.ts";
import { webAddress } from "#engine/key.ts";
import { marked, type Marks } from "#engine/marks.ts";
import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** What an item's link may hold; a longer one is left as it was. */
const maxLink = 4000;

/** Marks the link, and the same link where it stands in the text. What is no http(s) link passes as it is. */
export const process: Process<Config> = (items, config) => {
  const marks: Marks = Object.entries({
    utm_source: config.source,
    utm_medium: config.medium,
    utm_campaign: config.campaign,
    utm_content: config.content,
  }).filter(([, value]) => value !== "");
  return { out: { out: items.map((item) => mark(item, marks, config.replace)) }, drops: [] };
};

function mark(item: Item, marks: Marks, replace: boolean): Item {
  if (item.link === null || webAddress(item.link) === null) return item;
  const link = marked(item.link, marks, replace);
  return link.length > maxLink ? item : { ...item, link, text: replaceLink(item.text, item.link, link) };
}
