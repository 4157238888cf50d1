import type { MapDocument, MapNode } from "#engine/map.ts";
import { layout } from "./layout.ts";

/** The nodes in the order in which items pass: column by column of the tidy layout, from top to bottom. */
export function order(document: MapDocument): MapNode[] {
  const places = layout(document);
  const at = (node: MapNode) => places.get(node.id) ?? { x: 0, y: 0 };
  return document.nodes.toSorted((a, b) => at(a).x - at(b).x || at(a).y - at(b).y);
}
