import fc from "fast-check";
import { expect, test } from "vitest";
import { comesAt, instantAt, wallAt } from "./wall.ts";

const zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"];
const iso = (at: number): string => new Date(at).toISOString();

test("a wall time is the instant at which the zone's clock shows it, and the first where it shows it twice", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2024, 0, 1) / 900_000, max: Date.UTC(2028, 0, 1) / 900_000 }),
      (zone, quarter) => {
        const at = quarter * 900_000;
        const found = instantAt(zone, wallAt(zone, at));
        expect(wallAt(zone, found)).toBe(wallAt(zone, at));
        expect(found).toBeLessThanOrEqual(at);
      },
    ),
    { seed: 16, numRuns: 500 },
  );
});

test("a time that the clock leaves out in spring is as much later, one that it shows twice in autumn is the first", () => {
  // In Paris the clock goes from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October.
  expect(iso(instantAt("Europe/Paris", Date.UTC(2026, 2, 29, 2, 30)))).toBe("2026-03-29T01:30:00.000Z");
  expect(iso(wallAt("Europe/Paris", Date.UTC(2026, 2, 29, 1, 30)))).toBe("2026-03-29T03:30:00.000Z");
  expect(iso(instantAt("Europe/Paris", Date.UTC(2026, 9, 25, 2, 30)))).toBe("2026-10-25T00:30:00.000Z");
  // And by half an hour.
  expect(iso(instantAt("Australia/Lord_Howe", Date.UTC(2026, 9, 4, 2, 15)))).toBe("2026-10-03T15:45:00.000Z");
});

test("a slot keeps its time of day over both changes of the clock, in five zones", () => {
  for (const zone of zones) {
    const year = comesAt({ weekday: 2, minute: 9 * 60, zone }, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1));
    expect(year).toHaveLength(52);
    for (const at of year) expect(new Date(wallAt(zone, at)).toISOString().slice(11, 16)).toBe("09:00");
    for (const at of year) expect(new Date(wallAt(zone, at)).getUTCDay()).toBe(2);
  }
  expect(
    comesAt({ weekday: 7, minute: 150, zone: "Europe/Paris" }, Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)).map(iso),
  ).toEqual(["2026-03-29T01:30:00.000Z"]);
});

test("the first instant belongs to it, the last does not", () => {
  const nine = instantAt("Europe/Paris", Date.UTC(2026, 10, 30, 9));
  const slot = { weekday: 1, minute: 540, zone: "Europe/Paris" };
  expect(comesAt(slot, nine, nine + 1)).toEqual([nine]);
  expect(comesAt(slot, nine - 1000, nine)).toEqual([]);
});
