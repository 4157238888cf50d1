import type { Item } from "#engine/item.ts";
import type { Process } from "#engine/node.ts";
import { fold, fieldEnd } from "#engine/folding.ts";
import { finder, valueOf } from "#engine/keywords.ts";
import { oncePer } from "#engine/once.ts";
import { elsePort } from "./node.ts";
import type { Config } from "./node.ts";

/**
 * Sends each item to the first topic whose words it contains, or to all of them; what fits none goes to `else`. Its reason goes with it: it
 * counts where nothing is wired there (engine/outcome.ts).
 */
export const process: Process<Config> = (items, config) => {
  const topics = findersOf(config).map((topic) => ({ ...topic, leaving: [] as Item[] }));
  const rest: Item[] = [];
  for (const item of items) {
    const text = fold(config.fields.map((field) => valueOf(item, field)).join(fieldEnd));
    let fits = false;
    for (const { find, leaving } of topics) {
      if (find.first(text) === null) continue;
      leaving.push(item);
      fits = true;
      if (config.to === "first") break;
    }
    if (!fits) rest.push(item);
  }
  return {
    out: { ...Object.fromEntries(topics.map(({ id, leaving }) => [id, leaving])), [elsePort]: rest },
    drops: rest.map((item) => ({ item, ...fitsNone(config) })),
  };
};

const findersOf = oncePer(({ topics, whole }: Config) =>
  topics.map(({ id, words }) => ({ id, find: finder(words, whole) })),
);

const fitsNone = oncePer(({ topics }: Config) => {
  const names = topics.slice(0, 5).map(({ name }) => name);
  const list = names.join(", ") + (topics.length > 5 ? "…" : "");
  return {
    code: "no-topic",
    reason: { en: `It fits none of the topics: ${list}.`, fr: `Elle ne convient à aucun des thèmes : ${list}.` },
  };
});
