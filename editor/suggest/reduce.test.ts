import { expect, test } from "vitest";
import { partOf, whole } from "./reduce.ts";

test("A crop keeps the largest part of its shape, and the place that was chosen", () => {
  expect(partOf(4000, 3000, whole)).toEqual({ x: 0, y: 0, w: 4000, h: 3000 });
  expect(partOf(4000, 3000, { ratio: 1, at: 0.5 })).toEqual({ x: 500, y: 0, w: 3000, h: 3000 });
  expect(partOf(4000, 3000, { ratio: 1, at: 1 })).toEqual({ x: 1000, y: 0, w: 3000, h: 3000 });
  expect(partOf(3000, 4000, { ratio: 1.5, at: 0 })).toEqual({ x: 0, y: 0, w: 3000, h: 2000 });
});
