import { useDeferredValue, useMemo } from "react";
import { fold } from "#engine/words.ts";

type Named = { key: string; title: string };

/** Letters of a search: of what is longer than anybody reads the first count. */
export const longestSearch = 300;

/** Those rows whose titles have all of the words, whatever their accents and capitals. Of thousands of rows letters come first, and the list a moment later. */
export function useFound<Row extends Named>(rows: readonly Row[], search: string): readonly Row[] {
  const folded = useMemo(() => rows.map(({ key, title }) => fold(title || key)), [rows]);
  const asked = useDeferredValue(search);
  return useMemo(() => foundOf(rows, folded, asked), [rows, folded, asked]);
}

export function foundOf<Row>(rows: readonly Row[], folded: readonly string[], search: string): readonly Row[] {
  const wanted = fold(search.slice(0, longestSearch)).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter((_row, at) => wanted.every((word) => folded[at]!.includes(word)));
}
