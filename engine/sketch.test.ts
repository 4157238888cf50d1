import { expect, test } from "vitest";
import { MapDocument } from "./map.ts";
import { sketchOf } from "./sketch.ts";

const kindOf = (type: string) => (type === "feed" ? "source" : type === "post" ? "target" : undefined);
const drawing = (count: number, at: (index: number) => { x: number; y: number }) =>
  MapDocument.parse({
    schema: 1,
    name: "Big",
    nodes: Array.from({ length: count }, (_, index) => ({
      id: `n${index}`,
      type: index === 0 ? "feed" : index === count - 1 ? "post" : "other",
      position: at(index),
    })),
    edges: Array.from({ length: count - 1 }, (_, index) => ({
      id: `e${index}`,
      from: { node: `n${index}`, port: "out" },
      to: { node: `n${index + 1}`, port: "in" },
    })),
  });

test("a small map's sketch has each of its steps where its author put it, by kind, and its wires", () => {
  const { shapes, wires } = sketchOf(
    drawing(3, (index) => ({ x: -100 + index * 300, y: index === 1 ? 100 : 0 })),
    kindOf,
  );
  expect(shapes.map(({ kind, of }) => [kind, of])).toEqual([
    ["source", 1],
    ["flow", 1],
    ["target", 1],
  ]);
  expect(shapes[0]).toMatchObject({ x: 0, y: 0 });
  expect(shapes[1]!.x * 2).toBe(shapes[2]!.x);
  expect(shapes[1]!.y).toBeGreaterThan(0);
  expect(wires).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 2 },
  ]);
});

test("however many steps a map has, its sketch has 40 shapes at most, which stand for all of them", () => {
  for (const count of [40, 41, 1000]) {
    const { shapes, wires } = sketchOf(
      drawing(count, (index) => ({ x: (index % 40) * 300, y: Math.floor(index / 40) * 130 })),
      kindOf,
    );
    expect(shapes.length).toBeLessThanOrEqual(40);
    expect(shapes.reduce((sum, { of }) => sum + of, 0)).toBe(count);
    for (const { from, to } of wires) expect(shapes[from] && shapes[to] && from !== to).toBe(true);
  }
});

test("steps in one pile, or in a loop, are put into columns", () => {
  const { shapes } = sketchOf(
    drawing(4, () => ({ x: 0, y: 0 })),
    kindOf,
  );
  expect(new Set(shapes.map(({ x }) => x)).size).toBe(4);
  const loop = drawing(3, () => ({ x: 0, y: 0 }));
  loop.edges.push({ id: "back", from: { node: "n2", port: "out" }, to: { node: "n0", port: "in" } });
  expect(new Set(sketchOf(loop, kindOf).shapes.map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
  expect(sketchOf(MapDocument.parse({ schema: 1, name: "Empty" }), kindOf)).toEqual({ shapes: [], wires: [] });
});
