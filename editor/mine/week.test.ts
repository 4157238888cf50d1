import { expect, test } from "vitest";
import { weekOf } from "./week.ts";

/** A Thursday. */
const now = new Date(2026, 10, 26, 22, 0);
const at = (day: number, hour = 9) => new Date(2026, 10, day, hour).toISOString();

test("a week is what left, what is planned, what never is, and what is free, Monday first", () => {
  const week = weekOf(now, { out: [at(23), at(25), at(25, 0)], coming: [at(27), at(29, 23)], off: [[6, 7], [7]] });
  expect(week).toEqual({ days: ["sent", "free", "sent", "free", "lit", "free", "lit"], left: 3, planned: 2 });
});

test("the weeks beside are other weeks, and a day that is off for one account alone is free", () => {
  const week = weekOf(now, { out: [at(22, 23)], coming: [at(30, 0)], off: [[7], [6, 7]] });
  expect(week).toEqual({ days: ["free", "free", "free", "free", "free", "free", "never"], left: 0, planned: 0 });
  expect(weekOf(new Date(2026, 10, 29, 23), { out: [at(23)], coming: [], off: [] }).days[0]).toBe("sent");
});
