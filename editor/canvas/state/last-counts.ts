import type { Overlay } from "./store.ts";

/** The counts of the last preview of a map, as this browser keeps them. */
type Kept = Pick<Overlay, "edges" | "steps"> & { at: string };

const name = (map: string): string => `relaymap.counts.${map}`;
/** Letters of one map's counts, and maps: a browser keeps little, and shares it with the rest. */
const [longest, most] = [60_000, 20];

const isKept = (value: unknown): value is Kept =>
  typeof value === "object" &&
  value !== null &&
  "at" in value &&
  typeof value.at === "string" &&
  !Number.isNaN(Date.parse(value.at)) &&
  "edges" in value &&
  typeof value.edges === "object" &&
  value.edges !== null &&
  "steps" in value &&
  typeof value.steps === "object" &&
  value.steps !== null;

/** What the last preview of a map counted here, so that a drawing that is opened again is not bare. null where nothing is kept, or it cannot be read. */
export function keptCounts(map: string, store: Storage = localStorage): Kept | null {
  try {
    const value: unknown = JSON.parse(store.getItem(name(map)) ?? "null");
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps them, and lets go those that were kept longest. A store that is full, or closed, keeps nothing. */
export function keepCounts(map: string, counts: Kept, store: Storage = localStorage): void {
  const { at, edges, steps } = counts;
  const text = JSON.stringify({ at, edges, steps });
  try {
    if (text.length > longest) return store.removeItem(name(map));
    store.setItem(name(map), text);
    const all = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "")
      .filter((key) => key.startsWith(name("")))
      .map((key) => [keptCounts(key.slice(name("").length), store)?.at ?? "", key] as const)
      .toSorted(([a], [b]) => (a < b ? 1 : -1));
    for (const [, key] of all.slice(most)) store.removeItem(key);
  } catch {
    // What is shown now is shown all the same.
  }
}

/** Of the last preview's counts and the last run's, those that are newer. */
export function newer(preview: Overlay | null, run: Overlay | null): Overlay | null {
  if (preview === null || run === null) return preview ?? run;
  return Date.parse(preview.at) > Date.parse(run.at) ? preview : run;
}
