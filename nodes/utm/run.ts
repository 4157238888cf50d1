import { replaceLink } from "#engine/compose.ts";
import type { Item } from "#engine/item.ts";
import { webAddress } from "#engine/key.ts";
import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** What an item's link may hold; a longer one is left as it was. */
const maxLink = 4000;

/** Marks the link, and the same link where it stands in the text. What is no http(s) link passes as it is. */
export const process: Process<Config> = (items, config) => {
  const marks = Object.entries({
    utm_source: config.source,
    utm_medium: config.medium,
    utm_campaign: config.campaign,
    utm_content: config.content,
  }).filter(([, value]) => value !== "");
  return { out: { out: items.map((item) => mark(item, marks, config.replace)) }, drops: [] };
};

function mark(item: Item, marks: readonly [string, string][], replace: boolean): Item {
  if (item.link === null || webAddress(item.link) === null) return item;
  const link = marked(item.link, marks, replace);
  return link.length > maxLink ? item : { ...item, link, text: replaceLink(item.text, item.link, link) };
}

/** Works on the text of the link, not on a parsed one: a server may have signed the exact spelling of the other parameters. */
function marked(link: string, marks: readonly [string, string][], replace: boolean): string {
  const [, address = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/su.exec(link.trim()) ?? [];
  const pairs = query
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "");
  const nameOf = (pair: string) => (pair.split("=", 1)[0] ?? "").toLowerCase();
  const names = new Set(marks.map(([name]) => name));
  const kept = replace ? pairs.filter((pair) => !names.has(nameOf(pair))) : pairs;
  const there = new Set(kept.map(nameOf));
  const added = marks
    .filter(([name]) => !there.has(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}?${[...kept, ...added].join("&")}${fragment}`;
}
