import { z } from "zod";
import { MapEdge, MapNode, type MapDocument } from "#engine/map.ts";
import { freshId, type Change } from "./draft.ts";

const Piece = z.strictObject({
  relaymap: z.literal("piece"),
  nodes: z.array(MapNode).min(1).max(1000),
  edges: z.array(MapEdge).max(5000),
});
export type Piece = z.infer<typeof Piece>;

/** The chosen nodes and the wires between them, as text that another tab or map can paste. null where no node is chosen. */
export function copy(document: MapDocument, ids: ReadonlySet<string>): Piece | null {
  const nodes = document.nodes.filter((node) => ids.has(node.id));
  if (nodes.length === 0) return null;
  return {
    relaymap: "piece",
    nodes,
    edges: document.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node)),
  };
}

/** Reads pasted text; null where it is anything else than a piece of a map. */
export function readPiece(text: string): Piece | null {
  if (!text.includes('"relaymap"')) return null;
  try {
    return Piece.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Puts a piece into the document under new ids, a little aside. `pasted` are the new nodes' ids. */
export function paste(document: MapDocument, piece: Piece, offset = 40): { change: Change; pasted: string[] } {
  const taken = new Set(document.nodes.map((node) => node.id));
  const wires = new Set(document.edges.map((edge) => edge.id));
  const renamed = new Map<string, string>();
  const nodes = piece.nodes.map((node) => {
    const id = freshId(taken, node.id.replace(/-\d+$/, ""));
    taken.add(id);
    renamed.set(node.id, id);
    return {
      ...node,
      id,
      config: structuredClone(node.config),
      position: { x: node.position.x + offset, y: node.position.y + offset },
    };
  });
  const edges = piece.edges.flatMap((edge) => {
    const from = renamed.get(edge.from.node);
    const to = renamed.get(edge.to.node);
    if (!from || !to) return [];
    const id = freshId(wires, `${from}-${to}`.slice(0, 56));
    wires.add(id);
    return [{ id, from: { ...edge.from, node: from }, to: { ...edge.to, node: to } }];
  });
  return {
    change: (now) => ({ ...now, nodes: [...now.nodes, ...nodes], edges: [...now.edges, ...edges] }),
    pasted: [...renamed.values()],
  };
}
