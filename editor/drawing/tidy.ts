import type { MapDocument, MapNode } from "#engine/map.ts";
import { beside, followers, gap } from "./beside.ts";
import { boxOf, meet, noteBox, type Heights } from "./boxes.ts";
import type { Change, Point } from "./change.ts";
import { chain, moveNodes, snap } from "./draft.ts";
import { frameOf, groupOf, moveNotes, type Rect } from "./marks.ts";
import { inRows } from "./rows.ts";

type Places = ReadonlyMap<string, Point>;
export type Tidied = { steps: Map<string, Point>; notes: Map<string, Point> };

/**
 * Where everything lies once it is tidied: the steps that are given, else all of them. They stay around their upper left corner; wires go
 * from left to right, a chain lies in one line with its source, a group stays whole, and nothing lies on anything: what is not tidied is
 * made room for. It hangs on the wires, the order of the file and the heights alone, so that a second time changes nothing.
 */
export function tidied(document: MapDocument, heights: Heights, only: ReadonlySet<string> | null = null): Tidied {
  const nodes = only === null ? document.nodes : document.nodes.filter(({ id }) => only.has(id));
  if (nodes.length === 0) return { steps: new Map(), notes: new Map() };
  const moved = new Set(nodes.map(({ id }) => id));
  const part: MapDocument = {
    ...document,
    nodes,
    edges: document.edges.filter(({ from, to }) => moved.has(from.node) && moved.has(to.node)),
  };
  const spread = apartFrom(part, inRows(part, heights), heights);
  const corner = snap({
    x: Math.min(...nodes.map(({ position }) => position.x)),
    y: Math.min(...nodes.map(({ position }) => position.y)),
  });
  const all = [...spread.values()];
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  const lain = new Map([...spread].map(([id, { x, y }]) => [id, { x: corner.x + x - left, y: corner.y + y - top }]));
  const following = followers(document, moved, heights);
  const down = clearOf(part, lain, heights, still(document, moved, following, heights));
  const steps = new Map([...lain].map(([id, { x, y }]) => [id, { x, y: y + down }]));
  return { steps, notes: beside(document, steps, following, heights) };
}

/** The same as one change of the drawing. */
export function tidy(
  document: MapDocument,
  heights: Heights = new Map(),
  only: ReadonlySet<string> | null = null,
): Change {
  const { steps, notes } = tidied(document, heights, only);
  return chain(moveNodes(steps), moveNotes(notes));
}

/** What lies together: a group with its frame, else a card. */
function unitsOf(document: MapDocument, places: Places, heights: Heights): { ids: string[]; box: Rect }[] {
  const nodes = document.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }));
  const blocks = Map.groupBy(nodes, (node) => groupOf(document, node.id) ?? node);
  return [...blocks.values()].map((some) => {
    const group = groupOf(document, some[0]!.id);
    const ids = some.map(({ id }) => id);
    const frame = group && frameOf({ nodes: some }, { ...group, nodes: ids }, heights);
    return { ids, box: frame ?? boxOf(some[0]!, heights) };
  });
}

/** Moves down whatever still lies on, or in the frame of, something else. Mostly nothing does. */
function apartFrom(document: MapDocument, places: Places, heights: Heights): Map<string, Point> {
  const units = unitsOf(document, places, heights).toSorted((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  const laid: Rect[] = [];
  const moved = new Map(places);
  for (const { ids, box } of units) {
    let { y } = box;
    for (const other of laid)
      if (box.x < other.x + other.width && other.x < box.x + box.width) y = Math.max(y, other.y + other.height + gap);
    const by = Math.ceil((y - box.y) / 8) * 8;
    laid.push({ ...box, y: box.y + by });
    if (by > 0) for (const id of ids) moved.set(id, { x: places.get(id)!.x, y: places.get(id)!.y + by });
  }
  return moved;
}

/** What does not move: cards, the frames of groups none of whose steps do, notes. */
function still(
  document: MapDocument,
  moved: ReadonlySet<string>,
  following: ReadonlyMap<string, MapNode>,
  heights: Heights,
): Rect[] {
  const frames = (document.groups ?? [])
    .filter(({ nodes }) => !nodes.some((id) => moved.has(id)))
    .flatMap((group) => frameOf(document, group, heights) ?? []);
  return [
    ...document.nodes.filter(({ id }) => !moved.has(id)).map((node) => boxOf(node, heights)),
    ...(document.notes ?? []).filter(({ id }) => !following.has(id)).map((note) => noteBox(note, heights)),
    ...frames,
  ];
}

/** How far all of it must go down together to lie on nothing that stays where it is. */
function clearOf(document: MapDocument, places: Places, heights: Heights, obstacles: readonly Rect[]): number {
  const boxes = unitsOf(document, places, heights).map(({ box }) => box);
  for (let down = 0; ;) {
    const needed = boxes.flatMap((box) =>
      obstacles
        .filter((other) => meet({ ...box, y: box.y + down }, other, gap))
        .map((other) => other.y + other.height + gap - box.y),
    );
    const next = Math.ceil(Math.max(down, ...needed) / 8) * 8;
    if (next === down) return down;
    down = next;
  }
}
