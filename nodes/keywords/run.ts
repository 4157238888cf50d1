import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { type Finder, finder, foldedText } from "#engine/keywords.ts";
import { oncePer } from "#engine/once.ts";
import type { Config } from "./node.ts";

const finderOf = oncePer(({ words, whole }: Config) => finder(words, whole));

/** Keeps or drops items by their words. Fields are parts of one text: a keyword does not run over from one to the next. */
export const process: Process<Config> = (items, config) => {
  const find = finderOf(config);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const drop = judge(foldedText(item, config.fields), config.mode, find);
    if (drop === null) out.push(item);
    else drops.push({ item, ...drop });
  }
  return { out: { out }, drops };
};

type Verdict = Pick<Dropped, "code" | "reason"> | null;

function judge(text: string, mode: Config["mode"], find: Finder): Verdict {
  if (mode === "any") return find.first(text) === null ? none : null;
  if (mode === "all") {
    const missing = find.missing(text);
    return missing === null
      ? null
      : {
          code: "keyword-missing",
          reason: { en: `It lacks the word “${missing}”.`, fr: `Il y manque le mot « ${missing} ».` },
        };
  }
  const found = find.first(text);
  return found === null
    ? null
    : {
        code: "keyword-found",
        reason: { en: `It contains the word “${found}”.`, fr: `Elle contient le mot « ${found} ».` },
      };
}

const none = {
  code: "keyword-missing",
  reason: { en: "It contains none of the words.", fr: "Elle ne contient aucun des mots." },
};
