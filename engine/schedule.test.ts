import { expect, test } from "vitest";
import { due, next } from "./schedule.ts";
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
