import { expect, test } from "vitest";
import { readListed } from "./listed.ts";

const entries = (...ids: string[]) => ids.map((id) => ({ id }));

test("a list is the same as before only where every entry is known as it is", () => {
  const before = readListed(readListed({}).next([{ id: "3", mark: "a" }, ...entries("2", "1")]));
  expect(readListed({}).same([])).toBe(false);
  expect(before.same([{ id: "3", mark: "a" }, ...entries("2")])).toBe(true);
  expect(before.same([{ id: "3", mark: "b" }])).toBe(false);
  expect(before.same(entries("4", "3"))).toBe(false);
});

test("what is no longer listed between older entries is missing, what the list did not reach is not", () => {
  const before = readListed(readListed({}).next(entries("5", "4", "3", "2", "1")));
  expect(before.missing(entries("6", "5", "3", "2"))).toEqual(["4"]);
  expect(before.missing(entries("6", "5"))).toEqual([]);
  // Nothing of it overlaps: nobody can say.
  expect(before.missing(entries("9", "8"))).toEqual([]);
  const after = readListed(before.next(entries("6", "5", "3"), ["4"]));
  expect([after.knows("4"), after.knows("1"), after.knows("6")]).toEqual([false, true, true]);
});

test("what was kept is bounded, and whatever a cursor holds is read", () => {
  const many = Array.from({ length: 500 }, (_, at) => ({ id: String(1000 - at) }));
  expect((readListed({}).next(many)["listed"] as unknown[]).length).toBe(200);
  for (const broken of [{ listed: "x" }, { listed: [["1"]] }, { listed: null }, {}])
    expect(readListed(broken).empty).toBe(true);
});
