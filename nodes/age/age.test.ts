import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import { process } from "./run.ts";

const now = Date.parse("2026-03-10T12:00:00Z");
const news = [
  item("fresh", { published: "2026-03-10T11:00:00Z" }),
  item("edge", { published: "2026-03-08T12:00:00Z" }),
  item("old", { published: "2026-03-08T11:59:59Z" }),
  item("tomorrow", { published: "2026-03-11T12:00:00Z" }),
  item("undated"),
];

test("items older than the limit go, at the limit they stay", () => {
  const { out, drops } = process(news, { most: 2, unit: "days", undated: "keep" }, { now, state: undefined });
  expect(out["out"]?.map(({ key }) => key)).toEqual(["fresh", "edge", "tomorrow", "undated"]);
  expect(drops).toMatchObject([
    {
      item: { key: "old" },
      code: "too-old",
      reason: { en: "It is older than 2 days.", fr: "Elle date de plus de 2 jours." },
    },
  ]);
});

test("items without a date go where they shall", () => {
  const { drops } = process(news, { most: 1, unit: "hours", undated: "drop" }, { now, state: undefined });
  expect(drops.map(({ item: { key }, code }) => [key, code])).toEqual([
    ["edge", "too-old"],
    ["old", "too-old"],
    ["undated", "no-date"],
  ]);
  expect(drops[0]?.reason.en).toBe("It is older than 1 hour.");
});

test("the card says it in one line", () => {
  expect(manifest.summary({ most: 1, unit: "days", undated: "drop" })).toEqual({
    en: "1 day at most · with a date",
    fr: "1 jour au plus · avec une date",
  });
});
