/** A name as a header may have it: one line, no control characters. */
export const cleanName = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- what would begin another header
    .replace(/[\u0000-\u001f\u007f]+/gu, " ")
    .trim()
    .slice(0, 120);
