import { useState } from "react";

/**
 * What a list shows of its newest rows so that none moves under a pointer: those that were shown stay in their places with what is new
 * about them, and others wait to be asked for (`added` of them). What went away stays as long as somebody points there.
 */
export function settle<R extends { key: string }>(
  shown: readonly R[],
  next: readonly R[],
  held: boolean,
): { rows: R[]; added: number } {
  if (shown.length === 0) return { rows: [...next], added: 0 };
  const newest = new Map(next.map((row) => [row.key, row]));
  const known = new Set(shown.map(({ key }) => key));
  const rows = shown.flatMap((row) => newest.get(row.key) ?? (held ? row : []));
  return { rows, added: next.filter(({ key }) => !known.has(key)).length };
}

/** `hold`: whether somebody points at the list, or stands in it with the keyboard; `take`: shows all that is new. */
export function useSettled<R extends { key: string }>(next: readonly R[]) {
  const [taken, setTaken] = useState<readonly string[]>(() => next.map(({ key }) => key));
  const [last, setLast] = useState<readonly R[]>(next);
  const [held, hold] = useState(false);
  const byKey = new Map([...last, ...next].map((row) => [row.key, row]));
  const before = taken.flatMap((key) => byKey.get(key) ?? []);
  const { rows, added } = settle(before, next, held);
  const keys = rows.map(({ key }) => key);
  if (keys.join("\n") !== taken.join("\n")) {
    setTaken(keys);
    setLast(rows);
  } else if (rows.some((row, n) => row !== last[n])) setLast(rows);
  return { rows, added, hold, take: () => setTaken(next.map(({ key }) => key)) };
}
