import { expect, test } from "vitest";
import { judge, readAmount, readsAs, type Room, unitsFor } from "./amount.ts";

const minutes: Room = {
  said: "hours",
  stored: "minutes",
  choices: ["minutes", "hours", "days"],
  minimum: 1,
  maximum: 10_080,
  whole: true,
};

test("a number is read as people write it, with the unit behind it", () => {
  expect(readAmount("1 000")).toEqual({ amount: 1000, unit: null });
  expect(readAmount("1,5 h")).toEqual({ amount: 1.5, unit: "hours" });
  expect(["30 minutes", "30 min.", "30m"].map((text) => readAmount(text)?.unit)).toEqual(Array(3).fill("minutes"));
  expect(["3 jours", "3 days", "3d"].map((text) => readAmount(text)?.unit)).toEqual(Array(3).fill("days"));
  expect(["", "deux", "-3", "3 carottes", "1e9", "x".repeat(200_000)].map(readAmount)).toEqual(Array(6).fill(null));
});

test("what is stored in minutes reads in the longest unit that is whole, and only in units that fit", () => {
  expect([30, 60, 90, 2880].map((amount) => readsAs(amount, "minutes", 10_080))).toEqual([
    "minutes",
    "hours",
    "minutes",
    "days",
  ]);
  expect(readsAs(7, "days", 1000)).toBe("days");
  expect(unitsFor("minutes", 10_080)).toEqual(["minutes", "hours", "days", "weeks"]);
  expect(unitsFor("hours", 24)).toEqual(["hours", "days"]);
});

test("what can be stored is stored in the schema's unit, and the rest is told with the bounds of the unit that was meant", () => {
  expect(judge("2", minutes)).toEqual({ fits: true, stored: 120, span: "hours" });
  expect(judge("30 min", minutes)).toEqual({ fits: true, stored: 30, span: "minutes" });
  expect(judge("1,5", minutes)).toMatchObject({ fits: true, stored: 90 });
  expect(judge("1,001", minutes)).toMatchObject({ fits: false, why: "whole" });
  expect(judge("200", minutes)).toEqual({ fits: false, why: "bounds", span: "hours", least: 1, most: 168 });
  expect(judge("0", minutes)).toMatchObject({ fits: false, why: "bounds" });
  expect(judge("3 hours", { ...minutes, said: null, stored: null, choices: [] })).toMatchObject({ fits: false });
});
