import { MapDocument } from "#engine/map.ts";

/**
 * Drawings that a person put aside in this window: the last one of each map, until the window is closed. The undo history has them too,
 * but goes with the page.
 */
const key = (map: string): string => `relaymap.aside.${map}`;

export type Aside = { document: MapDocument; at: string };

export function putAside(map: string, document: MapDocument): void {
  try {
    sessionStorage.setItem(key(map), JSON.stringify({ document, at: new Date().toISOString() }));
  } catch {
    // The window keeps no more: undo still has it.
  }
}

export function lookAside(map: string): Aside | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(map)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("document" in kept) || !("at" in kept)) return null;
    const document = MapDocument.safeParse(kept.document);
    return document.success && typeof kept.at === "string" ? { document: document.data, at: kept.at } : null;
  } catch {
    return null;
  }
}
