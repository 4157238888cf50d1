import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";

test("After the last try allowed, one is told how long to wait, and then may try again", () => {
  let now = 0;
  const count = createAttempts({ max: 2, milliseconds: 10_000 }, () => now);
  expect([count("a"), count("a"), count("a")]).toEqual([null, null, 10]);
  now = 9_001;
  expect(count("a")).toBe(1);
  now = 10_000;
  expect(count("a")).toBeNull();
});

test("One key's tries do not count for another", () => {
  const count = createAttempts({ max: 1, milliseconds: 1000 }, () => 0);
  expect([count("a"), count("b"), count("a")]).toEqual([null, null, 1]);
});

test("It remembers ten thousand keys at most", () => {
  const count = createAttempts({ max: 1, milliseconds: 1000 }, () => 0);
  count("first");
  for (let n = 0; n < 10_000; n += 1) count(`key ${n}`);
  expect(count("first")).toBeNull();
  expect(count("key 9999")).toBe(1);
});
