/** The signs that mean something in "little text", the format of a post's words; all of them are escaped by a backslash. */
const reserved = /[\\|{}@[\]()<>#*_~]/gu;

/**
 * Words as LinkedIn shows them letter for letter, hashtags live. What is left bare cuts the post off at that place, and LinkedIn
 * says 201 all the same. For a post's words only: titles, alternative texts and comments are plain, and would show the backslashes.
 */
export const writeLittle = (text: string): string =>
  text.replace(reserved, (sign, at: number) => (sign === "#" && isTag(text, at) ? sign : `\\${sign}`));

/** Whether the `#` at a place begins a hashtag: not inside a word or an address, and before a letter or digit. */
function isTag(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
  const after = [...text.slice(at + 1, at + 3)][0] ?? "";
  return !/[\p{L}\p{N}_&/#?=)%-]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
}

/** What a reader sees of little text: a backslash gives the next sign, and a reserved sign that stands bare ends the text there, but for a hashtag's. */
export function readLittle(written: string): string {
  let seen = "";
  for (let at = 0; at < written.length; at += 1) {
    const sign = written[at]!;
    if (sign === "\\") {
      at += 1;
      seen += written[at] ?? "";
    } else if (sign !== "#" || !isTag(written, at)) {
      if (/[|{}@[\]()<>#*_~]/u.test(sign)) return seen;
      seen += sign;
    } else seen += sign;
  }
  return seen;
}
