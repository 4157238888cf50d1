import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayEnd, dayStart, type Hours, hoursKey, isQuiet, offsetAt, spreadMinutes, windowAt } from "./window.ts";

const minute = 60_000;
const hour = 60 * minute;
const zones = [
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/St_Johns",
  "Africa/Casablanca",
];
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
const quietHours: fc.Arbitrary<Hours> = fc.record({
  zone: fc.constantFrom(...zones),
  quietFrom: fc.integer({ min: 0, max: 1439 }),
  quietTo: fc.integer({ min: 0, max: 1439 }),
});

describe("quiet hours", () => {
  const night: Hours = { zone: "Europe/Paris", quietFrom: 22 * 60, quietTo: 7 * 60 };

  test("cross midnight in the owner's own zone", () => {
    expect(isQuiet(night, Date.UTC(2026, 0, 15, 20, 59))).toBe(false);
    expect(isQuiet(night, Date.UTC(2026, 0, 15, 21, 0))).toBe(true);
    expect(isQuiet(night, Date.UTC(2026, 0, 16, 5, 59))).toBe(true);
    expect(isQuiet(night, Date.UTC(2026, 0, 16, 6, 0))).toBe(false);
  });

  test("end at seven by the wall clock on both changes of daylight saving time", () => {
    // The night of 29 March 2026 has an hour less, that of 25 October an hour more.
    expect(windowAt(night, Date.UTC(2026, 2, 28, 23)).from).toBe(Date.UTC(2026, 2, 29, 5));
    expect(windowAt(night, Date.UTC(2026, 9, 24, 23)).from).toBe(Date.UTC(2026, 9, 25, 6));
  });

  test("that lie in the hour that does not exist are over when the clock jumps", () => {
    const gap: Hours = { zone: "Europe/Paris", quietFrom: 60, quietTo: 150 };
    expect(windowAt(gap, Date.UTC(2026, 2, 29, 0, 30)).from).toBe(Date.UTC(2026, 2, 29, 1));
  });

  test("with an unknown zone are read as UTC, and stop nothing", () => {
    expect(isQuiet({ zone: "Nowhere/At All", quietFrom: 0, quietTo: 60 }, Date.UTC(2026, 0, 1, 0, 30))).toBe(true);
  });
});

describe("a window", () => {
  test("says the same as the clock on every minute up to its end", () => {
    fc.assert(
      fc.property(quietHours, instants, fc.double({ min: 0, max: 0.999, noNaN: true }), (hours, now, share) => {
        const window = windowAt(hours, now);
        const quiet = isQuiet(hours, now);
        expect(window.from > now).toBe(quiet);
        if (quiet) expect(isQuiet(hours, window.from)).toBe(false);
        const end = quiet ? window.from : window.until;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(26 * hour);
        const between = now + Math.floor((end - now) * share);
        expect(isQuiet(hours, between)).toBe(quiet);
      }),
      { numRuns: 500 },
    );
  });

  test("begins its day at local midnight", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, now) => {
        const start = dayStart(zone, now);
        expect(start).toBeLessThanOrEqual(now);
        expect(now - start).toBeLessThan(25 * hour);
        expect(dayEnd(zone, now)).toBeGreaterThan(now);
        const wall = start + offsetAt(zone, start);
        expect(wall % (24 * hour)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test("knows the hours that it was made of", () => {
    expect(windowAt({ zone: "UTC", quietFrom: null, quietTo: null }, 0).hours).toBe("UTC|||0");
    expect(hoursKey({ zone: "Europe/Paris", quietFrom: 0, quietTo: 360 })).toBe("Europe/Paris|0|360|0");
  });
});

describe("spreading over people", () => {
  test("gives each person a minute of their own, and all accounts of one person the same", () => {
    expect(spreadMinutes(["lea", "hugo", "lea", "ines"], 0, 2)).toEqual([0, 2, 0, 4]);
    expect(spreadMinutes(["lea", "hugo", "lea", "ines"], 1, 2)).toEqual([2, 4, 2, 0]);
  });

  test("lets everybody begin in turn", () => {
    const firsts = [0, 1, 2].map((turn) => spreadMinutes(["a", "b", "c"], turn, 1).indexOf(0));
    expect(firsts.toSorted()).toEqual([0, 1, 2]);
  });
});

describe("days off", () => {
  const weekend = 32 + 64;
  const own: Hours = { zone: "Europe/Paris", quietFrom: 20 * 60, quietTo: 8 * 60, off: weekend };

  test("last from midnight to midnight where the owner is, and the morning's quiet hours after them", () => {
    // Friday, 27 March 2026, 20:30 in Paris; the clocks change on Sunday.
    const friday = Date.UTC(2026, 2, 27, 19, 30);
    expect(windowAt(own, friday).from).toBe(Date.UTC(2026, 2, 30, 6));
    const always: Hours = { ...own, quietFrom: null, quietTo: null };
    expect(windowAt(always, friday)).toMatchObject({ from: friday, until: Date.UTC(2026, 2, 27, 23) });
    expect(windowAt(always, Date.UTC(2026, 2, 28, 12)).from).toBe(Date.UTC(2026, 2, 29, 22));
  });

  test("may be all days but one", () => {
    const wednesdays: Hours = { ...own, off: 127 - 4 };
    expect(windowAt(wednesdays, Date.UTC(2026, 2, 26, 12)).from).toBe(Date.UTC(2026, 3, 1, 6));
  });

  test("weeks begin on Monday, months on the first, where the owner is", () => {
    const { week, weekEnd, month, monthEnd } = windowAt(own, Date.UTC(2026, 2, 29, 12));
    expect([week, weekEnd].map((at) => new Date(at).toISOString())).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
    expect([month, monthEnd].map((at) => new Date(at).toISOString())).toEqual([
      "2026-02-28T23:00:00.000Z",
      "2026-03-31T22:00:00.000Z",
    ]);
  });
});

test("What is remembered of a zone is what it is, at every change of a clock, also at odd minutes.", () => {
  const zones = [
    "Europe/Paris",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Gaza",
    "Africa/Casablanca",
    "Asia/Kathmandu",
  ];
  for (const zone of zones) {
    const format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    } as const);
    const told = (at: number): number => {
      const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
      return Date.UTC(year, month - 1, day, hour, minute, second) - at;
    };
    const step = 12 * 3_600_000;
    let before = told(Date.UTC(2010, 11, 1));
    for (let at = Date.UTC(2010, 11, 1); at < Date.UTC(2011, 11, 1); at += step) {
      const now = told(at + step);
      expect(offsetAt(zone, at)).toBe(told(at));
      // In the hours of a change, minute by minute.
      for (let minute = 0; now !== before && minute < step / 60_000; minute += 1)
        expect(offsetAt(zone, at + minute * 60_000)).toBe(told(at + minute * 60_000));
      before = now;
    }
  }
});
