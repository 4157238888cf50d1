import type { MapDocument } from "#engine/map.ts";
import type { Point } from "./change.ts";
import { frameOf, usual, type Rect } from "./marks.ts";

const nothing: ReadonlyMap<string, number> = new Map();

/** A whole drawing in a small box: how large, and where, a place of the drawing lies in it. Pure. */
export type Overview = { bounds: Rect; scale: number; left: number; top: number };

/** Lays a drawing into a box, in its middle, with air around it. */
export function overview(
  { nodes }: Pick<MapDocument, "nodes">,
  box: { width: number; height: number; air: number },
): Overview {
  const xs = nodes.map(({ position }) => position.x);
  const ys = nodes.map(({ position }) => position.y);
  const edge = (values: readonly number[], pick: "min" | "max"): number =>
    values.reduce((found, value) => (pick === "min" ? Math.min(found, value) : Math.max(found, value)), values[0] ?? 0);
  const [x, y] = [edge(xs, "min"), edge(ys, "min")];
  const bounds = { x, y, width: edge(xs, "max") + usual.width - x, height: edge(ys, "max") + usual.height - y };
  const scale = Math.min((box.width - 2 * box.air) / bounds.width, (box.height - 2 * box.air) / bounds.height);
  return {
    bounds,
    scale,
    left: (box.width - bounds.width * scale) / 2,
    top: (box.height - bounds.height * scale) / 2,
  };
}

export const into = ({ bounds, scale, left, top }: Overview, { x, y, width, height }: Rect): Rect => ({
  x: left + (x - bounds.x) * scale,
  y: top + (y - bounds.y) * scale,
  width: width * scale,
  height: height * scale,
});
export const outOf = ({ bounds, scale, left, top }: Overview, { x, y }: Point): Point => ({
  x: bounds.x + (x - left) / scale,
  y: bounds.y + (y - top) / scale,
});

const least = 1.6;
const number = (value: number): string => value.toFixed(1);
/** Rectangles as one path: a thousand of them are one element. None is too small to be seen. */
const pathOf = (rects: readonly Rect[]): string =>
  rects
    .map(({ x, y, width, height }) => {
      const [w, h] = [number(Math.max(least, width)), number(Math.max(least, height))];
      return `M${number(x)} ${number(y)}h${w}v${h}h-${w}z`;
    })
    .join("");

/** The drawing's shapes, by what colours them: steps by their kind, frames by their own colour. */
export function shapesOf(
  document: MapDocument,
  view: Overview,
  kindOf: (id: string) => string,
): { frames: Map<string, string>; steps: Map<string, string> } {
  const paths = <Key extends string>(groups: Map<Key, Rect[]>) =>
    new Map([...groups].map(([key, rects]) => [key as string, pathOf(rects)]));
  const frames = Map.groupBy(document.groups ?? [], ({ color }) => color);
  const steps = Map.groupBy(document.nodes, ({ id }) => kindOf(id));
  return {
    frames: paths(
      new Map(
        [...frames].map(([color, groups]) => [
          color,
          groups.flatMap((group) => {
            const frame = frameOf(document, group, nothing);
            return frame === null ? [] : [into(view, frame)];
          }),
        ]),
      ),
    ),
    steps: paths(
      new Map(
        [...steps].map(([kind, nodes]) => [kind, nodes.map(({ position }) => into(view, { ...position, ...usual }))]),
      ),
    ),
  };
}
