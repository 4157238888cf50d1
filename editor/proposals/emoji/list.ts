import type { Language } from "#engine/text.ts";
import { fold } from "#engine/words.ts";

type Emoji = { sign: string; name: string; words: string };
export const groups = [
  ...(["faces", "people", "nature", "food", "travel"] as const),
  ...(["activities", "objects", "symbols", "flags"] as const),
];
type Group = { name: (typeof groups)[number]; signs: Emoji[] };

/** One sign a line: itself, its name, and more words for it, by tabs; a line with `#` begins a group, one with `//` says where they are from. */
export function readEmoji(text: string): Group[] {
  const read: Group[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("//")) continue;
    if (line.startsWith("# ")) {
      const name = groups.find((each) => each === line.slice(2));
      if (name !== undefined) read.push({ name, signs: [] });
      continue;
    }
    const [sign = "", name = "", words = ""] = line.split("\t");
    read.at(-1)?.signs.push({ sign, name, words: fold(`${name} ${words}`) });
  }
  return read;
}

/** Those for which each of these words stands, whole or begun; those that are called so come first. */
export function findEmoji(all: readonly Group[], search: string): Emoji[] {
  const asked = fold(search).split(/\s+/u).filter(Boolean);
  if (asked.length === 0) return [];
  const begins = (words: string, word: string): boolean => ` ${words}`.includes(` ${word}`);
  const found = all.flatMap(({ signs }) => signs).filter(({ words }) => asked.every((word) => begins(words, word)));
  const called = ({ name }: Emoji): boolean => asked.every((word) => begins(fold(name), word));
  return [...found.filter(called), ...found.filter((one) => !called(one))].slice(0, most);
}

/** That a search shows. */
const most = 120;

/** Asked for by whoever opens the list, in the language of the page alone. */
export const loadEmoji = async (language: Language): Promise<Group[]> => {
  const { default: text } = language === "fr" ? await import("./fr.txt?raw") : await import("./en.txt?raw");
  return readEmoji(text);
};
