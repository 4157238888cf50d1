import { Graph, layout as dagre } from "@dagrejs/dagre";
import type { MapDocument } from "#engine/map.ts";
import { gap } from "./beside.ts";
import type { Heights } from "./boxes.ts";
import type { Point } from "./change.ts";
import { snap } from "./draft.ts";
import { apart, card } from "./inserting.ts";
import { column, layout } from "./layout.ts";
import { groupOf, usual } from "./marks.ts";

/** Between cards, and below what hangs together; pixels. */
const [row, below] = [24, 40];
/** What a frame has at its sides beyond the cards in it. */
const side = 24;
/** Wires, counted once for each column they cross, up to which the library takes about a second; beyond, plain columns do. */
const most = 800;

/**
 * Where steps lie from left to right and top to bottom, on the grid, with the ports of what is in one row in one line; what is not wired to
 * one another lies one below the other.
 */
export function inRows(document: MapDocument, heights: Heights): Map<string, Point> {
  const places = new Map<string, Point>();
  let top = 0;
  for (const part of families(document)) {
    const own = wired(part, heights);
    const first = Math.min(...[...own.values()].map(({ y }) => y));
    for (const [id, { x, y }] of own) places.set(id, { x, y: top + y - first });
    const bottoms = part.nodes.map(({ id }) => places.get(id)!.y + (heights.get(id) ?? usual.height));
    top = Math.ceil((Math.max(...bottoms) + below) / 8) * 8;
  }
  return places;
}

/** The parts of a drawing that neither a wire nor a group joins, in the order of the file. */
function families(document: MapDocument): MapDocument[] {
  const parent = new Map(document.nodes.map(({ id }) => [id, id]));
  const head = (id: string): string => {
    let at = id;
    for (let up = parent.get(at)!; up !== at; up = parent.get(at)!) {
      parent.set(at, parent.get(up)!);
      at = up;
    }
    return at;
  };
  for (const { from, to } of document.edges) parent.set(head(to.node), head(from.node));
  for (const { nodes } of document.groups ?? []) {
    const [first, ...others] = nodes.filter((id) => parent.has(id));
    for (const id of others) parent.set(head(id), head(first!));
  }
  const byNode = Map.groupBy(document.nodes, ({ id }) => head(id));
  const byWire = Map.groupBy(document.edges, ({ from }) => head(from.node));
  return [...byNode].map(([id, nodes]) => ({ ...document, nodes, edges: byWire.get(id) ?? [] }));
}

function wired(document: MapDocument, heights: Heights): Map<string, Point> {
  const pairs = new Map(
    document.edges.flatMap(({ from, to }) =>
      from.node === to.node ? [] : [[`${from.node} ${to.node}`, [from.node, to.node] as const]],
    ),
  );
  const wires = [...pairs.values()];
  const at = straight(document, wires) ?? columns(document, wires, heights) ?? branched(document, wires, heights);
  const ranks = [...new Set([...at.values()].map(({ x }) => x))].toSorted((a, b) => a - b);
  const lefts = columnsOf(document, ranks, (id) => at.get(id)!.x);
  return new Map([...at].map(([id, { x, y }]) => [id, snap({ x: lefts.get(x)!, y })]));
}

/** What is used of the library, whose own types name files in a way that only bundlers find. */
type Drawn = {
  setGraph: (label: object) => unknown;
  setNode: (id: string, label: object) => unknown;
  setParent: (id: string, parent: string) => unknown;
  setEdge: (from: string, to: string, label: object) => unknown;
  node: (id: string) => Point;
};

type Pair = readonly [string, string];

/** Steps one after the other, as most are; null where a way parts, or comes back. */
function straight({ nodes }: MapDocument, wires: readonly Pair[]): Map<string, Point> | null {
  if (wires.length !== nodes.length - 1) return null;
  const next = new Map(wires);
  const reached = new Set(next.values());
  if (next.size < wires.length || reached.size < wires.length) return null;
  let at = nodes.find(({ id }) => !reached.has(id))?.id;
  const places = new Map<string, Point>();
  for (let x = 0; at !== undefined; x += 1) {
    places.set(at, { x, y: 0 });
    at = next.get(at);
  }
  return places.size === nodes.length ? places : null;
}

/** Plain columns, where there are too many wires to look for fewer crossings. */
function columns(document: MapDocument, wires: readonly Pair[], heights: Heights): Map<string, Point> | null {
  const places = layout(document, heights);
  const crossed = wires.reduce((sum, [from, to]) => {
    const across = (places.get(to)?.x ?? 0) - (places.get(from)?.x ?? 0);
    return sum + Math.max(1, across / column);
  }, 0);
  return crossed > most ? places : null;
}

function branched(document: MapDocument, wires: readonly Pair[], heights: Heights): Map<string, Point> {
  const { nodes, groups } = document;
  const graph = new Graph({ compound: groups !== undefined }) as Drawn;
  graph.setGraph({ rankdir: "LR", nodesep: row, edgesep: gap, ranksep: apart - card.whole });
  for (const { id } of nodes) {
    // The library aligns middles: a card is as much higher for it above its port as below.
    const height = 2 * Math.max(card.port, (heights.get(id) ?? usual.height) - card.port);
    graph.setNode(id, { width: card.whole, height });
    const group = groupOf(document, id);
    if (group) graph.setParent(id, `group:${group.id}`);
  }
  // Sources are all in the first column, wherever their items go.
  const reached = new Set(wires.map(([, to]) => to));
  graph.setNode("start:", { width: 0, height: 0 });
  for (const { id } of nodes) if (!reached.has(id)) graph.setEdge("start:", id, { weight: 1000, minlen: 1 });
  for (const [from, to] of wires) graph.setEdge(from, to, { weight: 1, minlen: 1 });
  dagre(graph);
  return new Map(nodes.map(({ id }) => [id, graph.node(id)]));
}

/** Where each column begins: a card and the way to the next one apart, and further where a frame lies between. */
function columnsOf(document: MapDocument, ranks: readonly number[], rankOf: (id: string) => number) {
  const ids = new Set(document.nodes.map(({ id }) => id));
  const [begins, ends] = [new Set<number>(), new Set<number>()];
  for (const group of document.groups ?? []) {
    const own = group.nodes.filter((id) => ids.has(id) && groupOf(document, id) === group).map(rankOf);
    begins.add(Math.min(...own));
    ends.add(Math.max(...own));
  }
  const lefts = new Map<number, number>();
  let left = 0;
  for (const [index, rank] of ranks.entries()) {
    if (index > 0) left += apart + (ends.has(ranks[index - 1]!) ? side : 0) + (begins.has(rank) ? side : 0);
    lefts.set(rank, left);
  }
  return lefts;
}
