import type { Item } from "#engine/item.ts";
import { valueOf } from "#engine/keywords.ts";
import type { Dropped, Finding, Process } from "#engine/node.ts";
import { oncePer } from "#engine/once.ts";
import type { Config } from "./node.ts";
import { checkPattern, compilePattern, mostLetters } from "./pattern.ts";

const patternOf = oncePer(compilePattern);

/** Keeps or drops by a regular expression of RE2: in a time that grows with the text, whatever the pattern. Fields are lines of one text. */
export const process: Process<Config> = (items, config) => {
  const pattern = patternOf(config);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const text = config.fields.map((field) => valueOf(item, field)).join("\n");
    const found = pattern.test(text.slice(0, mostLetters));
    if (found === (config.mode === "match")) out.push(item);
    else drops.push({ item, ...(found ? matched : unmatched) });
  }
  return { out: { out }, drops };
};

/** Beside what the manifest finds: whether the pattern can be read. */
export const check = (config: Config): Finding[] => checkPattern(config);

const matched = {
  code: "pattern-found",
  reason: { en: "It matches the pattern.", fr: "Elle correspond au motif." },
};
const unmatched = {
  code: "pattern-missing",
  reason: { en: "It does not match the pattern.", fr: "Elle ne correspond pas au motif." },
};
