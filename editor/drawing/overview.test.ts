import { expect, test } from "vitest";
import type { MapDocument } from "#engine/map.ts";
import { into, outOf, overview, shapesOf } from "./overview.ts";

const box = { width: 252, height: 137, air: 8 };
const drawing = {
  nodes: [
    { id: "a", position: { x: -400, y: 0 } },
    { id: "b", position: { x: 7600, y: 3000 } },
  ],
  edges: [],
  groups: [{ id: "g", title: "", color: "teal", nodes: ["a"] }],
} as unknown as MapDocument;

test("the whole drawing fits into the box with air around it, and a place is found again", () => {
  const view = overview(drawing, box);
  const all = into(view, view.bounds);
  expect(all.x).toBeGreaterThanOrEqual(8);
  expect(all.y).toBeGreaterThanOrEqual(8);
  expect(all.x + all.width).toBeLessThanOrEqual(244.001);
  expect(all.y + all.height).toBeLessThanOrEqual(129.001);
  const place = outOf(view, into(view, { x: 1200, y: 800, width: 0, height: 0 }));
  expect([Math.round(place.x), Math.round(place.y)]).toEqual([1200, 800]);
});

test("steps are one shape for each kind, frames one for each colour, and none is too small to be seen", () => {
  const far = { ...drawing, nodes: [...drawing.nodes, { id: "c", position: { x: 90_000, y: 0 } }] } as MapDocument;
  const { steps, frames } = shapesOf(far, overview(far, box), (id) => (id === "b" ? "target" : "source"));
  expect([...steps.keys()].toSorted()).toEqual(["source", "target"]);
  expect(steps.get("source")?.match(/M/gu)).toHaveLength(2);
  expect([...frames.keys()]).toEqual(["teal"]);
  expect(steps.get("target")).toMatch(/^M[\d.]+ [\d.]+h1\.6v1\.6h-1\.6z$/u);
});
