/** A row of a table of text, and the line on which it begins, from 1. */
export type Line = { line: number; cells: string[] };

/** Signs that spreadsheets put between cells: a semicolon where the comma is in numbers, as in France. */
const separators = [";", ",", "\t"] as const;

/**
 * The rows of a table as spreadsheets save it (RFC 4180, with whichever separator its first line has most of); empty lines are left out. A library for
 * this would be one more for forty lines. `open`: the line with a quotation mark that nothing ends, and nothing behind it is read.
 */
export function readTable(text: string, most: number): { lines: Line[]; open: number | null; more: boolean } {
  const [, told, rest = text] = /^sep=(.)\r?\n([\s\S]*)$/u.exec(text) ?? [];
  const separator = told ?? mostOf(rest);
  const lines: Line[] = [];
  let [line, begun, cells, cell, quoted, quote]: [number, number, string[], string, boolean, number] = [
    told === undefined ? 1 : 2,
    told === undefined ? 1 : 2,
    [],
    "",
    false,
    0,
  ];
  const end = (): void => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) lines.push({ line: begun, cells });
    [cells, cell] = [[], ""];
  };
  for (let at = 0; at < rest.length; at += 1) {
    const sign = rest[at]!;
    if (sign === "\n") line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (rest[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === "") [quoted, quote, cell] = [true, line, ""];
    else if (sign === separator) {
      cells.push(cell.trim());
      cell = "";
    } else if (sign === "\n") {
      end();
      begun = line;
      if (lines.length > most) return { lines: lines.slice(0, most), open: null, more: true };
    } else if (sign === "\r" && rest[at + 1] !== "\n") {
      // As Macs of old ended their lines.
      line += 1;
      end();
      begun = line;
    } else if (sign !== "\r") cell += sign;
  }
  if (quoted) return { lines, open: quote, more: false };
  end();
  return { lines: lines.slice(0, most), open: null, more: lines.length > most };
}

function mostOf(text: string): string {
  const [first = ""] = /^\s*[^\r\n]*/u.exec(text) ?? [];
  const bare = first.replaceAll(/"(?:[^"]|"")*"/gu, "");
  const count = (sign: string): number => bare.split(sign).length;
  return separators.toSorted((a, b) => count(b) - count(a))[0]!;
}
