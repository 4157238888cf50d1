import type { MapDocument } from "./map.ts";
import type { NodeKind } from "./node.ts";

/** One step, or several of one kind that stand together (`of`); from the drawing's upper left, in the sketch's own units. */
export type Shape = { x: number; y: number; kind: NodeKind; of: number };
/** A map as small as a stamp: its steps where its author put them, and its wires, by the shapes' places in the list. */
export type Sketch = { shapes: Shape[]; wires: { from: number; to: number }[] };

/** More than these are no picture any more, but a grey field. */
const mostShapes = 40;
const mostWires = 120;
/** A shape of a sketch, and how much smaller than on the canvas distances are: two steps side by side keep a gap. */
export const sketchCard = { width: 44, height: 18 };
const scale = { x: 0.26, y: 0.28 };
/** Closer than this (on the canvas) two steps hide one another. */
const near = { x: 120, y: 40 };

/**
 * Draws a map small: as many shapes as it has steps, or, where these are too many, groups of steps of one kind that stand near one
 * another. Steps that lie in one pile, as those of a file without positions do, are put into columns by how far they are from the start.
 */
export function sketchOf(document: MapDocument, kindOf: (type: string) => NodeKind | undefined): Sketch {
  const places = isPile(document) ? columnsOf(document) : document.nodes.map(({ position }) => position);
  const steps = document.nodes.map(({ id, type }, at) => ({ id, kind: kindOf(type) ?? "flow", ...places[at]! }));
  let cell = { x: 1, y: 1 };
  let groups = Map.groupBy(steps, ({ id }) => id);
  for (let size = 1; groups.size > mostShapes; size += 1) {
    cell = { x: 160 * size, y: 60 * size };
    groups = Map.groupBy(steps, ({ x, y, kind }) => `${Math.floor(x / cell.x)} ${Math.floor(y / cell.y)} ${kind}`);
  }
  const left = Math.min(...steps.map(({ x }) => x));
  const top = Math.min(...steps.map(({ y }) => y));
  const of = new Map<string, number>();
  const shapes = [...groups.values()].map((group, place): Shape => {
    for (const { id } of group) of.set(id, place);
    const mean = (at: (step: { x: number; y: number }) => number) =>
      group.reduce((sum, step) => sum + at(step), 0) / group.length;
    return {
      x: Math.round((mean(({ x }) => x) - left) * scale.x),
      y: Math.round((mean(({ y }) => y) - top) * scale.y),
      kind: group[0]!.kind,
      of: group.length,
    };
  });
  const wires = new Map<string, { from: number; to: number }>();
  for (const { from, to } of document.edges) {
    const [begin, end] = [of.get(from.node), of.get(to.node)];
    if (begin !== undefined && end !== undefined && begin !== end)
      wires.set(`${begin} ${end}`, { from: begin, to: end });
  }
  return { shapes, wires: [...wires.values()].slice(0, mostWires) };
}

/** Whether more than one step in five hides another. */
function isPile({ nodes }: MapDocument): boolean {
  const cells = new Set(
    nodes.map(({ position }) => `${Math.round(position.x / near.x)} ${Math.round(position.y / near.y)}`),
  );
  return (nodes.length - cells.size) * 5 > nodes.length;
}

/** Each step one column after the last of those before it; those of a loop stay in the first. */
function columnsOf({ nodes, edges }: MapDocument): { x: number; y: number }[] {
  const after = Map.groupBy(edges, ({ from }) => from.node);
  const before = Map.groupBy(edges, ({ to }) => to.node);
  const open = new Map(nodes.map(({ id }) => [id, before.get(id)?.length ?? 0]));
  const column = new Map(nodes.map(({ id }) => [id, 0]));
  const ready = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (const id of ready) {
    for (const { to } of after.get(id) ?? []) {
      if (!open.has(to.node)) continue;
      column.set(to.node, Math.max(column.get(to.node)!, column.get(id)! + 1));
      open.set(to.node, open.get(to.node)! - 1);
      if (open.get(to.node) === 0) ready.push(to.node);
    }
  }
  const filled = new Map<number, number>();
  return nodes.map(({ id }) => {
    const at = column.get(id) ?? 0;
    const row = filled.get(at) ?? 0;
    filled.set(at, row + 1);
    return { x: at * 320, y: row * 112 };
  });
}
