import type { MapDocument, MapNode } from "#engine/map.ts";
import { layout } from "./layout.ts";

/** The nodes in the order in which items pass: column by column of the tidy layout, from top to bottom. */
export function order(document: MapDocument): MapNode[] {
  const places = layout(document);
  const at = (node: MapNode) => places.get(node.id) ?? { x: 0, y: 0 };
  return document.nodes.toSorted((a, b) => at(a).x - at(b).x || at(a).y - at(b).y);
}

const known = new WeakMap<MapDocument["edges"], string[]>();

/**
 * The same as ids, found anew only with other wires or another number of steps: letters that are typed into a setting change no order, and
 * where a card lies changes little of it.
 */
export function orderOf(document: MapDocument): string[] {
  const old = known.get(document.edges);
  const present = new Set(document.nodes.map(({ id }) => id));
  if (old?.length === present.size && old.every((id) => present.has(id))) return old;
  const ids = order(document).map(({ id }) => id);
  known.set(document.edges, ids);
  return ids;
}
