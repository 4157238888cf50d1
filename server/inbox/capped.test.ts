import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { capped, cappedOwn, oldestFirst } from "./capped.ts";

/** Items by their days in March, in the order of the document; null: no date. */
const order = (...days: (number | null)[]) =>
  oldestFirst(
    days.map((day, index) =>
      item(`${index}${day === null ? "?" : ""}`, {
        published: day === null ? null : `2026-03-${String(day).padStart(2, "0")}T08:00:00.000Z`,
      }),
    ),
  ).map(({ key }) => key);

test("dates decide, and without any the last of the document is the oldest", () => {
  expect(order(3, 1, 2)).toEqual(["1", "2", "0"]);
  expect(order(null, null, null)).toEqual(["2?", "1?", "0?"]);
});

test("a list from old to new keeps its order, wherever a date is missing", () => {
  expect(order(1, 2, null, 4)).toEqual(["0", "1", "2?", "3"]);
  expect(order(null, 2, 3, 4)).toEqual(["0?", "1", "2", "3"]);
  expect(order(1, 2, 3, null)).toEqual(["0", "1", "2", "3?"]);
  expect(order(1, 1, 2, 2)).toEqual(["0", "1", "2", "3"]);
});

test("so does one from new to old", () => {
  expect(order(4, null, 2, 1)).toEqual(["3", "2", "1?", "0"]);
  expect(order(4, 3, 2, null)).toEqual(["3?", "2", "1", "0"]);
  expect(order(2, 2, 1, 1)).toEqual(["3", "2", "1", "0"]);
});

test("what is pinned to the top has its place by date, also where a date is missing", () => {
  expect(order(1, 9, 8, 7)).toEqual(["0", "3", "2", "1"]);
  expect(order(1, 9, null, 7)).toEqual(["0", "3", "2?", "1"]);
});

test("where something goes is said by our own pages alone: of what a stranger sends nothing of that stays", () => {
  const list = [{ id: "a", text: "k" }];
  const sly = item("k", {
    written: { accounts: ["x:page"] } as never,
    wordings: { short: "reuse", list },
    short: true,
  });
  for (const name of ["written", "wordings", "short"]) {
    expect(capped(sly)).not.toHaveProperty(name);
    expect(cappedOwn(sly)).toHaveProperty(name);
  }
});
