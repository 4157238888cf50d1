import { useState } from "react";

type Keyed = { key: string };

/**
 * What a list shows of its newest rows so that none moves under a pointer: those that were shown stay in their places with what is new
 * about them, what comes after them all is put below, and others wait to be asked for (`added` of them), but for those that are `welcome`
 * where they belong. What went away stays as long as somebody points there.
 */
export function settle<R extends Keyed>(
  shown: readonly R[],
  next: readonly R[],
  held: boolean,
  welcome: ReadonlySet<string> = new Set(),
): { rows: R[]; added: number } {
  const place = new Map(next.map(({ key }, at) => [key, at]));
  const newest = new Map(next.map((row) => [row.key, row]));
  const known = new Set(shown.map(({ key }) => key));
  const rows = shown.flatMap((row) => newest.get(row.key) ?? (held ? row : []));
  let added = 0;
  for (const [at, row] of next.entries()) {
    if (known.has(row.key)) continue;
    const before = rows.findIndex(({ key }) => (place.get(key) ?? -1) > at);
    if (before === -1) rows.push(row);
    else if (welcome.has(row.key)) rows.splice(before, 0, row);
    else added += 1;
  }
  return { rows, added };
}

/**
 * `hold`: whether somebody points at the list, or stands in it with the keyboard; `take`: shows all that is new; `expect`: what comes back
 * because it was asked for.
 */
export function useSettled<R extends Keyed>(next: readonly R[]) {
  const [taken, setTaken] = useState<readonly string[]>(() => next.map(({ key }) => key));
  const [last, setLast] = useState<readonly R[]>(next);
  const [held, hold] = useState(false);
  const [welcome, setWelcome] = useState<ReadonlySet<string>>(new Set());
  const byKey = new Map([...last, ...next].map((row) => [row.key, row]));
  const before = taken.flatMap((key) => byKey.get(key) ?? []);
  const { rows, added } = settle(before, next, held, welcome);
  const keys = rows.map(({ key }) => key);
  if (keys.join("\n") !== taken.join("\n")) {
    setTaken(keys);
    setLast(rows);
  } else if (rows.some((row, n) => row !== last[n])) setLast(rows);
  return {
    rows,
    added,
    hold,
    take: () => setTaken(next.map(({ key }) => key)),
    expect: (some: readonly string[]) => setWelcome((known) => new Set([...known, ...some])),
  };
}
