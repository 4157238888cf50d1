import type { MapDocument } from "#engine/map.ts";
import type { Change } from "./draft.ts";

/** How many steps back are kept. */
const depth = 200;
/** Edits of the same field within this time are one step, in milliseconds. */
const together = 1200;

export type History = {
  past: readonly MapDocument[];
  present: MapDocument;
  future: readonly MapDocument[];
  /** What the last edit touched and when, so that typing is one step and not one per letter. */
  last: { key: string; at: number } | null;
};

export const begin = (document: MapDocument): History => ({ past: [], present: document, future: [], last: null });

/** Applies a change. Edits with the same `key` shortly after one another become one step. */
export function edit(history: History, change: Change, now: number, key: string | null = null): History {
  const present = change(history.present);
  if (present === history.present) return history;
  const joins = key !== null && history.last?.key === key && now - history.last.at < together;
  return {
    past: joins ? history.past : [...history.past, history.present].slice(-depth),
    present,
    future: [],
    last: key === null ? null : { key, at: now },
  };
}

export function undo(history: History): History {
  const present = history.past.at(-1);
  if (!present) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], last: null };
}

export function redo(history: History): History {
  const [present, ...future] = history.future;
  if (!present) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}
