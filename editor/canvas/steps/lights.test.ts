import { expect, test } from "vitest";
import type { Overlay } from "../state/store.ts";
import { lit } from "./lights.ts";

const run = (edges: Record<string, number>, more: Partial<Overlay> = {}): Overlay => ({
  kind: "run",
  at: "2026-11-26T08:00:00Z",
  run: "r",
  edges,
  steps: {},
  moving: true,
  ...more,
});

test("light is on the wires over which something went since the last look, three points at most", () => {
  expect([...lit(null, run({ a: 9, b: 1, c: 0 }))]).toEqual([
    ["a", 3],
    ["b", 1],
  ]);
  expect([...lit(run({ a: 9, b: 1 }), run({ a: 9, b: 3 }))]).toEqual([["b", 2]]);
  // It ended between two looks.
  expect([...lit(run({}), run({ a: 1 }, { moving: false }))]).toEqual([["a", 1]]);
  expect([...lit(run({ a: 9 }, { run: "other" }), run({ a: 9 }))]).toEqual([["a", 3]]);
});

test("nothing moves when nothing happens: neither for a preview, nor for a run that had ended, nor while its counts stand", () => {
  expect(lit(null, run({ a: 9 }, { moving: false })).size).toBe(0);
  expect(lit(null, run({ a: 9 }, { kind: "preview" })).size).toBe(0);
  expect(lit(run({ a: 9 }), run({ a: 9 })).size).toBe(0);
  expect(lit(run({ a: 9 }), null).size).toBe(0);
});

test("there are never more than twenty-four points", () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`w${at}`, at + 1]));
  const lights = lit(null, run(many));
  expect([...lights.values()].reduce((sum, points) => sum + points, 0)).toBe(24);
  expect(lights.get("w39")).toBe(3);
});
