import { expect, test } from "vitest";
import { flaw } from "./body.ts";

const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

test("Sixty-four levels pass, one more does not", () => {
  expect(flaw(nested(64))).toBeNull();
  expect(flaw(nested(65))).toMatchObject({ status: 400 });
});

test("Nesting that would exhaust the stack is refused without recursion", () => {
  expect(flaw(nested(400_000))).toMatchObject({ status: 400 });
});

test("What PostgreSQL cannot store is refused, in keys and in values", () => {
  expect(flaw({ a: ["fine", { b: "x\0y" }] })).toMatchObject({ status: 400 });
  expect(flaw({ "half \ud83d": 1 })).toMatchObject({ status: 400 });
  expect(flaw({ a: "whole \u{1f600}" })).toBeNull();
});
