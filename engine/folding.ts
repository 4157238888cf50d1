/** Letters that readers of their script take for one, besides those that differ by an accent. */
const alike: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  þ: "th",
  ı: "i",
  ς: "σ",
  ё: "е",
  ѐ: "е",
  ѝ: "и",
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ی: "ي",
  ک: "ك",
};

/** Between the fields of one text: no word runs over it. */
export const fieldEnd = "\u001e";
/** In the place of the apostrophe of “je l’ai vu”, whose verb is no word of its own: `AI` is not in it, but in “l’AI”. */
export const joint = "\ue000";

/** What is not seen inside a word: soft hyphens, what has no width, marks of direction, variation selectors. */
const invisible = /^(?:\p{Cf}|\p{Variation_Selector}|\u034f)$/u;
/** The vowel points of Arabic and Hebrew, which hardly anybody writes, the line that only lengthens, and accents that stand alone. */
const points = /^[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]$/u;
const accented = /^[\p{sc=Latin}\p{sc=Greek}]$/u;
const apostrophe = /^['’‘‛ʼʹ´`′＇]$/u;
const dash = /^[\p{Pd}\u02d7\u2043\u2212]$/u;

/** Of the characters of the basic plane, made when they are first met. */
const folded: (string | undefined)[] = [];

/**
 * Text as it is compared with keywords: without case, and without what readers of its script do not read. The accents of Latin and
 * Greek go; a mark that makes another letter stays (й, パ, the vowels of Hindi). Hyphens and dashes of all kinds are spaces, apostrophes
 * and spaces are of one kind each.
 */
export function fold(text: string): string {
  let given = text;
  if (given.includes("'ai") || given.includes("’ai")) given = given.replace(verbs, `${joint}ai`);
  // What is ASCII or Latin with accents is folded letter by letter; elsewhere letters may be made of several characters.
  if (beyondLatin.test(given)) given = given.replace(/[™℠]/gu, " ").normalize("NFKC");
  let out = "";
  let from = 0;
  for (let at = 0; at < given.length; at += 1) {
    const code = given.charCodeAt(at);
    if (code < 0x7f && code >= 0x20 && code !== 0x2d && code !== 0x60) continue;
    const letter = code >= 0xd800 && code <= 0xdbff ? String.fromCodePoint(given.codePointAt(at) ?? code) : given[at]!;
    out += given.slice(from, at) + (letter.length > 1 ? one(letter) : (folded[code] ??= one(letter)));
    at += letter.length - 1;
    from = at + 1;
  }
  const whole = (from === 0 ? given : out + given.slice(from)).toLowerCase();
  return whole.includes("  ") ? whole.replace(/ {2,}/g, " ") : whole;
}

const verbs = /(?<=(?<!\p{L})(?:l|qu|L|Qu))['’]ai(?!\p{L})/gu;
const beyondLatin = /[^\u0000-\u02ff\u2010-\u2027\u2030-\u205e\ue000]/;

/** One character, as NFKC has it. */
function one(character: string): string {
  if (character === fieldEnd || character === joint) return character;
  if (invisible.test(character) || points.test(character)) return "";
  if (apostrophe.test(character)) return "'";
  if (dash.test(character) || /^[\s\p{Cc}]$/u.test(character)) return " ";
  if (/^\p{Nd}$/u.test(character)) return digit(character);
  const lower = character.toLowerCase();
  const known = alike[lower];
  if (known !== undefined) return known;
  if (!accented.test(character) && (character.codePointAt(0) ?? 0) > 0x2ff) return lower;
  // Compatibility forms of Latin (`ª`, `ﬁ`) and accents.
  const bare = lower
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return Array.from(bare, (letter) =>
    apostrophe.test(letter) ? "'" : /^\s$/u.test(letter) ? " " : (alike[letter] ?? letter),
  ).join("");
}

/** Unicode keeps the ten digits of a script together, in order. */
function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
