import { runsOf } from "#engine/links.ts";

/** Signs that Discord would read as marks inside a line: bold, strike, code, spoilers, masked links, mentions, stamps and commands. */
const marks = /[\\*_~`|<>[\]]/gu;
/** What begins a heading, a list, small print or a quotation at the beginning of a line. */
const beginnings = /^(\s*)(#{1,3}\s|-#?\s|\d+\.\s)/gmu;

/**
 * A text as Discord takes it, shown letter for letter: a backslash before what it would read as a mark. Addresses stay as they are, so
 * that they stay links. (`allowed_mentions` sees to it that nobody is called, whatever a text says.)
 */
export function escapedText(text: string): string {
  const written = runsOf(text)
    .map((run) => (run.address ? run.text : run.text.replace(marks, String.raw`\$&`)))
    .join("");
  return written.replace(beginnings, (_all, gap: string, mark: string) =>
    /^\d/u.test(mark) ? `${gap}${mark.replace(".", String.raw`\.`)}` : `${gap}\\${mark}`,
  );
}
