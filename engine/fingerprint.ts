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
  const bare = text.includes("://") ? text.replace(/https?:\/\/\S+/giu, " ") : text;
  return fold(bare)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * A 64-bit simhash as 16 hex digits: near-identical texts differ in few bits (`distance`). Its features are words and
 * pairs of neighbouring words. The numbers in a text are mixed into every bit: "Results Q1 2026" is another story than
 * "Results Q2 2026". Returns "" for a text of fewer than 4 words, which can only be compared as it is.
 */
export function fingerprint(text: string): string {
  const words = normalise(text).split(" ");
  if (words.length < minWords) return "";
  const votes = new Int32Array(64);
  let all = 0;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    vote(votes, word, 2);
    if (index > 0) vote(votes, `${words[index - 1]} ${word}`, 1);
    all += index > 0 ? 3 : 2;
  }
  const figures = words.filter((word) => /\p{N}/u.test(word)).join(" ");
  const mask = figures === "" ? [0, 0] : hash(figures);
  return hex(majority(votes, 0, all) ^ (mask[0] ?? 0)) + hex(majority(votes, 32, all) ^ (mask[1] ?? 0));
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

/** Adds the weight to every bit that the feature's hash has; `majority` takes those that more than half of the weight chose. */
function vote(votes: Int32Array, feature: string, weight: number): void {
  const [high, low] = hash(feature);
  for (let bit = 0; bit < 32; bit += 1) {
    votes[bit] = (votes[bit] ?? 0) + ((high >>> bit) & 1) * weight;
    votes[bit + 32] = (votes[bit + 32] ?? 0) + ((low >>> bit) & 1) * weight;
  }
}

function majority(votes: Int32Array, from: number, all: number): number {
  let word = 0;
  for (let bit = 0; bit < 32; bit += 1) if ((votes[from + bit] ?? 0) * 2 > all) word |= 1 << bit;
  return word;
}

/** Two 32-bit hashes (FNV-1a, then murmur3's finaliser so that every bit depends on every letter). No secret: anybody can find another text. */
export function hash(text: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return [mix(a), mix(b)];
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
