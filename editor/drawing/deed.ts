import type { MapDocument, MapEdge, MapNode } from "#engine/map.ts";

/** What an edit was for, where the two drawings alone do not tell. */
export type Purpose = "tidy" | "paste" | "duplicate" | "replace" | "insert" | "ownText" | "commonText";

/**
 * What was done between two drawings. It is read from the drawings themselves, so that whatever changes one has a name without giving it
 * one: undo says what it would take back, and what was done is said aloud.
 */
export type Deed =
  | { did: "add" | "insert" | "delete" | "move" | "rename" | "turn" | "switchOn" | "switchOff"; node: MapNode }
  | { did: "set"; node: MapNode; field: string }
  | { did: "connect" | "disconnect"; from: MapNode; to: MapNode }
  | { did: "addMany" | "deleteMany" | "moveMany" | "changeMany" | "cutMany" | "paste" | "duplicate"; count: number }
  | { did: "noteAdd" | "noteDelete" | "noteChange" | "groupAdd" | "groupDelete" | "groupChange" }
  | { did: "testAdd" | "testDelete" | "testChange" }
  | { did: "tidy" | "replace" | "ownText" | "commonText" | "name" | "schedule" | "settings" | "change" };

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

type Listed = { id: string };
type Parted<Each> = { added: Each[]; removed: Each[]; changed: [Each, Each][] };

function parted<Each extends Listed>(before: readonly Each[], after: readonly Each[]): Parted<Each> {
  if (before === after) return { added: [], removed: [], changed: [] };
  const old = new Map(before.map((each) => [each.id, each]));
  const now = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !now.has(id)),
    changed: after.flatMap((each): [Each, Each][] => {
      const was = old.get(each.id);
      return was === undefined || same(was, each) ? [] : [[was, each]];
    }),
  };
}

/** Names of the parts that differ. */
function parts(before: object, after: object): string[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => !same(old.get(key), now.get(key)));
}

/** What was done to one step. */
function changeOf(was: MapNode, node: MapNode): Deed {
  const what = parts(was, node);
  if (what.includes("type")) return { did: "turn", node };
  if (what.includes("config")) {
    const [field = "", ...others] = parts(was.config, node.config);
    return { did: "set", node, field: others.length === 0 ? field : "" };
  }
  if (what.includes("disabled"))
    return { did: "disabled" in node && node.disabled === true ? "switchOff" : "switchOn", node };
  // Whoever undoes it knows it by the name that it had.
  if (what.includes("title")) return { did: "rename", node: was };
  return what.join() === "position" ? { did: "move", node } : { did: "set", node, field: "" };
}

/** What was done to the steps, null where nothing was. */
function stepped({ added, removed, changed }: Parted<MapNode>, inserted: boolean, purpose?: Purpose): Deed | null {
  const [one] = added;
  const [gone] = removed;
  const [first, ...rest] = changed;
  if (one && gone) return { did: "change" };
  if (one) {
    if (purpose === "paste" || purpose === "duplicate") return { did: purpose, count: added.length };
    if (added.length > 1) return { did: "addMany", count: added.length };
    return { did: inserted ? "insert" : "add", node: one };
  }
  if (gone) return removed.length === 1 ? { did: "delete", node: gone } : { did: "deleteMany", count: removed.length };
  if (!first) return null;
  if (rest.length === 0) return changeOf(...first);
  const moved = changed.every(([was, node]) => parts(was, node).join() === "position");
  return { did: moved ? "moveMany" : "changeMany", count: changed.length };
}

/** What was done to the wires alone, null where nothing was. */
function wired({ added, removed, changed }: Parted<MapEdge>, nodes: readonly MapNode[]): Deed | null {
  const [edge, ...others] = [...added, ...removed];
  if (!edge && changed.length === 0) return null;
  const from = nodes.find(({ id }) => id === edge?.from.node);
  const to = nodes.find(({ id }) => id === edge?.to.node);
  if (others.length === 0 && from && to) return { did: added.length === 1 ? "connect" : "disconnect", from, to };
  return added.length + changed.length === 0 ? { did: "cutMany", count: removed.length } : { did: "change" };
}

const lists = {
  notes: ["noteAdd", "noteDelete", "noteChange"],
  groups: ["groupAdd", "groupDelete", "groupChange"],
  tests: ["testAdd", "testDelete", "testChange"],
} as const;

function countOf(document: object, list: string): number {
  const part: unknown = Reflect.get(document, list);
  const found: unknown = typeof part === "object" && part !== null && "list" in part ? part.list : part;
  return Array.isArray(found) ? found.length : 0;
}

export function deedOf(before: MapDocument, after: MapDocument, purpose?: Purpose): Deed {
  if (purpose === "tidy" || purpose === "replace" || purpose === "ownText" || purpose === "commonText")
    return { did: purpose };
  const edges = parted(before.edges, after.edges);
  const cut = edges.changed.length + edges.removed.length > 0;
  const deed = stepped(parted(before.nodes, after.nodes), cut, purpose) ?? wired(edges, after.nodes);
  if (deed !== null) return deed;
  const what = parts({ ...before, nodes: 0, edges: 0 }, { ...after, nodes: 0, edges: 0 });
  for (const list of ["notes", "groups", "tests"] as const) {
    if (!what.includes(list)) continue;
    const [was, now] = [countOf(before, list), countOf(after, list)];
    return { did: lists[list][now > was ? 0 : now < was ? 1 : 2] };
  }
  if (what.join() === "name") return { did: "name" };
  return { did: what.every((part) => part === "schedule" || part === "missed") ? "schedule" : "settings" };
}
