import type { MapDocument, MapEdge, MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import type { Change, Point } from "./change.ts";
import { withoutMarks } from "./marks.ts";

export type { Change, Point } from "./change.ts";
export type End = MapEdge["from"];

/** Everything on the canvas sits on the 8 px grid. */
export const snap = (point: Point): Point => ({ x: Math.round(point.x / 8) * 8, y: Math.round(point.y / 8) * 8 });

/** A short id that the document does not use yet: the base itself, else base-2, base-3, … */
export function freshId(taken: ReadonlySet<string>, base: string): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

const nodeIds = (document: MapDocument) => new Set(document.nodes.map((node) => node.id));
const edgeIds = (document: MapDocument) => new Set(document.edges.map((edge) => edge.id));

/** A node of a type with its default config, not yet in the document. */
export function newNode(document: MapDocument, manifest: Manifest, position: Point): MapNode {
  return {
    id: freshId(nodeIds(document), manifest.type),
    type: manifest.type,
    version: manifest.version,
    title: "",
    config: structuredClone(manifest.defaults) as Record<string, unknown>,
    position: snap(position),
  };
}

export const addNode =
  (node: MapNode): Change =>
  (document) => ({ ...document, nodes: [...document.nodes, node] });

export const changeNode =
  (id: string, part: Partial<Pick<MapNode, "title" | "config" | "position">>): Change =>
  (document) => ({ ...document, nodes: document.nodes.map((node) => (node.id === id ? { ...node, ...part } : node)) });

const resting = new WeakMap<readonly MapNode[], ReadonlySet<string>>();

/** The nodes that are off; the same set for the same list. */
export function offIn(nodes: readonly MapNode[]): ReadonlySet<string> {
  let off = resting.get(nodes);
  if (off === undefined)
    resting.set(nodes, (off = new Set(nodes.filter(({ disabled }) => disabled === true).map(({ id }) => id))));
  return off;
}

/** Switches nodes on or off. One that is on has no mark, so that its map has the bytes that it always had. */
export const switchNodes =
  (ids: ReadonlySet<string>, on: boolean): Change =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      if (!ids.has(node.id) || (node.disabled !== true) === on) return node;
      const { disabled: _was, ...rest } = node;
      return on ? rest : { ...rest, disabled: true };
    }),
  });

/**
 * Makes a source one of another type, in its place and with its name; a wire goes on from the new type's first way out where it lacks the
 * wire's own. Nothing happens where the node is gone, or the settings are not that type's.
 */
export const turnInto =
  (id: string, manifest: Manifest, config: Record<string, unknown>): Change =>
  (document) => {
    const parsed = manifest.config.safeParse(config);
    if (!parsed.success || !document.nodes.some((node) => node.id === id)) return document;
    const ports = manifest.outputs(parsed.data).map((output) => output.id);
    const [first] = ports;
    return {
      ...document,
      nodes: document.nodes.map((node) =>
        node.id === id ? { ...node, type: manifest.type, version: manifest.version, config } : node,
      ),
      edges: document.edges.map((edge) =>
        edge.from.node !== id || first === undefined || ports.includes(edge.from.port)
          ? edge
          : { ...edge, from: { ...edge.from, port: first } },
      ),
    };
  };

export const moveNodes =
  (positions: ReadonlyMap<string, Point>): Change =>
  (document) => {
    const nodes = document.nodes.map((node) => {
      const to = positions.get(node.id);
      return to && (to.x !== node.position.x || to.y !== node.position.y)
        ? { ...node, position: { x: to.x, y: to.y } }
        : node;
    });
    // Where a card was taken up and put back, nothing was done.
    return nodes.some((node, index) => node !== document.nodes[index]) ? { ...document, nodes } : document;
  };

/** Removes nodes and edges by id, and the edges that would dangle; notes and groups by their keys. */
export const remove =
  (ids: ReadonlySet<string>): Change =>
  (document) => ({
    ...withoutMarks(document, ids),
    nodes: document.nodes.filter((node) => !ids.has(node.id)),
    edges: document.edges.filter((edge) => !ids.has(edge.id) && !ids.has(edge.from.node) && !ids.has(edge.to.node)),
  });

export const connect =
  (from: End, to: End): Change =>
  (document) => {
    const edge: MapEdge = { id: freshId(edgeIds(document), `${from.node}-${to.node}`.slice(0, 56)), from, to };
    return { ...document, edges: [...document.edges, edge] };
  };

export const changeMap =
  (part: Partial<Pick<MapDocument, "name" | "description" | "schedule" | "missed" | "first" | "limits">>): Change =>
  (document) => ({ ...document, ...part });

export const chain =
  (...changes: Change[]): Change =>
  (document) =>
    changes.reduce((result, change) => change(result), document);
