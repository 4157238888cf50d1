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

/**
 * Text without accents and case, apostrophes and spaces of one kind: as fingerprints are made of it, which are stored, and topics are
 * compared. It never changes; keywords are folded by what readers of their script fold (folding.ts).
 */
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
