import { fold } from "./words.ts";

/** Fewer words than this say too little: "Bonne année" would swallow every other greeting. */
const minWords = 4;
/** Bits that may differ. A changed accent, dash or small word in a paragraph stays below; another town in a headline gives 8 or more. */
const maxDistance = 3;

/**
 * The words of a text without what does not change its meaning: addresses, accents, case, punctuation, spaces.
 * French elisions are split (`l’emploi` → `l emploi`).
 */
export function normalise(text: string): string {
  const folded = withoutAddresses(text);
  const words: string[] = [];
  eachWord(folded, (start, end) => words.push(folded.slice(start, end)));
  return words.join(" ");
}

/**
 * A 64-bit simhash as 16 hex digits: near-identical texts differ in few bits (`distance`). Its features are words and
 * pairs of neighbouring words. The numbers in a text are mixed into every bit: "Results Q1 2026" is another story than
 * "Results Q2 2026". Returns "" for a text of fewer than 4 words, which can only be compared as it is.
 */
export function fingerprint(text: string): string {
  const folded = withoutAddresses(text);
  votes.fill(0);
  let words = 0;
  let [beforeA, beforeB] = [0, 0];
  let [figures, figuresA, figuresB] = [0, 0, 0];
  eachWord(folded, (start, end, figure) => {
    // Each hash goes on from where another one stands: a pair is the word before, a space and this word.
    const a = hashedOn(folded, start, end, seedA, primeA);
    const b = hashedOn(folded, start, end, seedB, primeB);
    vote(mix(a), mix(b), 1);
    if (words > 0) {
      const pairA = hashedOn(folded, start, end, step(beforeA, space, primeA), primeA);
      vote(mix(pairA), mix(hashedOn(folded, start, end, step(beforeB, space, primeB), primeB)), 0);
    }
    if (figure) {
      const first = figures === 0;
      figuresA = hashedOn(folded, start, end, first ? seedA : step(figuresA, space, primeA), primeA);
      figuresB = hashedOn(folded, start, end, first ? seedB : step(figuresB, space, primeB), primeB);
      figures += 1;
    }
    [beforeA, beforeB] = [a, b];
    words += 1;
  });
  if (words < minWords) return "";
  const half = (3 * words - 1) >> 1;
  const mask = figures === 0 ? [0, 0] : [mix(figuresA), mix(figuresB)];
  return hex(majority(0, half) ^ (mask[0] ?? 0)) + hex(majority(planes, half) ^ (mask[1] ?? 0));
}

const withoutAddresses = (text: string): string =>
  fold(text.includes("://") ? text.replace(/https?:\/\/\S+/giu, " ") : text);

/** What a character of the basic plane is, found out when it is first met: nothing of a word, a letter, a figure. */
const [unknown, nothing, letter, figure] = [0, 1, 2, 3];
const kinds = new Uint8Array(0x10000);
const kindOf = (character: string): number =>
  /^\p{N}$/u.test(character) ? figure : /^\p{L}$/u.test(character) ? letter : nothing;

/** Calls back for each run of letters and figures, with whether there is a figure among them. */
function eachWord(text: string, take: (start: number, end: number, figure: boolean) => void): void {
  let start = -1;
  let figures = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    let kind = kinds[code]!;
    let units = 1;
    if (code >= 0xd800 && code <= 0xdbff) {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      units = character.length;
      kind = kindOf(character);
    } else if (kind === unknown) kind = kinds[code] = kindOf(text[at]!);
    if (kind === nothing) {
      if (start >= 0) take(start, at, figures);
      [start, figures] = [-1, false];
    } else {
      if (start < 0) start = at;
      figures ||= kind === figure;
    }
    at += units - 1;
  }
  if (start >= 0) take(start, text.length, figures);
}

/** How many of the 64 bits of two fingerprints differ; 64 where one of them is "". */
export function distance(a: string, b: string): number {
  if (a.length !== 16 || b.length !== 16) return 64;
  return bits(half(a, 0) ^ half(b, 0)) + bits(half(a, 8) ^ half(b, 8));
}

/** True where two fingerprints are of texts that a reader would call the same story in the same words. */
export function nearIdentical(a: string, b: string): boolean {
  return distance(a, b) <= maxDistance;
}

/**
 * The four quarters of a fingerprint, each with its place: two that differ in at most 3 bits share one of them, so that near
 * ones are found without comparing all. None for "".
 */
export function quartersOf(fingerprint: string): string[] {
  return fingerprint.length === 16 ? [0, 4, 8, 12].map((at) => `${at}${fingerprint.slice(at, at + 4)}`) : [];
}

/** A fingerprint as the signed decimal that a 64-bit integer column takes. */
export function toBigint(fingerprint: string): string {
  return BigInt.asIntN(64, BigInt(`0x${fingerprint}`)).toString();
}

/**
 * How much weight chose each of the 64 bits, as binary counters that stand upright: word `n` holds the digit of 2^n of 32 counters, so that
 * one operation adds to all 32. The second half is of the other 32 bits.
 */
const planes = 24;
const votes = new Int32Array(2 * planes);

/** Adds 2^digit to the counter of every bit that the feature's hash has. */
function vote(high: number, low: number, digit: number): void {
  for (let [at, carry] = [digit, high]; carry !== 0 && at < planes; at += 1) {
    const there = votes[at]!;
    votes[at] = there ^ carry;
    carry &= there;
  }
  for (let [at, carry] = [planes + digit, low]; carry !== 0 && at < 2 * planes; at += 1) {
    const there = votes[at]!;
    votes[at] = there ^ carry;
    carry &= there;
  }
}

/** The bits that more than half of the weight chose. */
function majority(from: number, half: number): number {
  let more = 0;
  let equal = -1;
  for (let digit = planes - 1; digit >= 0; digit -= 1) {
    const there = votes[from + digit]!;
    const asked = (half >>> digit) & 1 ? -1 : 0;
    more |= equal & there & ~asked;
    equal &= ~(there ^ asked);
  }
  return more;
}

const [seedA, seedB, primeA, primeB] = [0x811c9dc5, 0x9e3779b9, 0x01000193, 0x85ebca6b];
const space = 32;
const step = (hash: number, code: number, prime: number): number => Math.imul(hash ^ code, prime);

function hashedOn(text: string, start: number, end: number, from: number, prime: number): number {
  let hash = from;
  for (let at = start; at < end; at += 1) hash = step(hash, text.charCodeAt(at), prime);
  return hash;
}

/** Two 32-bit hashes (FNV-1a, then murmur3's finaliser so that every bit depends on every letter). No secret: anybody can find another text. */
export function hash(text: string): [number, number] {
  return [mix(hashedOn(text, 0, text.length, seedA, primeA)), mix(hashedOn(text, 0, text.length, seedB, primeB))];
}

function mix(value: number): number {
  let word = value ^ (value >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return word ^ (word >>> 16);
}

function bits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const half = (fingerprint: string, from: number) => Number.parseInt(fingerprint.slice(from, from + 8), 16) | 0;
const hex = (word: number) => (word >>> 0).toString(16).padStart(8, "0");
