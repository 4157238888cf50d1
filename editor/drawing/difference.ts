import type { MapDocument, MapNode } from "#engine/map.ts";

/** What publishing would change, node by node and wire by wire. */
export type Difference = {
  added: MapNode[];
  removed: MapNode[];
  edited: MapNode[];
  wiresAdded: number;
  wiresRemoved: number;
  schedule: boolean;
  limits: boolean;
  renamed: boolean;
};

/** JSON with its keys in order, so that equal values give equal texts. */
const flat = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const wires = (document: MapDocument) =>
  new Set(document.edges.map(({ from, to }) => `${from.node} ${from.port} ${to.node} ${to.port}`));

/** Positions do not count: moving a card changes nothing that is posted. */
export function difference(live: MapDocument, draft: MapDocument): Difference {
  const before = new Map(live.nodes.map((node) => [node.id, node]));
  const after = new Set(draft.nodes.map((node) => node.id));
  const oldWires = wires(live);
  const newWires = wires(draft);
  const essence = ({ type, version, title, config }: MapNode) => flat({ type, version, title, config });
  return {
    added: draft.nodes.filter((node) => !before.has(node.id)),
    removed: live.nodes.filter((node) => !after.has(node.id)),
    edited: draft.nodes.filter((node) => before.has(node.id) && essence(before.get(node.id)!) !== essence(node)),
    wiresAdded: [...newWires].filter((wire) => !oldWires.has(wire)).length,
    wiresRemoved: [...oldWires].filter((wire) => !newWires.has(wire)).length,
    schedule: flat([live.schedule, live.missed]) !== flat([draft.schedule, draft.missed]),
    limits: flat([live.limits, live.first]) !== flat([draft.limits, draft.first]),
    renamed: live.name !== draft.name,
  };
}

const known = new WeakMap<MapDocument, { live: MapDocument; same: boolean }>();

/** Whether publishing the draft would change nothing. */
export function sameDrawing(live: MapDocument, draft: MapDocument): boolean {
  const old = known.get(draft);
  if (old?.live === live) return old.same;
  const found = difference(live, draft);
  const same = Object.values(found).every((part) => (Array.isArray(part) ? part.length === 0 : !part));
  known.set(draft, { live, same });
  return same;
}
