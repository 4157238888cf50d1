import type { MapDocument, MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";

type Manifests = ReadonlyMap<string, Manifest>;

/** A step that writes a post's words from a text in its settings. */
const writes = (node: MapNode, manifests: Manifests): boolean => {
  const manifest = manifests.get(node.type);
  return manifest?.kind === "rewrite" && manifest.least !== undefined;
};

/** The step that last wrote what reaches another one: the nearest before it, along the first wires where several ways lead there. */
export function textStepOf({ nodes, edges }: MapDocument, manifests: Manifests, target: string): MapNode | null {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set([target]);
  for (const id of seen) {
    const node = known.get(id);
    if (node !== undefined && id !== target && writes(node, manifests)) return node;
    for (const { from, to } of edges) if (to.node === id) seen.add(from.node);
  }
  return null;
}
