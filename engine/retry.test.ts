import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff, limitedUntil } from "./retry.ts";

const minute = 60_000;

test("the tries are 1, 5, 15 and 60 minutes apart, then an hour each", () => {
  expect([1, 2, 3, 4, 5, 40].map((attempt) => backoff(attempt, 0) / minute)).toEqual([1, 5, 15, 60, 60, 60]);
});

test("chance puts a try off by up to a fifth, never forward", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 0.9999, noNaN: true }),
      (attempt, random) => {
        const wait = backoff(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(backoff(attempt, 0));
        expect(wait).toBeLessThanOrEqual(backoff(attempt, 0) * 1.2);
      },
    ),
  );
});

test("nobody goes before the reset that a network names, and a clock that is wrong there freezes nobody for years", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e13 }), fc.double({ min: 0, max: 0.9999, noNaN: true }), (until, random) => {
      const now = 1_800_000_000_000;
      const at = limitedUntil(until, now, random);
      expect(at).toBeGreaterThan(now);
      expect(at).toBeGreaterThanOrEqual(Math.min(until, now + 24 * 60 * minute));
      expect(at).toBeLessThanOrEqual(now + 24 * 60 * minute + 30_001);
    }),
  );
});
