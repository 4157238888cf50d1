import { noteSizes, type MapGroup, type MapNote } from "#engine/map.ts";
import { freshId, snap, type Point } from "../../drawing/draft.ts";
import { addNote, groupKey, noteKey, putInto, usual } from "../../drawing/marks.ts";
import type { Canvas } from "./store.ts";

const size = { width: 220, height: 120 };

/** Near a place, where a note lies on nothing. */
function clear(canvas: Canvas, wish: Point): Point {
  const { nodes, notes = [] } = canvas.document();
  const taken = [
    ...nodes.map(({ position }) => ({ ...position, ...usual })),
    ...notes.map((note) => ({ ...note.position, ...note.size })),
  ];
  let place = wish;
  for (let tries = 0; tries < 40; tries += 1) {
    const hit = taken.find(
      ({ x, y, width, height }) =>
        place.x < x + width && place.x + size.width > x && place.y < y + height + 24 && place.y + size.height + 24 > y,
    );
    if (!hit) return place;
    place = { x: place.x, y: hit.y + hit.height + 32 };
  }
  return place;
}

/** Puts a note where it is wanted, and the caret into it. */
export function writeNote(canvas: Canvas, middle: Point): void {
  const { notes = [] } = canvas.document();
  const id = freshId(new Set(notes.map((note) => note.id)), "note");
  const place = { x: middle.x - size.width / 2, y: middle.y - noteSizes.least.height };
  const note: MapNote = { id, text: "", color: "amber", position: snap(clear(canvas, place)), size };
  canvas.edit(addNote(note));
  canvas.choose([noteKey(id)]);
  canvas.set({ renaming: noteKey(id) });
}

/** Puts steps into a group of their own, and the caret into its title. */
export function groupSteps(canvas: Canvas, ids: ReadonlySet<string>): void {
  const { groups = [] } = canvas.document();
  const id = freshId(new Set(groups.map((group) => group.id)), "group");
  const group: MapGroup = { id, title: "", color: "blue", nodes: [] };
  canvas.edit(putInto(ids, group));
  canvas.choose([groupKey(id)]);
  canvas.set({ renaming: groupKey(id) });
}
