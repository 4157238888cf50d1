import { expect, test, vi } from "vitest";
import { createPlaces } from "./places.ts";

/** Work that ends when it is told to. */
function held() {
  const under: (() => void)[] = [];
  return { under, work: () => new Promise<void>((resolve) => void under.push(resolve)) };
}

test("no more is under way than there are places, and whoever waits follows in turn", async () => {
  const places = createPlaces({ quick: 2, all: 9, patience: 60_000 });
  const order: number[] = [];
  const { under, work } = held();
  const all = [1, 2, 3, 4].map((n) => places.within(() => (order.push(n), work())));
  await Promise.resolve();
  expect(order).toEqual([1, 2]);
  under[1]!();
  await all[1];
  expect(order).toEqual([1, 2, 3]);
  for (const end of [0, 2]) under[end]!();
  await vi.waitFor(() => expect(order).toEqual([1, 2, 3, 4]));
  under[3]!();
  await Promise.all(all);
});

test("what is slow gives its place away, until all the room is taken", async () => {
  vi.useFakeTimers();
  try {
    const places = createPlaces({ quick: 1, all: 2, patience: 2000 });
    const begun: string[] = [];
    const { under, work } = held();
    const all = ["slow", "quick", "last"].map((name) => places.within(() => (begun.push(name), work())));
    await vi.advanceTimersByTimeAsync(1999);
    expect(begun).toEqual(["slow"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toEqual(["slow", "quick"]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun).toEqual(["slow", "quick"]);
    under[0]!();
    await all[0];
    expect(begun).toEqual(["slow", "quick", "last"]);
    under[1]!();
    under[2]!();
    await Promise.all(all);
  } finally {
    vi.useRealTimers();
  }
});

test("work that fails gives its place back, and tells whoever asked for it", async () => {
  const places = createPlaces({ quick: 1, all: 1, patience: 60_000 });
  await expect(places.within(() => Promise.reject(new Error("broken off")))).rejects.toThrow("broken off");
  expect(await places.within(() => Promise.resolve("next"))).toBe("next");
});
