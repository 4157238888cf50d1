import type { MapNode, MapNote } from "#engine/map.ts";
import { noteKey, usual, type Rect } from "./marks.ts";

/** How high cards and notes are drawn, by the keys that the drawing knows them by. */
export type Heights = ReadonlyMap<string, number>;

/** Whether two lie on, or nearer to, one another. */
export const meet = (a: Rect, b: Rect, near: number): boolean =>
  a.x < b.x + b.width + near &&
  b.x < a.x + a.width + near &&
  a.y < b.y + b.height + near &&
  b.y < a.y + a.height + near;

export const within = (a: Rect, b: Rect): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

/** How far it is from one to the other. */
export const between = (a: Rect, b: Rect): number =>
  Math.hypot(
    Math.max(0, a.x - b.x - b.width, b.x - a.x - a.width),
    Math.max(0, a.y - b.y - b.height, b.y - a.y - a.height),
  );

export const boxOf = ({ id, position }: Pick<MapNode, "id" | "position">, heights: Heights): Rect => ({
  ...position,
  width: usual.width,
  height: heights.get(id) ?? usual.height,
});

export const noteBox = ({ id, position, size }: MapNote, heights: Heights): Rect => ({
  ...position,
  width: size.width,
  height: heights.get(noteKey(id)) ?? size.height,
});
