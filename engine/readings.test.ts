import fc from "fast-check";
import { expect, test } from "vitest";
import { usualReadings } from "./card.ts";
import { isRead, nextReading, planOf } from "./readings.ts";

const hour = 3_600_000;

test("a post is read after one hour, six, a day, three, seven and thirty", () => {
  const times: number[] = [];
  let step: number | null = null;
  for (let next = nextReading(usualReadings, 0, step, 0); next !== null;) {
    times.push(next.at / hour);
    step = next.step;
    next = nextReading(usualReadings, 0, step, next.at);
  }
  expect(times).toEqual([1, 6, 24, 72, 168, 720]);
});

test("the demo reads earlier as well, in the order of time; what a network tells nothing of is never read", () => {
  const plan = planOf({ readings: { after: usualReadings, paid: false } }, true);
  expect([plan[0], plan.length > usualReadings.length]).toEqual([120, true]);
  expect(plan).toEqual(plan.toSorted((a, b) => a - b));
  expect(planOf({ readings: { after: usualReadings, paid: false } }, false)).toEqual(usualReadings);
  expect(planOf({ readings: null }, true)).toEqual([]);
});

test("a server that was away makes the newest reading it missed, once, and goes on from there", () => {
  expect(nextReading(usualReadings, 0, 0, 100 * hour)).toEqual({ step: 3, at: 72 * hour });
  expect(nextReading(usualReadings, 0, 3, 100 * hour)).toEqual({ step: 4, at: 168 * hour });
  expect(nextReading(usualReadings, 0, 5, 10_000 * hour)).toBeNull();
  expect(nextReading(usualReadings, 0, 4, 10_000 * hour)).toEqual({ step: 5, at: 720 * hour });
});

test("whatever the plan and the clock, a reading is never made twice and the plan comes to its end", () => {
  const plan = fc
    .array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 8 })
    .map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(plan, fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { maxLength: 20 }), (after, clocks) => {
      let step: number | null = null;
      for (const now of clocks) {
        const next = nextReading(after, 0, step, now);
        if (next === null) continue;
        expect(next.step).toBeGreaterThan(step ?? -1);
        expect(next.step).toBeLessThan(after.length);
        step = next.step;
      }
      expect(nextReading(after, 0, after.length - 1, 0)).toBeNull();
    }),
  );
});

test("readings that cost money are off until they are switched on", () => {
  const readings = { after: usualReadings, paid: true };
  expect(isRead({ name: "x", readings }, [])).toBe(false);
  expect(isRead({ name: "x", readings }, ["x"])).toBe(true);
  expect(isRead({ name: "mastodon", readings: { ...readings, paid: false } }, [])).toBe(true);
  expect(isRead({ name: "webhook", readings: null }, ["webhook"])).toBe(false);
});
