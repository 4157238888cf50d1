import { placeOfName } from "#engine/mentions.ts";

/** The signs that mean something in "little text", the format of a post's words; all of them are escaped by a backslash. */
const reserved = /[\\|{}@[\]()<>#*_~]/gu;

/** A company that is named in a text, and its URN. */
export type Live = { text: string; urn: string };

/**
 * Words as LinkedIn shows them letter for letter, hashtags live, and the first place of each company a live mention. What is left bare
 * cuts the post off at that place, and LinkedIn says 201 all the same. For a post's words only: titles, alternative texts and comments
 * are plain, and would show the backslashes.
 */
export function writeLittle(text: string, mentions: readonly Live[] = []): string {
  const [first, ...rest] = mentions;
  if (first === undefined) return escaped(text);
  const at = placeOfName(text, first.text);
  if (at === -1) return writeLittle(text, rest);
  const after = text.slice(at + first.text.length);
  const named = first.text.replace(reserved, (sign) => `\\${sign}`);
  // Another company may stand on either side: each is looked for where it still can be.
  const before = text.slice(0, at);
  const [left, right] = [rest.filter((one) => placeOfName(before, one.text) !== -1), rest];
  return `${writeLittle(before, left)}@[${named}](${first.urn})${writeLittle(
    after,
    right.filter((one) => !left.includes(one)),
  )}`;
}

const escaped = (text: string): string =>
  text.replace(reserved, (sign, at: number) => (sign === "#" && isTag(text, at) ? sign : `\\${sign}`));

/** Whether the `#` at a place begins a hashtag: not inside a word or an address, and before a letter or digit. */
function isTag(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
  const after = [...text.slice(at + 1, at + 3)][0] ?? "";
  return !/[\p{L}\p{N}_&/#?=)%-]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
}

/** A mention, from its `@` on: its name with what is escaped in it, and whose. */
const mention = /^@\[((?:\\.|[^\]\\])+)\]\((urn:li:(?:organization|person):[\w-]+)\)/u;
const plainly = (written: string): string => written.replace(/\\(.)/gu, "$1");

/** The mentions of little text, with their names as readers see them. */
export const mentionsOf = (written: string): Live[] =>
  [...written.matchAll(/(?<!\\)(?:\\\\)*(@\[)/gu)].flatMap((found) => {
    const [, name = "", urn = ""] = mention.exec(written.slice(found.index + found[0].length - 2)) ?? [];
    return name === "" ? [] : [{ text: plainly(name), urn }];
  });

/**
 * What a reader sees of little text: a backslash gives the next sign, a mention its name, and a reserved sign that stands bare ends the
 * text there, but for a hashtag's.
 */
export function readLittle(written: string): string {
  let seen = "";
  for (let at = 0; at < written.length; at += 1) {
    const sign = written[at]!;
    const named = sign === "@" ? mention.exec(written.slice(at)) : null;
    if (sign === "\\") {
      at += 1;
      seen += written[at] ?? "";
    } else if (named !== null) {
      seen += plainly(named[1]!);
      at += named[0].length - 1;
    } else if (/[|{}@[\]()<>#*_~]/u.test(sign) && !(sign === "#" && isTag(written, at))) return seen;
    else seen += sign;
  }
  return seen;
}

/** A hashtag as a template, a mention, or a sign that is escaped: what LinkedIn makes of a post's words when it gives them back. */
const given =
  /\{hashtag\|\\?#\|((?:\\.|[^}\\])+)\}|@\[((?:\\.|[^\]\\])+)\]\(urn:li:[\w:-]+\)|\\([\\|{}@[\]()<>#*_~])/gu;

/**
 * A post's words as LinkedIn gives them back, as readers see them. Hashtags come as templates [documented], whatever they were sent as;
 * of a post that somebody wrote on LinkedIn itself, what is not escaped stands as it is, and cuts nothing off.
 */
export const readBack = (written: string): string =>
  written.replace(given, (_, tag?: string, name?: string, sign?: string) =>
    tag !== undefined ? `#${plainly(tag)}` : name !== undefined ? plainly(name) : (sign ?? ""),
  );
