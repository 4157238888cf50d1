import { z } from "zod";
import { finder } from "./keywords.ts";
import { fold } from "./folding.ts";
import { hashtagsIn } from "./hashtags.ts";
import type { Text } from "./text.ts";

/** What can be counted of a tone. It advises while somebody writes and never forbids: a rule that forbids is the network's or the house's. */
export const ToneRules = z.strictObject({
  /** Words that a sentence has at most; null: any number. */
  sentence: z.int().min(5).max(60).nullable().default(null),
  /** Words that are not said, as keywords are written (`*` stands for any letters). */
  avoid: z.array(z.string().trim().min(2).max(80)).max(100).default([]),
  /** Whole words in capitals are remarked, but for short ones such as `CNRS`. */
  capitals: z.boolean().default(false),
  /** Hashtags that a post has at most; null: any number. */
  hashtags: z.int().min(0).max(30).nullable().default(null),
  /** Exclamation marks that a post has at most; null: any number. */
  exclamations: z.int().min(0).max(10).nullable().default(null),
});
export type ToneRules = z.infer<typeof ToneRules>;

export const noTone: ToneRules = ToneRules.parse({});

export type ToneCode = "long-sentence" | "avoided" | "capitals" | "hashtags" | "exclamations";
/** One thing that sounds otherwise than the workspace wants, with the words that it is about as they stand in the text. */
export type Remark = { code: ToneCode; words: string; message: Text };

/** Letters from which on a word in capitals is shouted rather than spelt. */
const shouted = 6;
/** Remarks of one kind: who reads three knows the rest. */
const mostOf = 3;

/** The rules of a network, where it says nothing those for all. Lists are added up: what is avoided everywhere is avoided there. */
export const toneFor = (all: ToneRules, own: ToneRules): ToneRules => ({
  sentence: own.sentence ?? all.sentence,
  avoid: [...new Set([...all.avoid, ...own.avoid])],
  capitals: all.capitals || own.capitals,
  hashtags: own.hashtags ?? all.hashtags,
  exclamations: own.exclamations ?? all.exclamations,
});

/** What of a text does not sound as the rules say, in the order of the rules. `language`: BCP 47 of the text. */
export function toneOf(text: string, rules: ToneRules, language: string): Remark[] {
  const plain = text.replaceAll(/https?:\/\/\S+/gu, " ");
  return [
    ...longSentences(plain, rules.sentence, language),
    ...avoided(plain, rules.avoid),
    ...(rules.capitals ? capitals(plain) : []),
    ...counted(plain, rules),
  ];
}

function longSentences(text: string, most: number | null, language: string): Remark[] {
  if (most === null) return [];
  // A line of its own is a sentence of its own: posts have lists and titles without a full stop.
  const sentences = text
    .split(/\n+/u)
    .flatMap((line) => [...segmenter(language, "sentence").segment(line)].map(({ segment }) => segment.trim()));
  return sentences
    .map((sentence) => ({ sentence, count: wordsIn(sentence, language) }))
    .filter(({ count }) => count > most)
    .slice(0, mostOf)
    .map(({ sentence, count }) => ({
      code: "long-sentence",
      words: sentence,
      message: {
        en: `This sentence has ${count} words, and yours have ${most} at most: “${begin(sentence)}”. Make two of it.`,
        fr: `Cette phrase compte ${count} mots, et les vôtres en ont ${most} au plus : « ${begin(sentence)} ». Coupez-la en deux.`,
      },
    }));
}

/** Words without hashtags, which stand behind a sentence rather than in it. */
const wordsIn = (sentence: string, language: string): number =>
  [...segmenter(language, "word").segment(sentence.replaceAll(/[#＃][\p{L}\p{N}\p{M}_]+/gu, " "))].filter(
    ({ isWordLike }) => isWordLike === true,
  ).length;

function avoided(text: string, words: readonly string[]): Remark[] {
  const folded = fold(text);
  return words
    .filter((word) => finder([word], true).first(folded) !== null)
    .slice(0, mostOf)
    .map((word) => ({
      code: "avoided",
      words: word,
      message: {
        en: `“${word}” is on your list of words that are not said. Say it otherwise.`,
        fr: `« ${word} » est sur votre liste de mots à éviter. Dites-le autrement.`,
      },
    }));
}

function capitals(text: string): Remark[] {
  const found = text.match(/(?<![\p{L}\p{N}_#＃@])\p{Lu}[\p{Lu}\p{M}’'-]*\p{Lu}(?![\p{L}\p{N}_])/gu) ?? [];
  return [...new Set(found)]
    .filter((word) => [...word].length >= shouted)
    .slice(0, mostOf)
    .map((word) => ({
      code: "capitals",
      words: word,
      message: {
        en: `“${word}” is written in capitals, which reads as shouting, and is spelt letter by letter by some screen readers.`,
        fr: `« ${word} » est écrit en capitales : cela se lit comme un cri, et certains lecteurs d’écran l’épellent.`,
      },
    }));
}

function counted(text: string, { hashtags, exclamations }: ToneRules): Remark[] {
  const tags = hashtagsIn(text);
  const marks = text.match(/[!！]/gu)?.length ?? 0;
  const remarks: Remark[] = [];
  if (hashtags !== null && tags.length > hashtags)
    remarks.push({
      code: "hashtags",
      words: tags.map((tag) => `#${tag}`).join(" "),
      message: {
        en: `${tags.length} hashtags, and yours are ${hashtags} at most. Keep those that somebody looks for.`,
        fr: `${tags.length} mots-dièse, et les vôtres sont ${hashtags} au plus. Gardez ceux que l’on cherche.`,
      },
    });
  if (exclamations !== null && marks > exclamations)
    remarks.push({
      code: "exclamations",
      words: "!",
      message: {
        en: `${marks} exclamation marks, and yours are ${exclamations} at most.`,
        fr: `${marks} points d’exclamation, et les vôtres sont ${exclamations} au plus.`,
      },
    });
  return remarks;
}

const begin = (sentence: string): string => {
  const letters = [...sentence];
  return letters.length > 60 ? `${letters.slice(0, 59).join("").trimEnd()}…` : sentence;
};

/** Segmenters are costly to make; a workspace writes in a few languages. */
const made = new Map<string, Intl.Segmenter>();
function segmenter(language: string, granularity: "sentence" | "word"): Intl.Segmenter {
  const name = `${granularity} ${language}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  let segments: Intl.Segmenter;
  try {
    segments = new Intl.Segmenter(language, { granularity });
  } catch {
    // What no language is called: the text's own signs are enough.
    segments = new Intl.Segmenter("en", { granularity });
  }
  if (made.size < 100) made.set(name, segments);
  return segments;
}
