import { fold } from "./words.ts";

/** What a text says that can be checked without understanding it. Each in one spelling, so that two texts can be compared. */
export type Facts = {
  links: ReadonlySet<string>;
  mentions: ReadonlySet<string>;
  hashtags: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  /** Words as they stand, without the above. */
  words: readonly Word[];
};
export type Word = {
  text: string;
  folded: string;
  /** It begins with a capital. */
  capital: boolean;
  /** A capital says nothing of it: a sentence, a line or a quotation begins there. */
  opens: boolean;
  /** It follows the word before it with nothing but a space or a hyphen between. */
  joined: boolean;
};

/** Longer texts are looked at so far; no post is as long. */
const most = 20_000;

/** With a scheme, with www., or a name with a dot: networks make a link of all three. */
const link =
  /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"«»“”]+|(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,5}\p{L}{2,24}(?![\p{L}\p{N}])(?:[/?#][^\s<>"«»“”]*)?/giu;
const mention = /[@＠][\p{L}\p{N}_][\p{L}\p{N}_.-]{0,100}(?:@[\p{L}\p{N}.-]{1,100})?/gu;
const hashtag = /[#＃][\p{L}\p{M}\p{N}_]{1,150}/gu;
/** With groups of three behind a first of one to three, and decimals. */
const number =
  /\p{Nd}{1,3}(?:[.,'’\u00a0\u202f ]\p{Nd}{3})+(?!\p{Nd})(?:[.,]\p{Nd}{1,30})?|\p{Nd}{1,60}(?:[.,]\p{Nd}{1,30})?/gu;
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const beginning = /[.!?…:;\n•«»“”"‹›„()[\]|–—¡¿]|\p{Extended_Pictographic}/u;

/** Reads the facts off texts. Pure, total, linear in their length. */
export function factsOf(...texts: readonly string[]): Facts {
  const all = { links: new Set<string>(), mentions: new Set<string>(), hashtags: new Set<string>() };
  const numbers = new Set<string>();
  const words: Word[] = [];
  for (const text of texts) {
    let rest = text.slice(0, most).toWellFormed().normalize("NFC");
    // What was read is a gap for what is read after it, and begins no sentence.
    const take = (pattern: RegExp, keep: (found: string) => void): void => {
      rest = rest.replace(pattern, (found) => (keep(found), " · "));
    };
    take(link, (found) => all.links.add(linkKey(found)));
    take(mention, (found) => all.mentions.add(fold(found.replace("＠", "@").replace(/[._-]+$/u, ""))));
    take(hashtag, (found) => all.hashtags.add(fold(found.replace("＃", "#"))));
    for (const [found] of rest.matchAll(number)) numbers.add(numberKey(found));
    words.push(...wordsIn(rest));
  }
  return { ...all, numbers, words };
}

/** Without what makes no other page of it: scheme, `www.`, case, what a sentence puts behind it. */
const linkKey = (found: string): string =>
  found
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//u, (scheme) => (scheme === "https://" || scheme === "http://" ? "" : scheme))
    .replace(/^www\./u, "")
    .replace(/[\s/.,;:!?…'’*_~`)\]}]{0,20}$/u, "");

/** `1 200,50` and `1,200.5` are one number; a last part of three digits is thousands, unless a nought stands before it. */
function numberKey(found: string): string {
  const digits = [...found].map((sign) => digitOf(sign) ?? (/[.,]/u.test(sign) ? "." : "")).join("");
  const parts = digits.split(".");
  const last = parts.length > 1 ? parts.at(-1)! : "";
  const grouped = last.length === 3 && !/^0+$/u.test(parts[0]!);
  const whole = (grouped || last === "" ? parts : parts.slice(0, -1)).join("").replace(/^0+(?=\d)/u, "");
  const decimals = grouped ? "" : last.replace(/0+$/u, "");
  return decimals === "" ? whole : `${whole}.${decimals}`;
}

/** Noughts of the scripts in which numbers are written. */
const noughts = [
  0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xff10,
];
function digitOf(sign: string): string | null {
  const code = sign.codePointAt(0)!;
  const nought = noughts.find((zero) => code >= zero && code < zero + 10);
  return nought === undefined ? (/\p{Nd}/u.test(sign) ? sign : null) : String(code - nought);
}

function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(word)) {
    const gap = text.slice(end, index);
    words.push({
      text: found,
      folded: fold(found),
      capital: /^[\p{Lu}\p{Lt}]/u.test(found),
      opens: words.length === 0 || beginning.test(gap),
      joined: words.length > 0 && /^(?: |\u00a0|-|‑|)$/u.test(gap),
    });
    end = index + found.length;
  }
  return words;
}
