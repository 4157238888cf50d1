/** A cell that no spreadsheet takes for a formula, quoted. What a person typed, or a network said, stays what it is to read. */
export const csvCell = (value: string | number | null): string => {
  const text = value === null ? "" : String(value);
  const inert = typeof value === "string" && /^\s*[=+\-@]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
};

/** A table as spreadsheets open it: UTF-8 with its mark, lines by RFC 4180. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
