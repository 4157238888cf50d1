import { fold } from "#engine/words.ts";

/** What became of words that were typed or pasted: the list with them, and how many found no place, and why. */
export type Taken = { words: string[]; added: number; known: number; long: number; over: number };

/** Between two words of a list, wherever it was copied from. */
const ends = /[\n\r\t,;]+/u;

/**
 * Puts a text's words behind a list: each once (accents and capitals do not tell words apart), none longer than `each`, at most `most` in all.
 * Linear in the length of the text.
 */
export function take(list: readonly string[], text: string, { most, each }: { most: number; each: number }): Taken {
  const words = [...list];
  const seen = new Set(list.map(fold));
  const taken = { added: 0, known: 0, long: 0, over: 0 };
  for (const part of text.split(ends)) {
    const word = part.trim();
    if (word === "") continue;
    const name = word.length > each ? null : fold(word);
    if (name === null) taken.long += 1;
    else if (seen.has(name)) taken.known += 1;
    else if (words.length >= most) taken.over += 1;
    else {
      seen.add(name);
      words.push(word);
      taken.added += 1;
    }
  }
  return { words, ...taken };
}
