import { replaceLink } from "#engine/compose.ts";
import { type Item, mostMedia } from "#engine/item.ts";
import type { Process } from "#engine/node.ts";
import { pageAddress, type PageFacts } from "#engine/page.ts";
import type { Config } from "./node.ts";

/** Adds what the page behind each item's link says of itself. An item without a page, or whose page cannot be had, passes as it is. */
export const process: Process<Config> = (items, config, { page }) => ({
  out: {
    out: items.map((item) => {
      const address = pageAddress(item.link);
      const facts = address === null ? null : (page?.(address) ?? null);
      return facts === null ? item : enriched(item, facts, config);
    }),
  },
  drops: [],
});

function enriched(item: Item, facts: PageFacts, { picture, summary, link }: Config): Item {
  const made = { ...item };
  const has = item.media.some(({ kind }) => kind === "picture");
  if (facts.picture !== null && (picture === "always" || (picture === "missing" && !has))) {
    const { url } = facts.picture;
    made.media = [facts.picture, ...item.media.filter((medium) => medium.url !== url)].slice(0, mostMedia);
  }
  const silent = item.summary.trim() === "";
  if (facts.summary !== "" && (summary === "always" || (summary === "missing" && silent))) made.summary = facts.summary;
  // What tells it from others of its page stands behind `#`, which no page's own address has.
  if (link && facts.canonical !== null && item.link !== null && item.anchored !== true) {
    made.link = facts.canonical;
    made.text = replaceLink(item.text, item.link, facts.canonical);
  }
  return made;
}
