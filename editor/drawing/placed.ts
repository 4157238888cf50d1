import type { MapDocument } from "#engine/map.ts";
import { tidy } from "./tidy.ts";

/** Less than a card apart: one hides the other. */
const near = { x: 120, y: 40 };

/**
 * A document as it can be looked at: one whose steps lie on one another, as those of a file without positions do, is tidied. Where at most
 * one step in five hides another, its places are its author's.
 */
export function placed(document: MapDocument): MapDocument {
  const { nodes } = document;
  const cells = new Map<string, number>();
  for (const { position } of nodes) {
    const cell = `${Math.round(position.x / near.x)} ${Math.round(position.y / near.y)}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const hidden = nodes.length - cells.size;
  return hidden * 5 > nodes.length ? tidy(document)(document) : document;
}
