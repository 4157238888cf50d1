import type { MapDocument } from "#engine/map.ts";
import type { Change } from "./draft.ts";

/** What all drawings that are kept may weigh, in bytes (about): some hundred thousand small edits, or some hundred of a huge map. */
const most = 64 * 1024 * 1024;
/** Whatever they weigh, so many steps back are kept. */
const least = 50;
/** Edits of the same field are one step; after a pause as long as this they no longer are, in milliseconds. */
const together = 30_000;

export type History = {
  past: readonly MapDocument[];
  present: MapDocument;
  future: readonly MapDocument[];
  /** What the last edit touched and when, so that typing is one step and not one per letter. */
  last: { key: string; at: number } | null;
};

export const begin = (document: MapDocument): History => ({ past: [], present: document, future: [], last: null });

/** What keeping a drawing costs beside the one that came after it, which shares with it whatever did not change. */
const weights = new WeakMap<MapDocument, number>();
function weigh(document: MapDocument, next: MapDocument): number {
  const shared = new Set<object>(next.nodes);
  const own = document.nodes.filter((node) => !shared.has(node));
  const { nodes, edges, ...rest } = document;
  return 8 * (nodes.length + edges.length) + 2 * JSON.stringify([own, rest]).length;
}

/** As much of the past as there is room for, the newest part. */
export function room(past: readonly MapDocument[], bytes = most, steps = least): readonly MapDocument[] {
  let left = bytes;
  for (let index = past.length - 1; index >= 0; index -= 1) {
    left -= weights.get(past[index]!) ?? 0;
    if (left < 0 && past.length - index > steps) return past.slice(index + 1);
  }
  return past;
}

/** Applies a change. Edits with the same `key` shortly after one another become one step. */
export function edit(history: History, change: Change, now: number, key: string | null = null): History {
  const present = change(history.present);
  if (present === history.present) return history;
  const joins = key !== null && history.last?.key === key && now - history.last.at < together;
  if (!joins) weights.set(history.present, weigh(history.present, present));
  return {
    past: joins ? history.past : room([...history.past, history.present]),
    present,
    future: [],
    last: key === null ? null : { key, at: now },
  };
}

/** Ends what is one step: whoever leaves a field and comes back begins another. */
export const rest = (history: History): History => (history.last === null ? history : { ...history, last: null });

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

/** The map has another name, in all that undo and redo lead to: `carry` gives it to a drawing. */
export function renamed(history: History, carry: (document: MapDocument) => MapDocument): History {
  const take = (document: MapDocument): MapDocument => {
    const next = carry(document);
    weights.set(next, weights.get(document) ?? 0);
    return next;
  };
  return {
    ...history,
    past: history.past.map(take),
    present: take(history.present),
    future: history.future.map(take),
  };
}
