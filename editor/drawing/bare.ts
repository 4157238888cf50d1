import type { MapDocument } from "#engine/map.ts";

/** What counts of a drawing: names, places and notes change nothing. */
export function bare({ nodes, edges, groups: _groups, notes: _notes, ...rest }: MapDocument): MapDocument {
  return {
    ...rest,
    ...{ name: "Draft", description: "", edges },
    nodes: nodes.map((node) => ({ ...node, title: "", position: { x: 0, y: 0 } })),
  };
}
