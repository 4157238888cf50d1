import type { MapDocument } from "#engine/map.ts";
import type { Point } from "./draft.ts";

/** From one column to the next. */
export const column = 320;
const row = 24;
/** About what a card measures; the caller gives the measured height where it knows it. */
const usualHeight = 88;

/**
 * Columns alone, for the order of steps and for small pictures; what is looked at as a drawing is tidied (tidy.ts). From left to right: each
 * node one column after the last of those before it, and inside a column in the order of their neighbours (a few barycentre sweeps), so
 * that few wires cross. Pure; nodes of a loop stay in column 0.
 */
export function layout(document: MapDocument, heights: ReadonlyMap<string, number> = new Map()): Map<string, Point> {
  const before = new Map<string, string[]>(document.nodes.map((node) => [node.id, []]));
  const after = new Map<string, string[]>(document.nodes.map((node) => [node.id, []]));
  for (const edge of document.edges) {
    before.get(edge.to.node)?.push(edge.from.node);
    after.get(edge.from.node)?.push(edge.to.node);
  }
  const columns = layers(document, before, after);
  for (let sweep = 0; sweep < 6; sweep += 1) {
    const forward = sweep % 2 === 0;
    const places = new Map(columns.flatMap((ids) => ids.map((id, index) => [id, index] as const)));
    for (const ids of columns) {
      const wish = new Map(
        ids.map((id) => [id, middle((forward ? before : after).get(id)!, places) ?? places.get(id)!]),
      );
      ids.sort((a, b) => wish.get(a)! - wish.get(b)! || places.get(a)! - places.get(b)!);
      for (const [index, id] of ids.entries()) places.set(id, index);
    }
  }
  const total = (ids: string[]) => ids.reduce((sum, id) => sum + (heights.get(id) ?? usualHeight) + row, -row);
  const tallest = Math.max(0, ...columns.map(total));
  const positions = new Map<string, Point>();
  for (const [index, ids] of columns.entries()) {
    let y = (tallest - total(ids)) / 2;
    for (const id of ids) {
      positions.set(id, { x: index * column, y: Math.round(y / 8) * 8 });
      y += (heights.get(id) ?? usualHeight) + row;
    }
  }
  return positions;
}

function middle(neighbours: string[], places: ReadonlyMap<string, number>): number | null {
  if (neighbours.length === 0) return null;
  return neighbours.reduce((sum, id) => sum + (places.get(id) ?? 0), 0) / neighbours.length;
}

/** Longest path from a source, in one pass over a topological order. */
function layers(
  document: MapDocument,
  before: ReadonlyMap<string, string[]>,
  after: ReadonlyMap<string, string[]>,
): string[][] {
  const open = new Map(document.nodes.map((node) => [node.id, before.get(node.id)!.length]));
  const depth = new Map(document.nodes.map((node) => [node.id, 0]));
  const ready = document.nodes.filter((node) => open.get(node.id) === 0).map((node) => node.id);
  for (const id of ready) {
    for (const next of after.get(id) ?? []) {
      depth.set(next, Math.max(depth.get(next)!, depth.get(id)! + 1));
      open.set(next, open.get(next)! - 1);
      if (open.get(next) === 0) ready.push(next);
    }
  }
  const columns: string[][] = [];
  const ordered = document.nodes.toSorted((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  for (const node of ordered) (columns[depth.get(node.id)!] ??= []).push(node.id);
  return Array.from(columns, (ids) => ids ?? []);
}
