import { expect, test } from "vitest";
import { bestTime, type Fared } from "./best-time.ts";

const at = (day: number, hour: number, gain: number): Fared => ({
  at: Date.parse(`2026-03-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:40:00+01:00`),
  gain,
});
const mornings = [2, 3, 4, 5, 6, 9, 10].map((day) => at(day, 8, 30 + day));
const evenings = [2, 3, 4, 5, 6, 9, 10].map((day) => at(day, 19, 8 + (day % 3)));

test("A person's best time is where their own posts fared better than usual, with how sure that is", () => {
  const best = bestTime([...mornings, ...evenings], "Europe/Paris")!;
  expect(Math.abs(best.minute - 520)).toBeLessThanOrEqual(40);
  expect(best.posts).toBe(14);
  expect(best.low).toBeGreaterThan(1);
  expect(best.high).toBeGreaterThan(best.low);
  expect(best.curve).toHaveLength(24);
  expect(Math.max(...best.curve)).toBeLessThanOrEqual(1);
});

test("Fewer than ten posts tell nothing, nor do posts that nobody met, nor such that fared alike at all hours", () => {
  expect(bestTime(mornings, "Europe/Paris")).toBeNull();
  expect(
    bestTime(
      [...mornings, ...evenings].map((post) => ({ ...post, gain: 0 })),
      "Europe/Paris",
    ),
  ).toBeNull();
  const alike = [...mornings, ...evenings].map((post) => ({ ...post, gain: 12 }));
  expect(bestTime(alike, "Europe/Paris")).toBeNull();
});

test("One lucky post is no tendency", () => {
  const lucky = [...evenings, ...evenings.map((post) => ({ ...post, at: post.at + 86_400_000 })), at(12, 3, 90)];
  expect(bestTime(lucky, "Europe/Paris")?.minute ?? 1140).not.toBe(220);
});
