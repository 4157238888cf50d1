import { mayBegin, mayEnd } from "#engine/borders.ts";
import { fieldEnd, fold } from "#engine/folding.ts";
import type { Item } from "#engine/item.ts";
import { finder, foldedText } from "#engine/keywords.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { oncePer } from "#engine/once.ts";
import type { Config } from "./node.ts";

const listsOf = oncePer(({ words, except, whole }: Config) => ({
  banned: finder(words, whole),
  harmless: except.map((words) => fold(words).trim()).filter((words) => words !== ""),
}));

/** Drops what holds a banned word, with the word. */
export const process: Process<Config> = (items, config) => {
  const { banned, harmless } = listsOf(config);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const text = foldedText(item, config.fields);
    let found = banned.first(text);
    if (found !== null && harmless.length > 0) found = banned.first(without(harmless, text));
    if (found === null) out.push(item);
    else drops.push({ item, code: "banned-word", reason: reasonOf(found) });
  }
  return { out: { out }, drops };
};

const reasonOf = (word: string) => ({
  en: `It contains the banned word “${word}”.`,
  fr: `Elle contient le mot interdit « ${word} ».`,
});

/** The text with a gap in the place of each harmless phrase, over which no word runs. */
function without(phrases: readonly string[], text: string): string {
  let left = text;
  for (const phrase of phrases) {
    let kept = "";
    let from = 0;
    for (let at = left.indexOf(phrase); at !== -1; at = left.indexOf(phrase, at + 1)) {
      if (at < from || !mayBegin(left, at) || !mayEnd(left, at + phrase.length)) continue;
      kept += left.slice(from, at) + fieldEnd;
      from = at + phrase.length;
    }
    left = kept + left.slice(from);
  }
  return left;
}
