import type { MapDocument, MapEdge, MapGroup, MapNode, MapNote } from "#engine/map.ts";
import { freshId, type Change } from "./draft.ts";
import type { Point } from "./change.ts";
import { contains, frameOf, groupKey, noteKey } from "./marks.ts";

/** A part of a drawing, as it goes over the clipboard: to another map, another tab, or as text. Read again in pasted.ts. */
export type Piece = {
  relaymap: "piece";
  nodes: MapNode[];
  edges: MapEdge[];
  /** Absent where there are none. */
  notes?: MapNote[];
  groups?: MapGroup[];
};

/**
 * The chosen steps and notes with the wires between them; a group that is chosen, with all that is in it, or whose steps all are. null where
 * nothing of the kind is chosen.
 */
export function copy(document: MapDocument, chosen: ReadonlySet<string>): Piece | null {
  const framed = (document.groups ?? []).filter(({ id }) => chosen.has(groupKey(id)));
  const ids = new Set([...chosen, ...framed.flatMap((group) => group.nodes)]);
  const frames = framed.flatMap((group) => frameOf(document, group, new Map()) ?? []);
  const nodes = document.nodes.filter(({ id }) => ids.has(id));
  const notes = (document.notes ?? []).filter(({ id, position, size }) => {
    const middle = { x: position.x + size.width / 2, y: position.y + size.height / 2 };
    return chosen.has(noteKey(id)) || frames.some((frame) => contains(frame, middle));
  });
  if (nodes.length + notes.length === 0) return null;
  const present = new Set(document.nodes.map(({ id }) => id));
  const groups = (document.groups ?? [])
    .map((group) => ({ ...group, nodes: group.nodes.filter((id) => present.has(id)) }))
    .filter((group) => group.nodes.length > 0 && group.nodes.every((id) => ids.has(id)));
  return {
    relaymap: "piece",
    nodes,
    edges: document.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node)),
    ...(notes.length > 0 ? { notes } : {}),
    ...(groups.length > 0 ? { groups } : {}),
  };
}

/** What of a drawing a piece was made of, by the keys that it knows them by: what cutting takes away. */
export const keysIn = ({ nodes, notes = [], groups = [] }: Piece): Set<string> =>
  new Set([
    ...nodes.map(({ id }) => id),
    ...notes.map(({ id }) => noteKey(id)),
    ...groups.map(({ id }) => groupKey(id)),
  ]);

/** Gives ids that the document does not use yet, and remembers them. */
function naming(used: readonly { id: string }[]) {
  const taken = new Set(used.map(({ id }) => id));
  const names = new Map<string, string>();
  return {
    name: (id: string, base = id.replace(/-\d+$/, "")): string => {
      const fresh = freshId(taken, base);
      taken.add(fresh);
      names.set(id, fresh);
      return fresh;
    },
    named: (id: string): string[] => (names.has(id) ? [names.get(id)!] : []),
  };
}

/**
 * Puts a piece into the document under new ids, so far aside that no step of it lies where one is. `pasted` are the keys of what is new;
 * `by` says another place.
 */
export function paste(
  document: MapDocument,
  piece: Piece,
  by: Point = aside(document, piece),
): { change: Change; pasted: string[] } {
  const steps = naming(document.nodes);
  const shift = <Each extends { position: Point }>(each: Each): Each => ({
    ...structuredClone(each),
    position: { x: each.position.x + by.x, y: each.position.y + by.y },
  });
  const nodes = piece.nodes.map((node) => ({ ...shift(node), id: steps.name(node.id) }));
  const wires = naming(document.edges);
  const edges = piece.edges.flatMap((edge): MapEdge[] => {
    const [from] = steps.named(edge.from.node);
    const [to] = steps.named(edge.to.node);
    if (from === undefined || to === undefined) return [];
    const id = wires.name(edge.id, `${from}-${to}`.slice(0, 56));
    return [{ id, from: { ...edge.from, node: from }, to: { ...edge.to, node: to } }];
  });
  const [marks, frames] = [naming(document.notes ?? []), naming(document.groups ?? [])];
  const notes = (piece.notes ?? []).map((note) => ({ ...shift(note), id: marks.name(note.id) }));
  const groups = (piece.groups ?? []).flatMap((group): MapGroup[] => {
    const members = group.nodes.flatMap(steps.named);
    return members.length === 0 ? [] : [{ ...group, id: frames.name(group.id), nodes: members }];
  });
  return {
    change: (now) => ({
      ...now,
      nodes: [...now.nodes, ...nodes],
      edges: [...now.edges, ...edges],
      ...(notes.length > 0 ? { notes: [...(now.notes ?? []), ...notes] } : {}),
      ...(groups.length > 0 ? { groups: [...(now.groups ?? []), ...groups] } : {}),
    }),
    pasted: [...nodes.map(({ id }) => id), ...notes.map(({ id }) => noteKey(id))],
  };
}

/** Pixels; and how often at most: whoever pastes the same for the hundredth time has other worries. */
const [step, tries] = [40, 100];

/** How far aside a piece lies free of its own like: pasted again, it does not hide what was pasted before. */
export function aside(document: MapDocument, piece: Piece): Point {
  const list = piece.nodes.length > 0 ? "nodes" : "notes";
  const place = ({ x, y }: Point) => `${Math.round(x)} ${Math.round(y)}`;
  const taken = new Set((document[list] ?? []).map(({ position }) => place(position)));
  const hides = (by: number) =>
    (piece[list] ?? []).some(({ position: { x, y } }) => taken.has(place({ x: x + by, y: y + by })));
  let by = step;
  while (hides(by) && by < step * tries) by += step;
  return { x: by, y: by };
}
