import { flat } from "#engine/difference.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";

/** Sources of a draft that the live version does not read: new steps, and those that read something else now. */
export function newSources(
  live: MapDocument,
  draft: MapDocument,
  isSource: (node: MapNode) => boolean,
): ReadonlySet<string> {
  const old = new Map(live.nodes.map((node) => [node.id, flat([node.type, node.config])]));
  return new Set(
    draft.nodes
      .filter((node) => isSource(node) && node.disabled !== true && old.get(node.id) !== flat([node.type, node.config]))
      .map(({ id }) => id),
  );
}

/** The part of a map that lies behind some of its steps: what their items can reach. */
export function behind(document: MapDocument, from: ReadonlySet<string>): MapDocument {
  const next = Map.groupBy(document.edges, (edge) => edge.from.node);
  const reached = new Set(from);
  for (const id of reached) for (const { to } of next.get(id) ?? []) reached.add(to.node);
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => reached.has(id)),
    edges: document.edges.filter((edge) => reached.has(edge.from.node)),
  };
}
