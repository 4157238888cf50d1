/** Letters that decomposing leaves as they are. */
const letters: Partial<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ł: "l",
  ς: "σ",
  "’": "'",
  "‘": "'",
  ʼ: "'",
};

/** Scripts that are written without spaces: a whole word cannot be told from a part of one. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Text as it is compared with keywords: without accents and case, apostrophes and spaces of one kind. Lines stay apart. */
export function fold(text: string): string {
  // Only the letters that need it are decomposed: over whole texts that was nine tenths of a keyword filter's time.
  let folded = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code >= 0x20 && code < 0x7f) || code === newline) continue;
    const letter = code < 0xd800 ? (text[at] ?? "") : String.fromCodePoint(text.codePointAt(at) ?? code);
    folded += text.slice(from, at) + (latin[code - 0x80] ?? punctuation[code - 0x2000] ?? decompose(letter));
    at += letter.length - 1;
    from = at + 1;
  }
  folded = (from === 0 ? text : folded + text.slice(from)).toLowerCase();
  return folded.includes("  ") ? folded.replace(/ {2,}/gu, " ") : folded;
}

const newline = 10;

/** The accented letters of Latin scripts (U+0080 to U+024F) and punctuation (U+2000 to U+205F), folded once. */
const latin = range(0x80, 0x250);
const punctuation = range(0x2000, 0x2060);

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => decompose(String.fromCharCode(from + index)));
}

function decompose(letter: string): string {
  const bare = letter
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return letters[bare] ?? (/^\s$/u.test(bare) ? " " : bare);
}

/** Finds keywords in folded text. Each answers the keyword as the person wrote it, null for none. */
export type Finder = { first: (folded: string) => string | null; missing: (folded: string) => string | null };

/**
 * Makes a finder for a list of keywords. A keyword may hold several words; a `*` at its end stands for any ending
 * (`recrut*`). With `whole`, letters or digits may not touch it on either side, so that `l’emploi` has the word `emploi`
 * and `réemploi` has not; without, it is also found inside words.
 */
export function finder(words: readonly string[], whole: boolean): Finder {
  const patterns = words.flatMap((word) => {
    const pattern = patternOf(word, whole);
    return pattern === null ? [] : [{ word: word.trim(), pattern }];
  });
  // One look for the usual case, where no keyword is there at all.
  const any = patterns.length === 0 ? null : new RegExp(patterns.map(({ pattern }) => pattern.source).join("|"), "u");
  return {
    first: (folded) =>
      any?.test(folded) ? (patterns.find(({ pattern }) => pattern.test(folded))?.word ?? null) : null,
    missing: (folded) => patterns.find(({ pattern }) => !pattern.test(folded))?.word ?? null,
  };
}

function patternOf(word: string, whole: boolean): RegExp | null {
  const folded = fold(word).trim();
  const stem = folded.replace(/\*+$/u, "");
  if (stem === "") return null;
  const exact = stem.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
  if (!whole || unspaced.test(stem)) return new RegExp(exact, "u");
  const after = stem === folded ? "(?![\\p{L}\\p{N}])" : "";
  return new RegExp(`(?<![\\p{L}\\p{N}])${exact}${after}`, "u");
}
