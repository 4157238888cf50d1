import type { MapNode } from "#engine/map.ts";
import type { NodeKind } from "#engine/node.ts";
import { faces } from "../../nodes.ts";

const known = new WeakMap<readonly MapNode[], Map<string, NodeKind>>();

/** What kind of step one of a drawing's nodes is; a step's kind never changes. */
export function kindOf(nodes: readonly MapNode[], id: string): NodeKind {
  let kinds = known.get(nodes);
  if (!kinds) known.set(nodes, (kinds = new Map(nodes.map((node) => [node.id, faces.get(node.type)?.kind ?? "flow"]))));
  return kinds.get(id) ?? "flow";
}
