import type { MapDocument, MapEdge, MapNode } from "./map.ts";

/** What of a map, beside its drawing, may differ: each is said by its own sentence. */
export const settings = [
  "name",
  "description",
  "schedule",
  "missed",
  "first",
  "limits",
  "stories",
  "links",
  "tests",
  "accounts",
] as const;
export type Setting = (typeof settings)[number];

/** What makes of one drawing the other, step by step and wire by wire. */
export type Difference = {
  added: MapNode[];
  removed: MapNode[];
  /** As they are now. */
  edited: MapNode[];
  wires: { added: MapEdge[]; removed: MapEdge[] };
  settings: Setting[];
  /** Notes and groups: they are told, and are no change of what is posted. */
  notes: boolean;
};

/** JSON with its keys in order, so that equal values give equal texts. */
export const flat = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "";

/** A step without what nothing is posted by: where its card stands. */
const essence = (node: MapNode): string => flat({ ...node, position: null });

/** Where a note lies and how large it is says nothing either. */
const remarks = ({ notes = [], groups = [] }: MapDocument): string =>
  flat([notes.map((note) => ({ ...note, position: null, size: null })), groups]);

const wireKey = ({ from, to }: MapEdge): string => `${from.node} ${from.port} ${to.node} ${to.port}`;

/** Wires of `these` that `those` have not. */
function beyond(these: readonly MapEdge[], those: readonly MapEdge[]): MapEdge[] {
  const known = new Set(those.map(wireKey));
  return these.filter((edge) => !known.has(wireKey(edge)));
}

/** Where cards stand does not count: moving one changes nothing that is posted. */
export function difference(before: MapDocument, after: MapDocument): Difference {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const ids = new Set(after.nodes.map((node) => node.id));
  return {
    added: after.nodes.filter((node) => !old.has(node.id)),
    removed: before.nodes.filter((node) => !ids.has(node.id)),
    edited: after.nodes.filter((node) => old.has(node.id) && essence(old.get(node.id)!) !== essence(node)),
    wires: { added: beyond(after.edges, before.edges), removed: beyond(before.edges, after.edges) },
    settings: settings.filter((setting) => flat(before[setting]) !== flat(after[setting])),
    notes: remarks(before) !== remarks(after),
  };
}

/** How many things differ, as they are listed: each step, the wires beside those of new and removed steps, the map's own settings. */
export function countChanges({ added, removed, edited, wires, settings: set }: Difference): number {
  const rewired = lone(wires.added, added) + lone(wires.removed, removed) > 0;
  return added.length + removed.length + edited.length + Number(rewired) + Number(set.length > 0);
}

/** Wires that do not come or go with a step of their own. */
function lone(wires: readonly MapEdge[], steps: readonly MapNode[]): number {
  const ids = new Set(steps.map(({ id }) => id));
  return wires.filter(({ from, to }) => !ids.has(from.node) && !ids.has(to.node)).length;
}

const known = new WeakMap<MapDocument, { before: MapDocument; same: boolean }>();

/** Whether publishing the draft would change nothing. */
export function sameDrawing(before: MapDocument, after: MapDocument): boolean {
  const old = known.get(after);
  if (old?.before === before) return old.same;
  const same = countChanges(difference(before, after)) === 0;
  known.set(after, { before, same });
  return same;
}
