import { expect, test } from "vitest";
import { thick, thicknessIn, thin } from "./thickness.ts";

test("a wire is as thick as what went over it, between the thinnest and the thickest", () => {
  const counts = { a: 0, b: 3, c: 40, d: 400 };
  const [a, b, c, d] = ["a", "b", "c", "d"].map((wire) => thicknessIn(counts, wire)!);
  expect([a, d]).toEqual([thin, thick]);
  expect(a! < b! && b! < c! && c! < d!).toBe(true);
  // One busy wire leaves the others apart.
  expect(c! - b!).toBeGreaterThan(0.5);
});

test("one that was not counted keeps its own, and a map where nothing passed has thin wires", () => {
  expect(thicknessIn({ a: 2 }, "b")).toBeNull();
  expect(thicknessIn({ a: 0 }, "a")).toBe(thin);
});
