import { expect, test } from "vitest";
import { keepCounts, keptCounts, newer } from "./last-counts.ts";
import type { Overlay } from "./store.ts";

/** A browser's store, as far as it is asked here. */
function storeOf(limit = Infinity): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    key: (index) => [...held.keys()][index] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
  };
}
const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 8, minute)).toISOString();
const counts = (minute: number) => ({ at: at(minute), edges: { w: 3 }, steps: { f: { in: 3, drops: 1 } } });

test("the counts of a map's last preview are there when it is opened again; those of twenty maps are kept", () => {
  const store = storeOf();
  for (let map = 0; map < 25; map += 1) keepCounts(`m${map}`, counts(map), store);
  expect(keptCounts("m24", store)).toEqual(counts(24));
  expect([keptCounts("m4", store), keptCounts("m5", store)]).toEqual([null, counts(5)]);
});

test("a store that is full, or holds something else, gives no counts and no error", () => {
  const store = storeOf(10);
  keepCounts("m", counts(1), store);
  expect(keptCounts("m", store)).toBeNull();
  for (const value of ["{", "[]", '{"at":1}', '{"at":"soon","edges":{},"steps":{}}']) {
    const odd = storeOf();
    odd.setItem("relaymap.counts.m", value);
    expect(keptCounts("m", odd)).toBeNull();
  }
});

test("of a preview and a run the newer one counts", () => {
  const overlay = (kind: Overlay["kind"], minute: number): Overlay => ({
    ...counts(minute),
    kind,
    run: null,
    moving: false,
  });
  expect(newer(overlay("preview", 2), overlay("run", 1))?.kind).toBe("preview");
  expect(newer(overlay("preview", 1), overlay("run", 2))?.kind).toBe("run");
  expect(newer(null, overlay("run", 2))?.kind).toBe("run");
});
