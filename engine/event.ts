import { fold } from "./words.ts";

/**
 * Which items report the same event under other headlines. Two that share many rare words of their titles, and of what their sources say
 * of them, are of one event. How rare a word is, is counted over the days before: while everybody writes of one summit its words tell
 * nothing, and a name that came up today tells much. For the duplicate filter only: what the ledger takes as one story is stricter
 * (story.ts), because nothing is asked there.
 */

/** Days that are looked back over, for how rare words are and for the items that they are compared with. */
export const eventDays = 7;
/** A word that so many items have tells nothing, and is not counted further. */
export const commonAt = 200;
/** What a word of the summary weighs beside one of the title, and what two items have to reach (measured: docs/steps.md). */
const leadWeight = 0.4;
const alikeFrom = 0.4;
/** How much less two items are alike whose headlines are not of one sort. */
const otherSort = 0.35;
const mostWords = { title: 16, lead: 24 };
/** Of the summary, as letters: its beginning says what happened, the rest tells the history that all have in common. */
const leadLength = 240;

/** `report`: what happened. `ahead`: what is to come. `aside`: what explains, comments or shows. */
export type Sort = "report" | "ahead" | "aside";
/** Words as numbers, each once; none of the title is in the lead. */
export type EventWords = { title: number[]; lead: number[]; sort: Sort };

const ahead =
  /\b(?:ahead of|set to|to (?:hold|meet|attend|resume|visit|face|get|join|sign|launch|unveil|host|vote|begin|start)|will|expected|expectations|upcoming|plans? to|avant|prevue?s?|bientot|s'apprete a|va (?:tenir|signer|lancer|ouvrir)|attendue?s?|a venir)\b/u;
const aside =
  /^(?:why|how|what|who|where|when|inside|meet|opinion|analysis|pourquoi|comment|qui|que|ou|photos?|watch|mapping|all about|live|en direct)\b|\b(?:in pictures|photos|key events|highlights|timeline|explained|explainer|en images|what to know|ce qu'il faut savoir|a look at|list of|tribune|analyse|decryptage)\b/u;

/** Words that say nothing of what happened, folded. */
const silent = new Set(
  (
    "the a an of to in on at by for from with as and or but is are was were be been has have had it its his her their our your my this that these those he she they we you not no new says say said after over amid us than more can could would about into out up down off one two three first last day days year years re ll ve " +
    "le la les un une des du de et en au aux pour par sur avec dans que qui est sont il elle ce cette ces son sa ses leur leurs nous vous se ne pas plus apres contre entre selon ete deux trois an ans jour jours d l s c j n m t qu"
  ).split(" "),
);

export function eventWords(title: string, summary: string): EventWords {
  const headline = fold(title);
  const words = numbers(headline, mostWords.title);
  const known = new Set(words);
  const lead = numbers(fold(summary.slice(0, leadLength)), mostWords.lead + words.length);
  return {
    title: words,
    lead: lead.filter((word) => !known.has(word)).slice(0, mostWords.lead),
    sort: aside.test(headline) ? "aside" : ahead.test(headline) ? "ahead" : "report",
  };
}

/** How much a word tells that `others` of `all` items have too. */
export const rarity = (others: number, all: number): number =>
  others >= commonAt ? 0 : Math.log(1 + Math.max(200, all) / Math.max(1, others)) ** 0.7;

/** What a word counts in an item's sum. */
export const weightIn = (isLead: boolean): number => (isLead ? leadWeight : 1);

/** `shared`: the sum over the words that two items have in common of both weights; the others are the lengths of their vectors. */
export function sameEvent(
  shared: number,
  one: { length: number; sort: Sort },
  two: { length: number; sort: Sort },
): boolean {
  if (one.length === 0 || two.length === 0) return false;
  const alike = shared / (one.length * two.length);
  // What is to come is told once more when it has come; two that look ahead may look at different things.
  return alike - (one.sort === two.sort && one.sort !== "ahead" ? 0 : otherSort) >= alikeFrom;
}

/** Of so many it is found out; what a preview lists of sources that were never read is less. */
const mostAmong = 1000;

/**
 * The same among items of which nothing is stored, each with its source's name, in their order: the place of the first item of its event
 * for each. Words are as rare as they are among them.
 */
export function eventsAmong(items: readonly { title: string; summary: string; from: string }[]): number[] {
  const docs = items.slice(0, mostAmong).map(({ title, summary, from }) => {
    const { title: titled, lead, sort } = eventWords(title, summary);
    const shares = [...lead.map((word) => [word, leadWeight] as const), ...titled.map((word) => [word, 1] as const)];
    return { from, sort, shares: new Map(shares), length: 0 };
  });
  const holders = new Map<number, number[]>();
  for (const [place, { shares }] of docs.entries())
    for (const word of shares.keys()) {
      const list = holders.get(word);
      if (list === undefined) holders.set(word, [place]);
      else list.push(place);
    }
  const weightOf = (word: number): number => rarity(holders.get(word)?.length ?? 0, docs.length);
  const events = items.map((_item, place) => place);
  for (const [place, doc] of docs.entries()) {
    doc.length = Math.hypot(...[...doc.shares].map(([word, share]) => weightOf(word) * share));
    const shared = new Map<number, number>();
    for (const [word, share] of doc.shares)
      for (const other of (holders.get(word) ?? []).filter((each) => each < place).slice(-commonAt)) {
        const both = share * (docs[other]?.shares.get(word) ?? 0);
        if (docs[other]?.from !== doc.from) shared.set(other, (shared.get(other) ?? 0) + weightOf(word) ** 2 * both);
      }
    const near = [...shared].toSorted(([, one], [, two]) => two - one);
    const like = near.find(([other, sum]) => docs[other] !== undefined && sameEvent(sum, doc, docs[other]));
    if (like !== undefined) events[place] = events[like[0]] ?? place;
  }
  return events;
}

/** At most `most` different words of a folded text, with their endings off, as 32-bit numbers. */
function numbers(text: string, most: number): number[] {
  const found = new Set<number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (silent.has(word) || (word.length < 3 && !/\p{N}/u.test(word))) continue;
    found.add(hash(stem(word)));
    if (found.size === most) break;
  }
  return [...found];
}

const endings = ["ing", "ed", "es", "s"];
const stem = (word: string): string => {
  const ending = endings.find((each) => word.length > each.length + 3 && word.endsWith(each));
  return ending === undefined ? word : word.slice(0, -ending.length);
};

/** FNV-1a, signed as the database keeps it. Two words of one number would only make two items a little more alike. */
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  return value | 0;
}
