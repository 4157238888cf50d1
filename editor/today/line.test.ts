import { expect, test } from "vitest";
import { clockIn, clustersOf, hoursOf, spanOf, widthOf } from "./line.ts";
import { settle } from "./use-settled.ts";

const day = "2026-11-26T";
const face = (name: string) => ({ id: name, name, network: "n", avatar: null, company: false });
const slot = (time: string, out: boolean, posts = 1, names = ["Léa"]) => ({
  ...{ at: `${day}${time}:00Z`, out, posts, voices: names.length },
  faces: names.map(face),
});
const work = { from: `${day}07:30:00Z`, to: `${day}20:00:00Z` };

test("the line shows working hours, further where something goes out, and on a phone the next four", () => {
  const now = Date.parse(`${day}10:42:00Z`);
  const [from, to] = [Date.parse(work.from), Date.parse(work.to)];
  expect(spanOf({ ...work, slots: [slot("09:00", true)] }, now, false)).toEqual([from, to]);
  const wide = spanOf({ ...work, slots: [slot("06:00", true), slot("22:30", false)] }, now, false);
  expect(wide).toEqual([Date.parse(`${day}06:00:00Z`), Date.parse(`${day}23:00:00Z`)]);
  expect(spanOf({ ...work, slots: [] }, now, true)).toEqual([now, now + 4 * 3_600_000]);
  expect(hoursOf([from, to]).map((at) => clockIn(at, "Europe/Paris").hour)).toEqual([9, 11, 13, 15, 17, 19, 21]);
});

test("half hours without room for both stand as one stack, what is out never with what is planned, none over another", () => {
  const span: [number, number] = [Date.parse(work.from), Date.parse(work.to)];
  const slots = [
    slot("08:00", true, 4, ["Léa", "Hugo"]),
    slot("08:30", true, 2, ["Léa", "Inès", "Noah"]),
    slot("10:30", true),
    slot("10:30", false),
    slot("19:30", false, 9, ["Léa", "Hugo", "Inès"]),
  ];
  const found = clustersOf(slots, span, 1120);
  expect(found.map(({ out, posts, faces }) => [out, posts, faces.map(({ name }) => name)])).toEqual([
    [true, 6, ["Léa", "Hugo", "Inès"]],
    [true, 1, ["Léa"]],
    [false, 1, ["Léa"]],
    [false, 9, ["Léa", "Hugo", "Inès"]],
  ]);
  expect(found[0]!.voices).toBe(4);
  const phone: [number, number] = [Date.parse(`${day}10:58:00Z`), Date.parse(`${day}14:58:00Z`)];
  const early = [slot("07:30", true), slot("07:30", false), slot("08:00", false)];
  const full = [
    slot("07:30", true, 3, ["Léa", "Hugo"]),
    slot("08:00", true, 3, ["Inès", "Noah"]),
    slot("08:30", false),
  ];
  for (const [stacks, width] of [
    [found, 1120],
    [clustersOf(early, span, 1120), 1120],
    [clustersOf(full, span, 1120), 1120],
    [clustersOf(slots, phone, 358), 358],
  ] as const) {
    for (const [n, one] of stacks.entries()) {
      const before = stacks[n - 1];
      const edge = before ? before.x + widthOf(before) / 2 : 0;
      expect(one.x - widthOf(one) / 2).toBeGreaterThanOrEqual(edge);
      expect(one.x + widthOf(one) / 2).toBeLessThanOrEqual(width);
    }
  }
  expect(clustersOf(slots, [Date.parse(`${day}12:00:00Z`), Date.parse(`${day}16:00:00Z`)], 358)).toEqual([]);
});

type R = { key: string };

test("what is new waits while somebody points at the list, and so does what went away; what changed is shown at once", () => {
  const shown = [
    { key: "a", text: "1" },
    { key: "b", text: "1" },
  ];
  const next = [
    { key: "c", text: "1" },
    { key: "a", text: "2" },
  ];
  expect(settle(shown, next, true)).toEqual({
    rows: [
      { key: "a", text: "2" },
      { key: "b", text: "1" },
    ],
    added: 1,
  });
  // Without anybody there, what went away goes; what is new still asks before it moves rows.
  expect(settle(shown, next, false)).toEqual({ rows: [{ key: "a", text: "2" }], added: 1 });
  expect(settle([], next, false)).toEqual({ rows: next, added: 0 });
  expect(settle(shown, shown.slice(1), false)).toEqual({ rows: shown.slice(1), added: 0 });
});

test("what comes after all rows stands below them, and what is taken back stands where it was", () => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((key) => ({ key })) as [R, R, R, R];
  expect(settle([a, b], [a, b, c], true)).toEqual({ rows: [a, b, c], added: 0 });
  expect(settle([b, c], [a, b, c, d], true)).toEqual({ rows: [b, c, d], added: 1 });
  expect(settle([b, c], [a, b, c], true, new Set(["a"]))).toEqual({ rows: [a, b, c], added: 0 });
  expect(settle([a, c], [a, b, c], false, new Set(["b"]))).toEqual({ rows: [a, b, c], added: 0 });
});
