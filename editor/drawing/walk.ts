import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import type { End } from "./draft.ts";
import { refusal } from "./wiring.ts";

export type Way = "right" | "left" | "up" | "down";

/** How many steps at most lie before each: items pass in this order. Steps of a loop count from where they stand in the list. */
function depths({ nodes, edges }: MapDocument): Map<string, number> {
  const after = Map.groupBy(edges, ({ from }) => from.node);
  const open = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { to } of edges) open.set(to.node, (open.get(to.node) ?? 0) + 1);
  const depth = new Map(nodes.map(({ id }) => [id, 0]));
  const ready = nodes.flatMap(({ id }) => (open.get(id) === 0 ? [id] : []));
  for (const id of ready) {
    for (const { to } of after.get(id) ?? []) {
      depth.set(to.node, Math.max(depth.get(to.node) ?? 0, (depth.get(id) ?? 0) + 1));
      open.set(to.node, (open.get(to.node) ?? 0) - 1);
      if (open.get(to.node) === 0) ready.push(to.node);
    }
  }
  return depth;
}

/**
 * The steps in the order in which the keyboard meets them. It hangs on the wires alone and not on where cards lie: a card that is moved
 * keeps its turn, and with it the keyboard that moves it.
 */
export function inFlow(document: MapDocument): MapNode[] {
  const depth = depths(document);
  return document.nodes.toSorted((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0));
}

/** The wires of a step: those that leave it, then those that come in. */
export const wiresOf = ({ edges }: MapDocument, id: string): string[] => [
  ...edges.flatMap((edge) => (edge.from.node === id ? [edge.id] : [])),
  ...edges.flatMap((edge) => (edge.to.node === id ? [edge.id] : [])),
];

/**
 * Where an arrow leads from a step: along its wires, to whichever other end lies nearest in height; up and down to its siblings, which are
 * those beside it behind or before the same step, else those as far along the map. null where there is none.
 */
export function neighbour(document: MapDocument, id: string, way: Way): string | null {
  const { nodes, edges } = document;
  const here = nodes.find((node) => node.id === id);
  if (!here) return null;
  const distance = (node: MapNode) => Math.abs(node.position.y - here.position.y);
  const nearest = (some: readonly MapNode[]): string | null =>
    some.toSorted((a, b) => distance(a) - distance(b) || a.position.x - b.position.x)[0]?.id ?? null;
  const ends = (from: "from" | "to", to: "from" | "to", of: string): string[] =>
    edges.flatMap((edge) => (edge[from].node === of ? [edge[to].node] : []));
  if (way === "right" || way === "left") {
    const [own, other] = way === "right" ? (["from", "to"] as const) : (["to", "from"] as const);
    const next = new Set(ends(own, other, id));
    return nearest(nodes.filter((node) => next.has(node.id)));
  }
  const family = new Set([
    ...ends("to", "from", id).flatMap((before) => ends("from", "to", before)),
    ...ends("from", "to", id).flatMap((after) => ends("to", "from", after)),
  ]);
  const beside = (node: MapNode) =>
    node.id !== id && (way === "up" ? node.position.y < here.position.y : node.position.y > here.position.y);
  const siblings = nodes.filter((node) => family.has(node.id) && beside(node));
  if (siblings.length > 0) return nearest(siblings);
  const depth = depths(document);
  return nearest(nodes.filter((node) => depth.get(node.id) === depth.get(id) && beside(node)));
}

/** The steps to which a wire from an end may lead, in the flow's order. */
export const reachable = (document: MapDocument, manifests: ReadonlyMap<string, Manifest>, from: End): string[] =>
  inFlow(document).flatMap(({ id, type }) =>
    manifests.get(type)?.inputs.some((into) => refusal(document, manifests, from, { node: id, port: into.id }) === null)
      ? [id]
      : [],
  );
