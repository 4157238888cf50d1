import { expect, test } from "vitest";
import { emptyToday } from "./empty-today.ts";

const at = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();

test("only the hours of the reader's own day count, whatever day it is elsewhere", () => {
  const hours = [
    { at: at(24, 22), empty: 4 },
    { at: at(24, 23), empty: 4 },
    { at: at(25, 0), empty: 3 },
    { at: at(25, 9), empty: 2 },
  ];
  const now = new Date(2026, 10, 25, 9, 40);
  expect(emptyToday(hours, null, now)).toEqual({ count: 5, besides: false });
  expect(emptyToday(hours, at(24, 23), now)).toEqual({ count: 5, besides: false });
  expect(emptyToday(hours, at(25, 1), now)).toEqual({ count: 5, besides: true });
  expect(emptyToday([], null, now).count).toBe(0);
});
