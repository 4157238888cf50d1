import type { MapDocument, MapEdge, MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { moveNodes, type Change } from "./draft.ts";
import { outputsOf } from "./wiring.ts";

/** A step that stands in a wire: one way in, one way out. */
function ways(node: MapNode | undefined, manifests: ReadonlyMap<string, Manifest>) {
  const manifest = node && manifests.get(node.type);
  if (!node || !manifest) return null;
  const [into, ...ins] = manifest.inputs;
  const [out, ...outs] = outputsOf(manifest, node);
  return into && out && ins.length === 0 && outs.length === 0 ? { node, into, out } : null;
}

/**
 * Lets a step change places with the one before it (`earlier`) or behind it: what led to the first leads to the second, what left the second
 * leaves the first. null where that would change more than the order: both must pass things on, and nothing else may lead in or out between
 * them.
 */
export function exchange(
  document: MapDocument,
  manifests: ReadonlyMap<string, Manifest>,
  id: string,
  earlier: boolean,
): Change | null {
  const [link, ...links] = document.edges.filter(({ from, to }) => (earlier ? to : from).node === id);
  if (link === undefined || links.length > 0) return null;
  const beside = document.edges.filter(({ from, to }) =>
    earlier ? from.node === link.from.node : to.node === link.to.node,
  );
  const at = (node: string) => document.nodes.find((each) => each.id === node);
  const first = ways(at(link.from.node), manifests);
  const second = ways(at(link.to.node), manifests);
  if (beside.length > 1 || first === null || second === null) return null;
  if (first.into.carries !== second.into.carries || first.out.carries !== second.out.carries) return null;
  const turned = (edge: MapEdge): MapEdge => {
    if (edge.id === link.id)
      return {
        ...edge,
        from: { node: second.node.id, port: second.out.id },
        to: { node: first.node.id, port: first.into.id },
      };
    if (edge.to.node === first.node.id) return { ...edge, to: { node: second.node.id, port: second.into.id } };
    if (edge.from.node === second.node.id) return { ...edge, from: { node: first.node.id, port: first.out.id } };
    return edge;
  };
  return (drawn) =>
    moveNodes(
      new Map([
        [first.node.id, second.node.position],
        [second.node.id, first.node.position],
      ]),
    )({ ...drawn, edges: drawn.edges.map(turned) });
}
