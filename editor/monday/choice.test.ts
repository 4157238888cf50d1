import { expect, test } from "vitest";
import { momentOf, nextPlace } from "./choice.ts";

test("a day's minute is the moment that clocks of the zone say, on both days on which they change as well", () => {
  expect(momentOf("2026-11-30", 570, "Europe/Paris")).toBe("2026-11-30T08:30:00.000Z");
  expect(momentOf("2026-03-29", 570, "Europe/Paris")).toBe("2026-03-29T07:30:00.000Z");
  expect(momentOf("2026-10-25", 570, "Europe/Paris")).toBe("2026-10-25T08:30:00.000Z");
  expect(momentOf("2026-07-06", 570, "America/New_York")).toBe("2026-07-06T13:30:00.000Z");
});

test("one more post stands on the day that has least, never in the past, and never twice at one moment", () => {
  const week = { first: "2026-11-30", zone: "Europe/Paris" };
  const taken: string[] = [];
  const monday = Date.parse("2026-11-30T09:00:00Z");
  for (let n = 0; n < 20; n += 1) taken.push(nextPlace(week, taken, monday));
  expect(taken.slice(0, 5).map((at) => at.slice(8, 16))).toEqual([
    "01T08:30",
    "02T08:30",
    "03T08:30",
    "04T08:30",
    "30T11:30",
  ]);
  expect(taken.every((at) => Date.parse(at) > monday)).toBe(true);
  expect(new Set(taken).size).toBe(20);
  // In the night to Saturday nothing is planned for the night.
  const saturday = nextPlace(week, [], Date.parse("2026-12-05T00:10:00Z"));
  expect(saturday).toBe("2026-12-05T08:30:00.000Z");
  expect(nextPlace(week, [saturday], Date.parse("2026-12-05T00:10:00Z"))).toBe("2026-12-06T08:30:00.000Z");
});
