import { factsOf, type Facts, type Word } from "./facts.ts";
import type { Ask } from "./machine.ts";
import { numberWords } from "./number-words.ts";
import type { Text } from "./text.ts";

/** What is wrong with words that a machine made of an item: it says what the item does not, or lost what has to stay. */
export type Fault = {
  kind: "link" | "number" | "mention" | "hashtag" | "name" | "length";
  lost: boolean;
  what: string;
};

/** Faults that are told at most: one is enough to refuse. */
const mostFaults = 5;

/**
 * Holds an answer to the item: no link, number, @mention, #hashtag or name that the item lacks; of a translation all of its links, numbers, mentions
 * and hashtags are there, and its names. Names are told by their capitals, so that a single one at the beginning of a sentence escapes; where
 * nouns have capitals, and between languages, only names of several words or odd spelling are looked at. Pure; none: nothing was found.
 */
export function faultsOf({ task, given, most, from, into }: Ask, answer: string): Fault[] {
  const faults: Fault[] = [];
  const text = factsOf(given.text, given.link);
  const item = factsOf(given.text, given.title, given.summary, given.author, given.source, given.link);
  const said = factsOf(answer);
  const length = [...answer].length;
  if (most !== null && length > most) faults.push({ kind: "length", lost: false, what: `${length} > ${most}` });
  const kinds = [
    ["link", "links"],
    ["mention", "mentions"],
    ["hashtag", "hashtags"],
    ["number", "numbers"],
  ] as const;
  const kept = factsOf(given.text);
  for (const [kind, set] of kinds) {
    for (const what of said[set]) if (!item[set].has(what)) faults.push({ kind, lost: false, what });
    if (task !== "translate") continue;
    for (const what of kept[set]) if (!said[set].has(what)) faults.push({ kind, lost: true, what });
  }
  const across = task === "translate" || (into !== null && into !== from);
  if (!across) faults.push(...spelledOut(item, said));
  for (const name of across ? addedNames(item, said) : newNames(item, said, into ?? from))
    faults.push({ kind: "name", lost: false, what: name });
  if (task === "translate")
    for (const what of lostNames(text, said, from)) faults.push({ kind: "name", lost: true, what });
  return faults.slice(0, mostFaults).map(({ what, ...fault }) => ({ ...fault, what: what.slice(0, 80) }));
}

/** Numbers in words: they count as their digits. */
function spelledOut(item: Facts, said: Facts): Fault[] {
  const known = new Set([...item.numbers, ...item.words.flatMap(({ folded }) => numberWords.get(folded) ?? [])]);
  return said.words.flatMap(({ text, folded }): Fault[] => {
    const value = numberWords.get(folded);
    return value === undefined || known.has(value) ? [] : [{ kind: "number", lost: false, what: text }];
  });
}

/** Where every noun has a capital. */
const nouns = new Set(["de", "lb"]);
/** Written with a capital in English, and no names. */
const usual = new Set(
  "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split(
    " ",
  ),
);
/** `TotalEnergies`, `iPhone`, `B2B`: odd enough to be a name wherever it stands. */
const odd = ({ text }: Word): boolean => /\p{Ll}\p{Lu}|\p{L}\p{Nd}|\p{Lu}{2}/u.test(text);
const inside = ({ text }: Word): boolean => /\p{Ll}\p{Lu}|\p{L}\p{Nd}/u.test(text);
const isName = (word: Word): boolean =>
  word.capital && [...word.text].length > 1 && !usual.has(word.folded) && !/^\p{Nd}/u.test(word.text);

/** Everything that anybody might take for a name in an item: its words, also those of its hashtags and handles. */
function wordsOf({ words, hashtags, mentions }: Facts): Set<string> {
  return new Set([...words.map(({ folded }) => folded), ...[...hashtags, ...mentions].map((tag) => tag.slice(1))]);
}

/** Names in the item's own language that it does not have. */
function newNames(item: Facts, said: Facts, language: string | null): string[] {
  const known = wordsOf(item);
  const plain = language === null || !nouns.has(language);
  const isNew = (word: Word): boolean => isName(word) && !known.has(word.folded);
  return said.words.flatMap((word, index) => {
    if (!isNew(word)) return odd(word) && !known.has(word.folded) && !/^\p{Nd}/u.test(word.text) ? [word.text] : [];
    const [before, next] = [said.words[index - 1], said.words[index + 1]];
    const besideOne =
      (word.joined && before !== undefined && isName(before)) || (next?.joined === true && isName(next));
    // A capital says nothing of the first word of a sentence; that of the next one does.
    if (word.opens) return odd(word) ? [word.text] : [];
    return plain || besideOne || odd(word) ? [word.text] : [];
  });
}

/** Stretches of two or more words with capitals, within a sentence. */
function stretches({ words }: Facts): Word[][] {
  const found: Word[][] = [];
  let current: Word[] = [];
  const close = (): void => {
    if (current.length > 1) found.push(current);
    current = [];
  };
  for (const word of words) {
    if (!isName(word) || word.opens || (current.length > 0 && !word.joined)) close();
    if (isName(word) && !word.opens) current.push(word);
  }
  close();
  return found;
}

/** Between languages a name may be another (“États-Unis”): it is one too many where the item has fewer, or where its spelling is odd. */
function addedNames(item: Facts, said: Facts): string[] {
  const known = wordsOf(item);
  const isNew = (word: Word): boolean => !known.has(word.folded);
  const names = stretches(said).filter((words) => words.every(isNew));
  const theirs = stretches(item);
  const unmatched = theirs.filter((words) =>
    words.every(({ folded }) => !said.words.some((one) => one.folded === folded)),
  );
  const added = names.length > unmatched.length ? names.map((words) => words.map(({ text }) => text).join(" ")) : [];
  return [...added, ...said.words.filter((word) => inside(word) && isNew(word)).map(({ text }) => text)];
}

/** Of the names of what was translated at least half have to be there, and all with an odd spelling. */
function lostNames(text: Facts, said: Facts, from: string | null): string[] {
  const there = new Set(said.words.map(({ folded }) => folded));
  const latin = ({ text: written }: Word): boolean => /\p{Script=Latin}/u.test(written);
  // Into another script names are written as they sound.
  if (!said.words.some(latin)) return [];
  const lost = (words: readonly Word[]): string[] =>
    words.filter(({ folded }) => !there.has(folded)).map(({ text: written }) => written);
  const odds = lost(text.words.filter((word) => latin(word) && inside(word)));
  const capitals = text.words.filter(({ capital }) => capital).length;
  if ((from !== null && nouns.has(from)) || capitals * 2 > text.words.length) return odds;
  const names = text.words.filter((word) => latin(word) && isName(word) && !word.opens);
  const gone = lost(names);
  return names.length > 1 && gone.length * 2 > names.length ? [...new Set([...odds, ...gone])] : odds;
}

const nounsOf: Record<Fault["kind"], Text> = {
  link: { en: "a link", fr: "un lien" },
  number: { en: "a number", fr: "un nombre" },
  mention: { en: "a mention", fr: "une mention" },
  hashtag: { en: "a hashtag", fr: "un hashtag" },
  name: { en: "a name", fr: "un nom" },
  length: { en: "too long", fr: "trop long" },
};

/** For the person: `a number added: 500`. */
export function sayFaults(faults: readonly Fault[]): Text {
  const said = faults.slice(0, 3).map(({ kind, lost, what }): Text => {
    const { en, fr } = nounsOf[kind];
    if (kind === "length") return { en, fr };
    return {
      en: `${en} ${lost ? "lost" : "added"}: ${what}`,
      fr: `${fr} ${lost ? "perdu" : "ajouté"}${kind === "mention" ? "e" : ""} : ${what}`,
    };
  });
  return { en: said.map(({ en }) => en).join(", "), fr: said.map(({ fr }) => fr).join(", ") };
}
