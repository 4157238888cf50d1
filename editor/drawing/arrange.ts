import type { MapDocument } from "#engine/map.ts";
import type { Point } from "./change.ts";
import { usual } from "./marks.ts";

export const edges = ["Left", "Centre", "Right", "Top", "Middle", "Bottom"] as const;
export type Edge = (typeof edges)[number];
export const ways = ["Across", "Down"] as const;
export type Way = (typeof ways)[number];

type Box = { id: string; x: number; y: number; height: number };

const boxes = ({ nodes }: MapDocument, ids: ReadonlySet<string>, heights: ReadonlyMap<string, number>): Box[] =>
  nodes
    .filter(({ id }) => ids.has(id))
    .map(({ id, position }) => ({ id, ...position, height: heights.get(id) ?? usual.height }));

const on = (grid: number): number => Math.round(grid / 8) * 8;

/** Where steps stand once one of their edges, or their middles, are in one line. Cards are all of one width. */
export function aligned(
  document: MapDocument,
  ids: ReadonlySet<string>,
  edge: Edge,
  heights: ReadonlyMap<string, number> = new Map(),
): Map<string, Point> {
  const all = boxes(document, ids, heights);
  if (all.length < 2) return new Map();
  const left = Math.min(...all.map(({ x }) => x));
  const right = Math.max(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  const place = ({ x, y, height }: Box): Point => {
    if (edge === "Left") return { x: left, y };
    if (edge === "Right") return { x: right, y };
    if (edge === "Centre") return { x: on((left + right) / 2), y };
    if (edge === "Top") return { x, y: top };
    return { x, y: edge === "Bottom" ? bottom - height : (top + bottom - height) / 2 };
  };
  return new Map(all.map((box) => [box.id, place(box)]));
}

/** Where steps stand with the same room between them; the outermost stay. */
export function distributed(
  document: MapDocument,
  ids: ReadonlySet<string>,
  way: Way,
  heights: ReadonlyMap<string, number> = new Map(),
): Map<string, Point> {
  const across = way === "Across";
  const start = (box: Box) => (across ? box.x : box.y);
  const size = (box: Box) => (across ? usual.width : box.height);
  const all = boxes(document, ids, heights).toSorted((a, b) => start(a) - start(b));
  const [first] = all;
  const last = all.at(-1);
  if (!first || !last || all.length < 3) return new Map();
  const taken = all.reduce((sum, box) => sum + size(box), 0);
  const gap = (start(last) + size(last) - start(first) - taken) / (all.length - 1);
  let at = start(first);
  return new Map(
    all.map((box) => {
      const place = at;
      at += size(box) + gap;
      return [box.id, across ? { x: place, y: box.y } : { x: box.x, y: place }];
    }),
  );
}

/** Everything on the ways that lead to a step or from it. */
export function chainOf({ edges: wires }: MapDocument, ids: ReadonlySet<string>): Set<string> {
  const along = (from: "from" | "to", to: "from" | "to"): Set<string> => {
    const next = Map.groupBy(wires, (wire) => wire[from].node);
    const found = new Set(ids);
    for (const id of found) for (const wire of next.get(id) ?? []) found.add(wire[to].node);
    return found;
  };
  return new Set([...along("to", "from"), ...along("from", "to")]);
}
