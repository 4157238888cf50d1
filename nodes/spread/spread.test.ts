import fc from "fast-check";
import { expect, test } from "vitest";
import { isOpen } from "#engine/opening.ts";
import { lifeOf } from "#test/support/keeper.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const minute = 60_000;
const at = (time: string) => Date.parse(time);
const config: Config = {
  minutes: 60,
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "08:00",
  to: "20:00",
  zone: "Europe/Paris",
};
const items = (...keys: string[]) => keys.map((key) => item(key));
const times = (life: ReturnType<typeof lifeOf>) =>
  life.left.map((one) => `${one.key} ${new Date(one.at).toISOString().slice(5, 16)}`);

test("the first goes at once, the others an hour apart, at night and at the weekend nothing does", () => {
  // A Friday; Paris is an hour ahead of UTC.
  const life = lifeOf(manifest, process, config, {
    arrivals: [{ at: at("2026-03-06T17:30:00Z"), items: items("a", "b", "c", "d") }],
    end: at("2026-03-12T00:00:00Z"),
  });
  expect(times(life)).toEqual(["a 03-06T17:30", "b 03-06T18:30", "c 03-09T07:00", "d 03-09T08:00"]);
  expect(life).toMatchObject({ dropped: [], keeps: [] });
});

test("the hour that the clocks skip begins with the next, and one that comes twice is not used twice", () => {
  const night: Config = { ...config, days: ["sat", "sun"], from: "02:30", to: "03:30", minutes: 30 };
  const spring = lifeOf(manifest, process, night, {
    arrivals: [{ at: at("2026-03-28T12:00:00Z"), items: items("a", "b") }],
    end: at("2026-04-05T12:00:00Z"),
  });
  // From two to three o’clock there is no time: half past two is three, and half past three ends it.
  expect(times(spring)).toEqual(["a 03-29T01:00", "b 04-04T00:30"]);
  const autumn = lifeOf(
    manifest,
    process,
    { ...night, minutes: 60 },
    {
      arrivals: [{ at: at("2026-10-24T12:00:00Z"), items: items("a", "b", "c") }],
      end: at("2026-10-26T12:00:00Z"),
    },
  );
  // Half past two comes twice that night, and what lies between is an hour.
  expect(times(autumn)).toEqual(["a 10-25T00:30", "b 10-25T01:30"]);
});

test("whatever comes when, and however late runs are: in order, apart, at open hours, and nothing is lost", () => {
  const opening = fc.record({
    minutes: fc.integer({ min: 1, max: 600 }),
    days: fc.subarray([...config.days, "sat", "sun"] as Config["days"], { minLength: 1 }),
    from: fc.constantFrom("00:00", "02:30", "08:00", "22:00"),
    to: fc.constantFrom("00:00", "03:00", "09:30", "20:00"),
    zone: fc.constantFrom("Europe/Paris", "UTC", "America/New_York", "Australia/Lord_Howe"),
  });
  const start = at("2026-03-27T09:00:00Z");
  const arrivals = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 4000 }), count: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 6 },
  );
  const lateness = fc.array(fc.constantFrom(0, 0, 1000, 30_000, 7 * minute, 900 * minute), { minLength: 1 });
  fc.assert(
    fc.property(
      opening,
      arrivals,
      lateness,
      fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 2 }),
      (chosen, drawn, late, published) => {
        let number = 0;
        const came = drawn
          .toSorted((a, b) => a.after - b.after)
          .map(({ after, count }) => ({
            at: start + after * minute,
            items: Array.from({ length: count }, () => item(String((number += 1)).padStart(3, "0"))),
          }));
        const life = lifeOf(manifest, process, chosen, {
          arrivals: came,
          end: start + 20 * 1440 * minute,
          late: (round) => late[round % late.length]!,
          published: published.map((after) => start + after * minute).toSorted((a, b) => a - b),
        });
        const keys = life.left.map(({ key }) => key);
        expect([...keys, ...life.keeps.map(({ key }) => key)]).toEqual(
          came.flatMap((one) => one.items.map(({ key }) => key)),
        );
        for (const [index, one] of life.left.entries()) {
          expect(isOpen(chosen, one.at)).toBe(true);
          const before = life.left[index - 1];
          if (before !== undefined) expect(one.at - before.at).toBeGreaterThanOrEqual(chosen.minutes * minute * 0.9);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a clock that goes back a year keeps nothing for a year", () => {
  const now = at("2027-03-05T10:00:00Z");
  const kept = process(items("a", "b"), config, { now, state: undefined, back: [], holding: 0 });
  const year = at("2026-03-05T10:00:00Z");
  const asked = process(items("c"), config, { now: year, state: kept.state, back: [], holding: 1 });
  expect(asked).toMatchObject({ out: { out: [] }, kept: [{ item: { key: "c" } }], recall: true });
  const back = items("b", "c").map((one) => ({ item: one, since: now, until: year, answer: null }));
  const anew = process([], config, { now: year, state: asked.state, back, holding: 0 });
  expect(anew.kept?.map(({ until }) => until - year)).toEqual([60 * minute, 120 * minute]);
});

test("the card says it in one line", () => {
  expect(manifest.summary(config)).toEqual({
    en: "one every hour · 08:00–20:00 · Mon–Fri",
    fr: "un toutes les heures · 08:00–20:00 · lun.–ven.",
  });
  expect(manifest.summary({ ...config, minutes: 90, to: "08:00", days: ["sat", "mon"] }).en).toBe(
    "one every 90 min · Mon, Sat",
  );
});
