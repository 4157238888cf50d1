import type { Pin } from "../state/store.ts";

/** Which item of a map is followed, as this browser keeps it: one for each map. */
const name = (map: string): string => `relaymap.pin.${map}`;
/** Letters of a title, and maps: a browser keeps little, and shares it with the rest. */
const [longest, most] = [200, 50];

export function readPin(map: string, store: Storage = localStorage): Pin | null {
  try {
    const value: unknown = JSON.parse(store.getItem(name(map)) ?? "null");
    if (typeof value !== "object" || value === null || !("key" in value) || !("title" in value)) return null;
    const { key, title } = value;
    return typeof key === "string" && typeof title === "string" ? { key, title } : null;
  } catch {
    return null;
  }
}

/** Keeps it, or lets it go. A store that is full, or closed, keeps nothing. */
export function writePin(map: string, pin: Pin | null, store: Storage = localStorage): void {
  try {
    if (pin === null) return store.removeItem(name(map));
    const others = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "").filter(
      (key) => key.startsWith(name("")) && key !== name(map),
    );
    for (const key of others.slice(most - 1)) store.removeItem(key);
    store.setItem(name(map), JSON.stringify({ key: pin.key, title: pin.title.slice(0, longest) }));
  } catch {
    // It is followed all the same as long as the map is open.
  }
}
