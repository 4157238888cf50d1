import { expect, test } from "vitest";
import { rhythmOf } from "./rhythm.ts";

const day = 86_400_000;
const now = Date.parse("2026-11-26T08:00:00Z");
const ago = (...days: number[]) => days.map((each) => now - each * day);

test("a source that brings something each day is silent after five days, one that writes once a week is not", () => {
  expect(rhythmOf(ago(5, 6, 7, 8), now)).toEqual({ week: 2, newest: now - 5 * day, quiet: true });
  expect(rhythmOf(ago(3, 10, 17), now).quiet).toBe(false);
  expect(rhythmOf(ago(29, 36, 43), now).quiet).toBe(true);
});

test("of a source with little to go by, only a month without anything is called silent; one that brought nothing is not", () => {
  expect(rhythmOf(ago(20, 21), now).quiet).toBe(false);
  expect(rhythmOf(ago(30), now).quiet).toBe(true);
  expect(rhythmOf([], now)).toEqual({ week: 0, newest: null, quiet: false });
});

test("what its source dates in the future is not counted", () => {
  expect(rhythmOf(ago(-400, 1), now)).toMatchObject({ week: 1, newest: now - day });
});
