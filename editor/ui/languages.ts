/** In which posts are mostly written; another one that a map names already stays among the choices. */
const codes = "fr en de es it pt nl pl sv da nb fi cs ro hu el tr uk ru ar he ja ko zh hi ca eu br".split(" ");

/** Languages to choose from, by their names in the reader's own. */
export function languageChoices(reader: string, chosen: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([reader], { type: "language" });
  return [...new Set([...codes, ...(chosen === "" ? [] : [chosen])])]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, reader));
}
