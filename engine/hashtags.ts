/** What a sign in a tag is called, where it is more than punctuation: without it `C++` would be the letter C. */
const named: Readonly<Record<string, string>> = {
  "c++": "CPlusPlus",
  "c/c++": "CPlusPlus",
  "c#": "CSharp",
  "f#": "FSharp",
  "j#": "JSharp",
  ".net": "DotNet",
};

/** “and” by language, for `R&D` and `Recherche & Développement`. */
const and: Readonly<Record<string, string>> = {
  en: "And",
  fr: "Et",
  de: "Und",
  es: "Y",
  it: "E",
  pt: "E",
  nl: "En",
  ca: "I",
  sv: "Och",
  da: "Og",
  nb: "Og",
  no: "Og",
  fi: "Ja",
  pl: "I",
  ro: "Si",
};

/**
 * The first `most` tags as hashtags. Only letters, digits and `_` stay: spaces and punctuation go, a sign that has a meaning becomes its
 * word (`Canal+` → `#CanalPlus`), and where leaving it out would say something else there is no hashtag. `language` is BCP 47.
 */
export function hashtags(tags: readonly string[], most: number, language: string | null): string {
  return hashtagWords(tags, language)
    .map((word) => `#${word}`)
    .slice(0, most)
    .join(" ");
}

/** Tags as hashtags without their sign, each once. `cased`: of several words each begins with a capital, so that a voice reads them one by one. */
export function hashtagWords(tags: readonly string[], language: string | null, cased = false): string[] {
  // Networks take letters of either case for one hashtag: the first is written.
  const words = new Map<string, string>();
  for (const tag of tags) {
    const word = hashtag(tag, language, cased);
    if (word !== null && !words.has(word.toLowerCase())) words.set(word.toLowerCase(), word);
  }
  return [...words.values()];
}

/** The hashtags that stand in a text, in small letters without their sign. */
export const hashtagsIn = (text: string): string[] =>
  Array.from(text.matchAll(/(?<![\p{L}\p{N}\p{M}_/])[#＃]([\p{L}\p{N}\p{M}_]+)/gu), ([, word = ""]) =>
    word.toLowerCase(),
  );

function hashtag(tag: string, language: string | null, cased: boolean): string | null {
  // Full-width signs are signs, and many write a tag with its mark.
  let text = tag.normalize("NFKC").replaceAll("♯", "#").trim().replace(/^#+/u, "");
  const known = named[text.toLowerCase()];
  if (known !== undefined) return known;
  if (/&/u.test(text)) {
    const word = joined(text, language);
    if (word === null) return null;
    text = word;
  }
  text = text
    // `C++17`, `Notepad++`, `Canal+`, `Bac+5`: what is added is said.
    .replace(/(?<=[\p{L}\p{N}])\+(?=\+|$|[\p{L}\p{N}\s])|(?<=\+)\+/gu, "Plus")
    .replace(/(?<=\p{L})#(?=$|[\s\p{N}])/gu, "Sharp")
    .replace(/^\.(?=\p{L})/u, "Dot");
  if (meaningful.test(text)) return null;
  const pieces = text.split(/[^\p{L}\p{N}\p{M}_]+/u).filter((piece) => piece !== "");
  const word = (cased && pieces.length > 1 ? pieces.map((piece) => capitalised(piece, language)) : pieces).join("");
  return /\p{L}/u.test(word) ? word : null;
}

/** Signs without which the tag would say something else. */
const meaningful = /[#+@%<>=*^$€£¥§√≠≤≥±×÷¬|\\]/u;

/** Two things with “and” between them, in the item's language. Two whole words can also stand side by side; two letters cannot. */
function joined(text: string, language: string | null): string | null {
  const word = and[language?.split("-")[0]?.toLowerCase() ?? ""];
  const sides = text.split("&").map((side) => side.trim());
  if (sides.some((side) => side === "")) return null;
  if (word !== undefined) return sides.map((side) => capitalised(side, language)).join(word);
  return sides.every((side) => /\p{L}{2,}/u.test(side))
    ? sides.map((side) => capitalised(side, language)).join("")
    : null;
}

/** A letter of any alphabet; of a language that nobody knows, as Unicode has it. */
function capitalised(word: string, language: string | null = null): string {
  const [first = ""] = word;
  const upper = language?.toLowerCase().split("-")[0] === "tr" ? first.toLocaleUpperCase("tr") : first.toUpperCase();
  return upper + word.slice(first.length);
}
