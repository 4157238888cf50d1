import { standsIn } from "#engine/disclosure.ts";
import { hashtagsIn, hashtagWords } from "#engine/hashtags.ts";
import type { Item } from "#engine/item.ts";
import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** What an item's text may hold; one that would be longer is left as it was. */
const longest = 20_000;

/** Adds hashtags behind the text: fixed ones before words that were found, and those before categories. */
export const process: Process<Config> = (items, config) => ({
  out: { out: items.map((item) => tagged(item, config)) },
  drops: [],
});

function tagged(item: Item, { fixed, words, categories, banned, most, place }: Config): Item {
  const { text, title, summary, tags, language } = item;
  const found = words.filter((word) => [text, title, summary].some((one) => standsIn(one, word)));
  const there = new Set(hashtagsIn(text));
  const never = new Set(hashtagWords(banned, language, true).map((word) => word.toLowerCase()));
  const more = hashtagWords([...fixed, ...found, ...(categories ? tags : [])], language, true)
    .filter((word) => !there.has(word.toLowerCase()) && !never.has(word.toLowerCase()))
    .slice(0, Math.max(0, most - there.size));
  if (more.length === 0) return item;
  const behind = more.map((word) => `#${word}`).join(" ");
  const begun = text.trimEnd();
  const made = begun === "" ? behind : `${begun}${place === "line" ? "\n\n" : " "}${behind}`;
  return made.length > longest ? item : { ...item, text: made };
}
