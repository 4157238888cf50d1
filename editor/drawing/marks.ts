import { noteSizes, type MapDocument, type MapGroup, type MapNode, type MapNote } from "#engine/map.ts";
import type { Change, Point } from "./change.ts";

/** What stands in a drawing beside steps and wires: notes, and groups as frames around steps. Pure. */

/** How they are known among what is chosen; no step's id has a colon. */
export const noteKey = (id: string): string => `note:${id}`;
export const groupKey = (id: string): string => `group:${id}`;

export const keysOf = ({ notes = [], groups = [] }: MapDocument): string[] => [
  ...notes.map(({ id }) => noteKey(id)),
  ...groups.map(({ id }) => groupKey(id)),
];

/** A drawing without any has no list of them: its file has the bytes that it always had. */
function withNotes({ notes: _old, ...document }: MapDocument, notes: MapNote[]): MapDocument {
  return notes.length === 0 ? document : { ...document, notes };
}
function withGroups({ groups: _old, ...document }: MapDocument, groups: MapGroup[]): MapDocument {
  return groups.length === 0 ? document : { ...document, groups };
}

export const addNote =
  (note: MapNote): Change =>
  (document) =>
    withNotes(document, [...(document.notes ?? []), note]);

export const changeNote =
  (id: string, part: Partial<Omit<MapNote, "id">>): Change =>
  (document) =>
    withNotes(
      document,
      (document.notes ?? []).map((note) => (note.id === id ? { ...note, ...part } : note)),
    );

/** By how much one press makes a note larger or smaller, pixels of the drawing. */
export const noteStep = 40;

const within = (least: number, wanted: number): number => Math.min(noteSizes.most, Math.max(least, wanted));

/** Makes a note larger or smaller, as far as notes go. */
export const resizeNote =
  (id: string, by: { width?: number; height?: number }): Change =>
  (document) => {
    const size = document.notes?.find((note) => note.id === id)?.size;
    if (size === undefined) return document;
    const width = within(noteSizes.least.width, size.width + (by.width ?? 0));
    const height = within(noteSizes.least.height, size.height + (by.height ?? 0));
    return width === size.width && height === size.height
      ? document
      : changeNote(id, { size: { width, height } })(document);
  };

export const moveNotes =
  (places: ReadonlyMap<string, Point>): Change =>
  (document) =>
    places.size === 0
      ? document
      : withNotes(
          document,
          (document.notes ?? []).map((note) => ({ ...note, position: places.get(note.id) ?? note.position })),
        );

export const changeGroup =
  (id: string, part: Partial<Omit<MapGroup, "id" | "nodes">>): Change =>
  (document) =>
    withGroups(
      document,
      (document.groups ?? []).map((group) => (group.id === id ? { ...group, ...part } : group)),
    );

/** The group that a step is in: the first that names it. */
export const groupOf = ({ groups = [] }: MapDocument, node: string): MapGroup | undefined =>
  groups.find(({ nodes }) => nodes.includes(node));

/** Steps in their order, those of a group together where the first of them stands. */
export function blocksOf(
  document: MapDocument,
  ordered: readonly MapNode[],
): { group: MapGroup | undefined; nodes: MapNode[] }[] {
  const blocks = Map.groupBy(ordered, (node) => groupOf(document, node.id) ?? node);
  return [...blocks].map(([key, nodes]) => ({ group: "nodes" in key ? key : undefined, nodes }));
}

/** Puts steps into a group, or into none: they leave the ones that they were in. A group that is left empty goes. */
export const putInto =
  (ids: ReadonlySet<string>, group: MapGroup | string | null): Change =>
  (document) => {
    const into = typeof group === "string" ? group : group?.id;
    const known = document.groups ?? [];
    const groups = typeof group === "string" || group === null ? known : [...known, group];
    return withGroups(
      document,
      groups
        .map((each) => {
          const rest = each.nodes.filter((id) => !ids.has(id));
          return { ...each, nodes: each.id === into ? [...rest, ...ids] : rest };
        })
        .filter(({ nodes }) => nodes.length > 0),
    );
  };

/** Takes away notes and groups that are named, and steps out of their groups; a group's steps stay. */
export function withoutMarks(document: MapDocument, gone: ReadonlySet<string>): MapDocument {
  const { notes, groups } = document;
  let next = document;
  if (notes?.some(({ id }) => gone.has(noteKey(id))))
    next = withNotes(
      next,
      notes.filter(({ id }) => !gone.has(noteKey(id))),
    );
  if (groups?.some(({ id, nodes }) => gone.has(groupKey(id)) || nodes.some((node) => gone.has(node))))
    next = withGroups(
      next,
      groups
        .filter(({ id }) => !gone.has(groupKey(id)))
        .map((group) => ({ ...group, nodes: group.nodes.filter((node) => !gone.has(node)) }))
        .filter(({ nodes }) => nodes.length > 0),
    );
  return next;
}

export type Rect = Point & { width: number; height: number };
/** About what a card measures. */
export const usual = { width: 232, height: 88 };
const edge = { side: 24, top: 48, bottom: 28 };

/** The frame of a group: as large as the steps in it. null where none of them is there. */
export function frameOf(
  { nodes }: Pick<MapDocument, "nodes">,
  group: MapGroup,
  heights: ReadonlyMap<string, number>,
): Rect | null {
  const ids = new Set(group.nodes);
  const inside = nodes.filter(({ id }) => ids.has(id));
  if (inside.length === 0) return null;
  const left = Math.min(...inside.map(({ position }) => position.x)) - edge.side;
  const top = Math.min(...inside.map(({ position }) => position.y)) - edge.top;
  const right = Math.max(...inside.map(({ position }) => position.x + usual.width)) + edge.side;
  const bottom =
    Math.max(...inside.map(({ id, position }) => position.y + (heights.get(id) ?? usual.height))) + edge.bottom;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const contains = (rect: Rect, { x, y }: Point): boolean =>
  x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;

/**
 * Steps that a hand lets go inside a frame belong to it, and those it pulls out of theirs to none. A group whose steps all move stays whole.
 * The document is as it was before the move.
 */
export const regroup =
  (moved: ReadonlyMap<string, Point>, heights: ReadonlyMap<string, number>): Change =>
  (document) => {
    const still = (document.groups ?? []).filter(({ nodes }) => nodes.some((id) => !moved.has(id)));
    const frames = still.flatMap((group) => {
      const frame = frameOf(document, group, heights);
      return frame === null ? [] : [{ group, frame }];
    });
    return [...moved].reduce((drawn, [id, place]) => {
      const middle = { x: place.x + usual.width / 2, y: place.y + (heights.get(id) ?? usual.height) / 2 };
      const own = groupOf(document, id);
      if (own && !still.includes(own)) return drawn;
      if (own && frames.some(({ group, frame }) => group === own && contains(frame, middle))) return drawn;
      const into = frames.find(({ group, frame }) => group !== own && contains(frame, middle))?.group.id ?? null;
      return into === null && !own ? drawn : putInto(new Set([id]), into)(drawn);
    }, document);
  };
