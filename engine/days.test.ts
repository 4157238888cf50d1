import { expect, test } from "vitest";
import { addDays, dayAt, daysBetween, firstOf, mondayOf, startsOf, weekday } from "./days.ts";

const zones = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland"];

test("days are counted by the calendar, whatever clocks do", () => {
  expect(weekday("2026-11-26")).toBe(3);
  expect(mondayOf("2026-03-01")).toBe("2026-02-23");
  expect(firstOf("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(daysBetween("2026-03-01", "2026-04-01")).toBe(31);
});

test.each(zones)(
  "in %s every hour of a year stands on the day that its clock shows, and days follow one another without a gap",
  (zone) => {
    const starts = startsOf(zone, "2026-01-01", 365);
    expect(starts).toHaveLength(366);
    for (const [n, start] of starts.slice(0, -1).entries()) {
      const day = addDays("2026-01-01", n);
      expect(dayAt(zone, start)).toBe(day);
      expect(dayAt(zone, starts[n + 1]! - 1)).toBe(day);
      expect(dayAt(zone, start - 1)).toBe(addDays(day, -1));
      expect([23, 23.5, 24, 24.5, 25]).toContain((starts[n + 1]! - start) / 3_600_000);
    }
  },
);
