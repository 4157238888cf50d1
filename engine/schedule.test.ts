import { expect, test } from "vitest";
import { due, next, placeOf } from "./schedule.ts";
import type { CronNext } from "./schedule.ts";

const minute = 60_000;
const at = (time: string) => Date.parse(time);
const every = { kind: "interval", minutes: 15 } as const;
const cron = { kind: "cron", expression: "x", zone: "UTC" } as const;
/** Every ten minutes, as a stand-in for a cron library. */
const cronNext: CronNext = (_expression, _zone, after) => (Math.floor(after / (10 * minute)) + 1) * 10 * minute;
const latest = { missed: "latest", cronNext } as const;
const skip = { missed: "skip", cronNext } as const;

test("intervals lie on multiples since the epoch, whenever one asks", () => {
  expect(next(every, at("2026-01-01T10:07:31Z"), { cronNext })).toBe(at("2026-01-01T10:15:00Z"));
  expect(next(every, at("2026-01-01T10:15:00Z"), { cronNext })).toBe(at("2026-01-01T10:30:00Z"));
  expect(due(every, at("2026-01-01T10:07:31Z"), at("2026-01-01T10:14:59Z"), latest)).toEqual({
    run: null,
    missed: false,
  });
  expect(due(every, at("2026-01-01T10:07:31Z"), at("2026-01-01T10:15:00Z"), latest)).toEqual({
    run: at("2026-01-01T10:15:00Z"),
    missed: false,
  });
});

test("after downtime the latest slot runs once, or none does", () => {
  const [from, to] = [at("2026-01-01T10:00:00Z"), at("2026-01-01T12:05:00Z")];
  expect(due(every, from, to, latest)).toEqual({ run: at("2026-01-01T12:00:00Z"), missed: true });
  expect(due(every, from, to, skip)).toEqual({ run: null, missed: true });
  expect(due(every, from, at("2026-01-01T12:00:30Z"), skip)).toEqual({ run: at("2026-01-01T12:00:00Z"), missed: true });
});

test("no slot comes twice, and none is left out, however often one looks", () => {
  for (const schedule of [every, cron]) {
    const seen: number[] = [];
    let after = at("2026-03-29T00:00:00Z");
    const start = after;
    for (let now = start; now < start + 24 * 60 * minute; now += 7_777) {
      const { run } = due(schedule, after, now, skip);
      if (run === null) continue;
      seen.push(run);
      after = run;
    }
    const gap = schedule === every ? 15 : 10;
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => start + (index + 1) * gap * minute));
    expect(seen.length).toBe((24 * 60) / gap - 1);
  }
});

test("a clock that goes back brings no slot again", () => {
  expect(due(every, at("2026-01-01T10:15:00Z"), at("2026-01-01T09:30:00Z"), latest)).toEqual({
    run: null,
    missed: false,
  });
  expect(due(cron, at("2026-01-01T10:10:00Z"), at("2026-01-01T09:30:00Z"), latest)).toEqual({
    run: null,
    missed: false,
  });
});

test("a map run by hand has no slots", () => {
  expect(next({ kind: "manual" }, 0, { cronNext })).toBeNull();
  expect(due({ kind: "manual" }, 0, 1e12, latest)).toEqual({ run: null, missed: false });
});

test("a month of downtime costs few questions, and a function that stands still does not hold us", () => {
  let asked = 0;
  const counting: CronNext = (expression, zone, after) => ((asked += 1), cronNext(expression, zone, after));
  const until = at("2026-02-01T00:05:00Z");
  expect(due(cron, at("2026-01-01T00:00:00Z"), until, { missed: "latest", cronNext: counting }).run).toBe(
    at("2026-02-01T00:00:00Z"),
  );
  expect(asked).toBeLessThan(20);
  expect(due(cron, 0, until, { missed: "latest", cronNext: () => minute }).run).toBe(minute);
});

test("maps of one interval are spread over it, each at a place of its own that stays", () => {
  const ids = Array.from({ length: 1000 }, (_, n) => `4f1c2a7e-0000-4000-8000-${String(n).padStart(12, "0")}`);
  const places = ids.map((id) => placeOf(id, every));
  expect(ids.map((id) => placeOf(id, every))).toEqual(places);
  expect(places.every((place) => place >= 0 && place < 15 * minute && place % 1000 === 0)).toBe(true);
  // A thousand in 900 seconds: no minute has much more than its 67, and none is left empty.
  const minutes = Map.groupBy(places, (place) => Math.floor(place / minute));
  expect(minutes.size).toBe(15);
  expect(Math.max(...[...minutes.values()].map((list) => list.length))).toBeLessThan(110);
  expect(placeOf(ids[0]!, cron)).toBe(0);
});

test("a map keeps its place from slot to slot, and each interval has its slot", () => {
  const place = 7 * minute + 23_000;
  expect(next(every, at("2026-01-01T10:07:22Z"), { cronNext, place })).toBe(at("2026-01-01T10:07:23Z"));
  expect(next(every, at("2026-01-01T10:07:23Z"), { cronNext, place })).toBe(at("2026-01-01T10:22:23Z"));
  expect(due(every, at("2026-01-01T10:00:00Z"), at("2026-01-01T10:07:30Z"), { ...latest, place })).toEqual({
    run: at("2026-01-01T10:07:23Z"),
    missed: false,
  });
  expect(due(every, at("2026-01-01T10:08:00Z"), at("2026-01-01T10:22:00Z"), { ...latest, place }).run).toBeNull();
});

test("a time that was set before the map had a place of its own is kept once, and missed like any other", () => {
  const place = 7 * minute;
  const set = at("2026-01-01T10:15:00Z");
  expect(due(every, set - 1, set + 1500, { ...skip, place, set })).toEqual({ run: set, missed: false });
  expect(due(every, set - 1, set + 5 * minute, { ...skip, place, set })).toEqual({ run: null, missed: true });
  expect(due(every, set - 1, set + 5 * minute, { ...latest, place, set })).toEqual({ run: set, missed: false });
  expect(due(every, set - 1, set + 8 * minute, { ...latest, place, set }).run).toBe(at("2026-01-01T10:22:00Z"));
});
