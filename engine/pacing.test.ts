import fc from "fast-check";
import { expect, test } from "vitest";
import { type Pace, turnsOf } from "./pacing.ts";
import { dayStart, isQuiet } from "./window.ts";

const hour = 3_600_000;
/** Friday 20 November 2026, midnight in Paris. */
const midnight = Date.parse("2026-11-20T00:00:00+01:00");
const free: Pace = { zone: "Europe/Paris", quietFrom: null, quietTo: null, cap: null, spacing: 0 };
const nothing = { last: null, frozen: null, used: new Map<number, number>() };

test("a post at night leaves in the morning, and says that the quiet hours put it off", () => {
  const pace = { ...free, quietFrom: 18 * 60, quietTo: 8 * 60 };
  expect(turnsOf([midnight + 10 * hour, midnight + 20 * hour], pace, nothing)).toEqual([
    { at: midnight + 10 * hour, why: [] },
    { at: midnight + 32 * hour, why: ["quiet"] },
  ]);
});

test("a day's share that is used up makes the next wait for the next day, and for its morning", () => {
  const pace = { ...free, cap: 2, quietFrom: 0, quietTo: 9 * 60 };
  const past = { ...nothing, used: new Map([[midnight, 1]]) };
  const due = midnight + 10 * hour;
  expect(turnsOf([due, due, due], pace, past)).toEqual([
    { at: due, why: [] },
    { at: midnight + 33 * hour, why: ["cap", "quiet"] },
    { at: midnight + 33 * hour, why: ["queue"] },
  ]);
});

test("two posts keep their distance, also from the one that was sent before; a network that wants nothing is waited for", () => {
  const due = midnight + 10 * hour;
  const past = { ...nothing, last: due - hour, frozen: due + hour };
  expect(turnsOf([due, due], { ...free, spacing: 3 * hour }, past)).toEqual([
    { at: due + 2 * hour, why: ["frozen", "spacing"] },
    { at: due + 5 * hour, why: ["queue", "spacing"] },
  ]);
});

test("no turn breaks what its owner set, and none comes before its time or before the one ahead", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 }),
      fc.record({
        quietFrom: fc.integer({ min: 0, max: 1439 }),
        quietTo: fc.integer({ min: 0, max: 1439 }),
        cap: fc.option(fc.integer({ min: 1, max: 3 })),
        spacing: fc.integer({ min: 0, max: 5 }).map((hours) => hours * hour),
      }),
      (offsets, set) => {
        const pace = { ...free, ...set };
        const dues = offsets.toSorted((a, b) => a - b).map((offset) => midnight + offset * hour);
        const turns = turnsOf(dues, pace, nothing);
        const days = Map.groupBy(turns, ({ at }) => dayStart(pace.zone, at));
        for (const [index, { at, why }] of turns.entries()) {
          expect(at).toBeGreaterThanOrEqual(dues[index]!);
          expect(isQuiet(pace, at)).toBe(false);
          expect(why.length > 0).toBe(at > dues[index]!);
          if (index > 0) expect(at - turns[index - 1]!.at).toBeGreaterThanOrEqual(pace.spacing);
        }
        if (pace.cap !== null) for (const day of days.values()) expect(day.length).toBeLessThanOrEqual(pace.cap);
      },
    ),
    { numRuns: 60 },
  );
});

test("What would leave after its end takes nobody's turn.", () => {
  const pace: Pace = { zone: "UTC", quietFrom: null, quietTo: null, cap: 1, spacing: 0 };
  const past = { last: null, frozen: null, used: new Map() };
  const day = 86_400_000;
  const dues = [0, 1, 2, day];
  // The second would leave tomorrow, and so would the third: both are over by then, and tomorrow is the fourth's.
  expect(turnsOf(dues, pace, past, [day, 2, 3, 2 * day]).map(({ at }) => at)).toEqual([0, day, day, day]);
  expect(turnsOf(dues, pace, past).map(({ at }) => at)).toEqual([0, day, 2 * day, 3 * day]);
});
