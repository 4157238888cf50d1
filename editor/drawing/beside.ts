import type { MapDocument, MapNode } from "#engine/map.ts";
import { between, boxOf, meet, noteBox, within, type Heights } from "./boxes.ts";
import type { Point } from "./change.ts";
import { moveNodes } from "./draft.ts";
import { frameOf } from "./marks.ts";

/** What notes do when the steps beside them are tidied. */

/** Between what lies near one another, at least; pixels. */
export const gap = 16;

/** By note that moves along, the step that it lies nearest to. */
export function followers(document: MapDocument, moved: ReadonlySet<string>, heights: Heights): Map<string, MapNode> {
  return new Map(
    (document.notes ?? []).flatMap((note): [string, MapNode][] => {
      const box = noteBox(note, heights);
      let [nearest, least]: [MapNode | null, number] = [null, Infinity];
      for (const node of document.nodes) {
        const distance = between(box, boxOf(node, heights));
        if (distance < least) [nearest, least] = [node, distance];
      }
      return nearest !== null && moved.has(nearest.id) ? [[note.id, nearest]] : [];
    }),
  );
}

/** Where notes lie that move along: as before beside their step, lower where a card, another note or the edge of a frame is. */
export function beside(
  document: MapDocument,
  steps: ReadonlyMap<string, Point>,
  following: ReadonlyMap<string, MapNode>,
  heights: Heights,
): Map<string, Point> {
  const after = moveNodes(steps)(document);
  const frames = (document.groups ?? []).flatMap((group) => frameOf(after, group, heights) ?? []);
  const [notes, others] = [document.notes ?? [], after.nodes.map((node) => boxOf(node, heights))];
  const lying = [...others, ...notes.filter(({ id }) => !following.has(id)).map((note) => noteBox(note, heights))];
  const places = new Map<string, Point>();
  for (const note of notes) {
    const step = following.get(note.id);
    const to = step && steps.get(step.id);
    if (!to) continue;
    const box = noteBox(note, heights);
    box.x += to.x - step.position.x;
    box.y += to.y - step.position.y;
    const inWay = () =>
      lying.find((other) => meet(box, other, gap)) ??
      frames.find((frame) => meet(box, frame, 0) && !within(box, frame));
    for (let other = inWay(); other !== undefined; other = inWay()) box.y = other.y + other.height + gap;
    if (box.x !== note.position.x || box.y !== note.position.y) places.set(note.id, { x: box.x, y: box.y });
    lying.push(box);
  }
  return places;
}
