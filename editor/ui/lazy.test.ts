import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { insist } from "./lazy.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a part of the page waits while the server is gone, and comes when it is back", async () => {
  let [gone, tries] = [true, 0];
  const load = async () => {
    tries += 1;
    if (gone) throw new TypeError("Failed to fetch dynamically imported module");
    return "part";
  };
  const part = insist(load, async () => !gone);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tries).toBeGreaterThan(100);
  gone = false;
  await vi.advanceTimersByTimeAsync(10_000);
  await expect(part).resolves.toBe("part");
});

test("one that a server has no more is given up, so that the page can say so", async () => {
  const load = vi.fn<() => Promise<string>>(async () => Promise.reject(new Error("404")));
  const part = insist(load, async () => true).catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(10_000);
  await expect(part).resolves.toBe("404");
  expect(load).toHaveBeenCalledTimes(2);
});
