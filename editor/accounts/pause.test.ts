import { expect, test } from "vitest";
import { endOfDay, plusDays, toDay } from "./pause.ts";

test("A day that is paused is paused to its last minute, also at the end of a month and a year", () => {
  expect(toDay(endOfDay("2026-12-31"))).toBe("2027-01-01");
  expect(endOfDay("2028-02-28").getHours()).toBe(0);
  expect(toDay(endOfDay("2028-02-28"))).toBe("2028-02-29");
  expect(toDay(new Date(endOfDay("2026-03-29").getTime() - 1))).toBe("2026-03-29");
});

test("A week is seven days of the calendar, whatever the clocks do", () => {
  for (const day of ["2026-03-27", "2026-10-23", "2026-12-28"]) {
    const from = new Date(`${day}T09:00:00`);
    expect(plusDays(from, 7).getHours()).toBe(9);
    expect(Math.round((plusDays(from, 7).getTime() - from.getTime()) / 86_400_000)).toBe(7);
  }
});
