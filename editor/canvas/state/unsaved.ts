import { MapDocument } from "#engine/map.ts";

/**
 * Changes that did not reach the server, as this browser keeps them: of a person's map the last, until it is saved or a month is over, so that a
 * closed tab, a crash or a reload does not lose them. Only the drawing: no secret stands in one. `revision`: what it is based on; `tab`: the window
 * that keeps it.
 */
export type Unsaved = { revision: number; at: string; tab: string; document: MapDocument };
/** Whose it is: nobody else's is ever looked at. */
export type Owner = { workspace: string; member: string; map: string };

const prefix = "relaymap.unsaved.";
const nameOf = ({ workspace, member, map }: Owner): string => `${prefix}${workspace}.${member}.${map}`;
/** Letters of one drawing, drawings, and milliseconds: a browser keeps little, and shares it with the rest. */
const [longest, most, month] = [1_500_000, 10, 30 * 86_400_000];

/** Keeps it in place of what was kept of this map before. False where this browser has no room, or keeps nothing. */
export function keepUnsaved(owner: Owner, unsaved: Unsaved, store: () => Storage = () => localStorage): boolean {
  try {
    const text = JSON.stringify(unsaved);
    if (text.length > longest) return false;
    const kept = store();
    const name = nameOf(owner);
    forgetOld(kept, name, Date.parse(unsaved.at));
    kept.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** What is kept of one's own map; null where nothing is, it is too old, or cannot be read. */
export function lookUnsaved(owner: Owner, now: number, store: () => Storage = () => localStorage): Unsaved | null {
  try {
    const kept: unknown = JSON.parse(store().getItem(nameOf(owner)) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { revision, at, tab, document } = kept as Partial<Record<keyof Unsaved, unknown>>;
    if (typeof revision !== "number" || typeof at !== "string" || typeof tab !== "string") return null;
    if (!(now - Date.parse(at) < month)) return null;
    const read = MapDocument.safeParse(document);
    return read.success ? { revision, at, tab, document: read.data } : null;
  } catch {
    return null;
  }
}

/** It is saved, or nobody wants it: what these windows kept, and not what another one keeps of the same map. */
export function forgetUnsaved(owner: Owner, tabs: readonly string[], store: () => Storage = () => localStorage): void {
  try {
    const text = store().getItem(nameOf(owner));
    if (text === null) return;
    if (tabs.includes((JSON.parse(text) as Partial<Unsaved>).tab ?? "")) store().removeItem(nameOf(owner));
  } catch {
    // What cannot be reached is not shown either.
  }
}

/** Lets go of what is too old, and of what was kept longest where there is too much; `own` stays. */
function forgetOld(store: Storage, own: string, now: number): void {
  const others = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "")
    .filter((key) => key.startsWith(prefix) && key !== own)
    .map((key) => [key, timeOf(store.getItem(key))] as const)
    .toSorted(([, a], [, b]) => b - a);
  for (const [index, [key, at]] of others.entries())
    if (index >= most - 1 || !(now - at < month)) store.removeItem(key);
}

function timeOf(text: string | null): number {
  try {
    return Date.parse((JSON.parse(text ?? "null") as Partial<Unsaved> | null)?.at ?? "") || 0;
  } catch {
    return 0;
  }
}
