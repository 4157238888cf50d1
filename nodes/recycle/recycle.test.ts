import fc from "fast-check";
import { expect, test } from "vitest";
import { weekdays } from "#engine/opening.ts";
import { offsetAt } from "#engine/window.ts";
import { lifeOf } from "#test/support/keeper.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";
import { nextTurn } from "./turns.ts";

const day = 86_400_000;
const at = (time: string) => Date.parse(time);
const tuesdays: Config = { ...(manifest.defaults as Config), gap: 7, most: 2, ends: "never" };
const items = (...keys: string[]) => keys.map((key) => item(key, { published: null }));
const told = (life: ReturnType<typeof lifeOf>) =>
  life.left.map((one) => `${one.key}${one.item.again?.times ?? ""} ${new Date(one.at).toISOString().slice(5, 16)}`);

test("what is new goes on at once, and each comes again in its turn, so often and no more", () => {
  // A Wednesday; Paris is an hour ahead of UTC, and two from the end of March on.
  const life = lifeOf(manifest, process, tuesdays, {
    arrivals: [{ at: at("2026-03-04T12:00:00Z"), items: items("a", "b") }],
    end: at("2026-06-01T00:00:00Z"),
  });
  expect(told(life)).toEqual([
    "a 03-04T12:00",
    "b 03-04T12:00",
    "a1 03-17T09:00",
    "b1 03-24T09:00",
    "a2 03-31T08:00",
    "b2 04-07T08:00",
  ]);
  expect(life).toMatchObject({ dropped: [], keeps: [] });
});

test("or the first time, too, when its turn comes: first those that never went", () => {
  const life = lifeOf(
    manifest,
    process,
    { ...tuesdays, first: "turn", most: 1, count: 2 },
    {
      arrivals: [
        { at: at("2026-03-04T12:00:00Z"), items: items("a", "b", "c") },
        { at: at("2026-03-11T12:00:00Z"), items: items("d") },
      ],
      end: at("2026-06-01T00:00:00Z"),
    },
  );
  expect(told(life)).toEqual([
    "a 03-10T09:00",
    "b 03-10T09:00",
    "c 03-17T09:00",
    "d 03-17T09:00",
    "a1 03-24T09:00",
    "b1 03-24T09:00",
    "c1 03-31T08:00",
    "d1 03-31T08:00",
  ]);
});

test("a rhythm of several days or weeks is the calendar's, and keeps its hour when the clocks change", () => {
  const turns = (rhythm: Partial<Config>, count: number) => {
    let next = at("2026-03-20T12:00:00Z");
    return Array.from({ length: count }, () => {
      next = nextTurn({ ...tuesdays, ...rhythm }, next);
      return new Date(next).toISOString().slice(5, 16);
    });
  };
  const every3 = turns({ unit: "days", every: 3 }, 5);
  expect(every3.map((turn) => turn.slice(6))).toEqual(["09:00", "09:00", "08:00", "08:00", "08:00"]);
  const weeks = turns({ every: 2, days: ["mon", "fri"] }, 4);
  const gaps = weeks.slice(1).map((turn, index) => (at(`2026-${turn}:00Z`) - at(`2026-${weeks[index]}:00Z`)) / day);
  expect(gaps.map(Math.round).toSorted((a, b) => a - b)).toEqual([4, 4, 10]);
});

test("it keeps its gap and its end, gives each no more often than it may, and loses nothing, whatever comes and however late runs are", () => {
  const settings = fc.record({
    first: fc.constantFrom("now", "turn"),
    every: fc.integer({ min: 1, max: 5 }),
    unit: fc.constantFrom("days", "weeks"),
    days: fc.subarray([...weekdays], { minLength: 1 }),
    time: fc.constantFrom("00:00", "02:30", "10:00"),
    zone: fc.constantFrom("Europe/Paris", "UTC", "America/New_York", "Australia/Lord_Howe"),
    count: fc.integer({ min: 1, max: 3 }),
    gap: fc.integer({ min: 1, max: 20 }),
    most: fc.integer({ min: 1, max: 4 }),
    ends: fc.constantFrom("age", "date", "never"),
    age: fc.integer({ min: 1, max: 60 }),
    until: fc.constantFrom("2026-04-01", "2026-05-20"),
  });
  const start = at("2026-03-20T09:00:00Z");
  const hours = fc.integer({ min: 0, max: 1500 });
  const arrivals = fc.array(fc.record({ after: hours, count: fc.integer({ min: 1, max: 4 }) }), { maxLength: 4 });
  const lateness = fc.array(fc.constantFrom(0, 0, 2000, 3_600_000, 30 * 3_600_000, 9 * day), { minLength: 1 });
  fc.assert(
    fc.property(
      settings,
      arrivals,
      lateness,
      fc.array(hours, { maxLength: 2 }),
      (config: Config, drawn, late, published) => {
        let number = 0;
        const came = drawn
          .toSorted((a, b) => a.after - b.after)
          .map(({ after, count }) => ({
            at: start + after * 3_600_000,
            items: items(...Array.from({ length: count }, () => String((number += 1)))),
          }));
        const life = lifeOf(manifest, process, config, {
          arrivals: came,
          end: start + 120 * day,
          late: (round) => late[round % late.length]!,
          published: published.map((after) => start + after * 3_600_000).toSorted((a, b) => a - b),
        });
        const turns = turnsOf(config, start - 40 * day, start + 121 * day);
        const turnAt = (when: number) => turns.findLast((turn) => turn <= when)!;
        const since = new Map(came.flatMap((one) => one.items.map(({ key }) => [key, one.at])));
        for (const [key, list] of Map.groupBy(life.left, (one) => one.key)) {
          expect(list.map((one) => one.item.again?.times ?? 0)).toEqual(list.map((_, index) => index));
          expect(list.length).toBeLessThanOrEqual(1 + config.most);
          for (const [index, one] of list.slice(1).entries()) {
            expect(one.at - list[index]!.at).toBeGreaterThanOrEqual(config.gap * day - day / 2);
            // A turn may be given late; it never lies behind the end.
            const turn = turnAt(one.at);
            if (config.ends === "age") expect(turn).toBeLessThan(since.get(key)! + config.age * day);
            if (config.ends === "date")
              expect(new Date(turn + offsetAt(config.zone, turn)).toISOString().slice(0, 10) <= config.until).toBe(
                true,
              );
          }
        }
        const again = life.left.filter((one) => config.first === "turn" || one.item.again !== undefined);
        for (const list of Map.groupBy(again, (one) => turnAt(one.at)).values())
          expect(list.length).toBeLessThanOrEqual(config.count);
        const ended = new Set([...life.left, ...life.dropped, ...life.keeps].map(({ key }) => key));
        expect(ended).toEqual(new Set(since.keys()));
        expect(new Set(life.keeps.map(({ key }) => key)).size).toBe(life.keeps.length);
      },
    ),
    { numRuns: 30 },
  );
});

function turnsOf(config: Config, from: number, to: number): number[] {
  const turns: number[] = [];
  for (let turn = nextTurn(config, from); turn <= to; turn = nextTurn(config, turn)) turns.push(turn);
  return turns;
}

test("publishing again gives no turn that nobody had, and a clock that went back gives nothing twice", () => {
  const published = at("2026-03-18T15:00:00Z");
  const arrivals = [{ at: at("2026-03-04T12:00:00Z"), items: items("a", "b") }];
  const life = lifeOf(
    manifest,
    process,
    { ...tuesdays, most: 1 },
    { arrivals, end: at("2026-03-23T00:00:00Z"), published: [published] },
  );
  expect(told(life).slice(2)).toEqual(["a1 03-17T09:00"]);
  const now = at("2026-03-17T09:00:00Z");
  const [a] = items("a");
  const again = { by: "m/k", times: 0, at: at("2026-03-04T12:00:00Z"), gap: 7 * day };
  const context = { self: "m/k", holding: 0, state: { done: now - day, owed: null, tail: now, used: 1 } };
  const back = [{ item: { ...a!, again }, since: again.at, until: now, answer: null }];
  const given = process([], tuesdays, { ...context, now, back });
  expect(given.out["out"]).toMatchObject([{ key: "a", again: { times: 1 } }]);
  const earlier = { self: "m/k", holding: 0, state: given.state, now: now - 3 * day };
  const kept = given.kept!.map((one) => ({ ...one, since: again.at, answer: null, until: now - 3 * day }));
  const once = process([], tuesdays, { ...earlier, back: kept });
  expect(once.out["out"]).toEqual([]);
  expect(once.kept![0]!.until).toBeGreaterThanOrEqual(now - 3 * day + 6.5 * day);
});

test("the card says it in one line, and a missing last day is said while drawing", () => {
  expect(manifest.summary(tuesdays)).toEqual({
    en: "Tue at 10:00 · 7 d apart · 2×",
    fr: "mar. à 10:00 · 7 j d’écart · 2×",
  });
  expect(manifest.summary({ ...tuesdays, unit: "days", every: 3 })).toEqual({
    en: "every 3 days at 10:00 · 7 d apart · 2×",
    fr: "tous les 3 jours à 10:00 · 7 j d’écart · 2×",
  });
  for (const until of ["", "2027-02-30", "soon"])
    expect(manifest.check?.({ ...tuesdays, ends: "date", until })).toMatchObject([{ code: "no-date", field: "until" }]);
  expect(manifest.check?.({ ...tuesdays, ends: "date", until: "2027-02-28" })).toEqual([]);
});
