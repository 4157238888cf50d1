import { expect, test } from "vitest";
import { checkCron, cronNext } from "./cron.ts";

const at = (time: string) => Date.parse(time);

test("the next time is strictly later, in the zone's own hours", () => {
  expect(cronNext("0 9 * * 1-5", "Europe/Paris", at("2026-03-27T08:00:00Z"))).toBe(at("2026-03-30T07:00:00Z"));
  expect(cronNext("0 9 * * *", "UTC", at("2026-03-27T09:00:00Z"))).toBe(at("2026-03-28T09:00:00Z"));
  expect(cronNext("0 0 30 2 *", "UTC", at("2026-03-27T09:00:00Z"))).toBeNull();
});

test("a fixed time comes once on both days on which the clocks change", () => {
  const days = (from: string, count: number) => {
    const times: string[] = [];
    for (let after: number | null = at(from); times.length < count;) {
      after = cronNext("30 2 * * *", "Europe/Paris", after);
      if (after === null) break;
      times.push(new Date(after).toISOString());
    }
    return times;
  };
  expect(days("2026-03-28T12:00:00Z", 2)).toEqual(["2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"]);
  expect(days("2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"]);
});

test("good expressions have no complaint", () => {
  for (const good of ["* * * * *", "*/15 8-18 * * 1-5", "0 0 29 2 *", "@daily", "30 8 * * MON"])
    expect(checkCron(good, "Europe/Paris")).toBeNull();
});

test("a wrong expression or zone gets a sentence in both languages", () => {
  expect(checkCron("0 9 * * *", "Paris/Europe")?.en).toContain("Europe/Paris");
  expect(checkCron("* * * * * *", "UTC")?.en).toContain("6 parts");
  expect(checkCron("61 * * * *", "UTC")?.fr).toContain("vérifiez la minute");
  expect(checkCron("0 0 * * 9", "UTC")?.en).toContain("weekday");
  expect(checkCron("0 0 30 2 *", "UTC")?.en).toContain("never");
  expect(checkCron("constructor", "UTC")).not.toBeNull();
});
