import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { manifest, type Config } from "./node.ts";
import { process, startOf } from "./run.ts";

const noon = Date.parse("2026-03-10T12:00:00Z");
const hour = 3_600_000;
const news = (...keys: string[]) => keys.map((key) => item(key));
const run = (items: ReturnType<typeof news>, config: Partial<Config>, now = noon, state: unknown = undefined) => {
  const outcome = process(items, manifest.config.parse(config), { now, state });
  return { ...outcome, kept: outcome.out["out"]?.map(({ key }) => key) ?? [] };
};

test("so many go on in a period, and no more in the runs that follow", () => {
  const first = run(news("a", "b"), { most: 3 });
  const second = run(news("c", "d", "e"), { most: 3 }, noon + hour, first.state);
  expect([first.kept, second.kept]).toEqual([["a", "b"], ["c"]]);
  expect(second.drops.map(({ item: { key }, code, reason }) => [key, code, reason])).toEqual(
    ["d", "e"].map((key) => [
      key,
      "over-limit",
      { en: "The limit of 3 a day was reached before it.", fr: "La limite de 3 par jour était atteinte avant lui." },
    ]),
  );
  expect(run(news("f"), { most: 3 }, noon + 2 * hour, second.state).kept).toEqual([]);
  expect(run(news("g"), { most: 3 }, noon + 12 * hour, second.state).kept).toEqual(["g"]);
});

test("the newest of those that come together go on, in the order in which they came", () => {
  const dated = [
    item("old", { published: "2026-03-10T08:00:00Z" }),
    item("new", { published: "2026-03-10T11:00:00Z" }),
    item("older", { published: "2026-03-09T11:00:00Z" }),
    item("undated"),
    item("tomorrow", { published: "2026-03-11T11:00:00Z" }),
  ];
  const outcome = run(dated, { most: 3, wins: "newest" });
  expect(outcome.kept).toEqual(["new", "undated", "tomorrow"]);
  expect(outcome.drops[0]?.reason).toEqual({
    en: "The limit of 3 a day went to newer ones.",
    fr: "La limite de 3 par jour est allée à de plus récents.",
  });
  expect(run(dated, { most: 1, wins: "newest" }).kept).toEqual(["tomorrow"]);
});

test("periods are those of the calendar in the zone, also where clocks are put forward or back", () => {
  const starts = (per: Config["per"], zone: string, at: string) =>
    new Date(startOf(zone, per, Date.parse(at))).toISOString();
  expect(starts("hour", "Asia/Kolkata", "2026-03-10T12:10:00Z")).toBe("2026-03-10T11:30:00.000Z");
  expect(starts("day", "Europe/Paris", "2026-03-29T21:59:59Z")).toBe("2026-03-28T23:00:00.000Z");
  expect(starts("day", "Europe/Paris", "2026-03-29T22:00:00Z")).toBe("2026-03-29T22:00:00.000Z");
  expect(starts("day", "Europe/Paris", "2026-10-25T22:59:59Z")).toBe("2026-10-24T22:00:00.000Z");
  expect(starts("week", "Europe/Paris", "2026-03-29T21:59:59Z")).toBe("2026-03-22T23:00:00.000Z");
  expect(starts("week", "Europe/Paris", "2026-03-29T22:00:00Z")).toBe("2026-03-29T22:00:00.000Z");
  expect(starts("month", "Europe/Paris", "2026-03-31T21:59:59Z")).toBe("2026-02-28T23:00:00.000Z");
  expect(starts("month", "America/New_York", "2026-04-01T03:59:59Z")).toBe("2026-03-01T05:00:00.000Z");
  // Both of the two hours from 2 to 3 are hours of their own.
  expect(starts("hour", "Europe/Paris", "2026-10-25T00:30:00Z")).toBe("2026-10-25T00:00:00.000Z");
  expect(starts("hour", "Europe/Paris", "2026-10-25T01:30:00Z")).toBe("2026-10-25T01:00:00.000Z");
});

const zones = fc.constantFrom("Europe/Paris", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
const pers = fc.constantFrom("hour", "day", "week", "month" as Config["per"]);
const year = fc.integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2026-12-31T00:00:00Z") });

test("a period begins no later than what is in it, begins where it begins, and the one before it ended there", () => {
  fc.assert(
    fc.property(zones, pers, year, (zone, per, at) => {
      const start = startOf(zone, per, at);
      expect(start).toBeLessThanOrEqual(at);
      expect(at - start).toBeLessThan({ hour: 1, day: 25.5, week: 169.5, month: 745.5 }[per] * hour);
      expect(startOf(zone, per, start)).toBe(start);
      expect(startOf(zone, per, start - 1)).toBeLessThan(start);
    }),
    { numRuns: 300 },
  );
});

test("whatever comes when, and however the clock is put back, no period has more than its limit", () => {
  const come = fc.array(fc.tuple(fc.integer({ min: -30 * hour, max: 40 * hour }), fc.integer({ min: 0, max: 6 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(zones, pers, come, fc.integer({ min: 1, max: 5 }), fc.boolean(), (zone, per, runs, most, young) => {
      let state: unknown;
      let now = Date.parse("2026-10-20T12:00:00Z");
      let latest = 0;
      const used = new Map<number, number>();
      for (const [step, count] of runs) {
        now += step;
        latest = Math.max(latest, now);
        const items = Array.from({ length: count }, (_, index) => item(`${now}:${index}`));
        const outcome = run(items, { most, per, zone, wins: young ? "newest" : "first" }, now, state);
        // As it comes back from the database.
        state = JSON.parse(JSON.stringify(outcome.state));
        const period = startOf(zone, per, latest);
        const sum = (used.get(period) ?? 0) + outcome.kept.length;
        used.set(period, sum);
        expect(sum).toBeLessThanOrEqual(most);
        expect(outcome.kept.length + outcome.drops.length).toBe(count);
        // And not fewer than there is room for.
        expect(outcome.kept.length === count || sum === most).toBe(true);
      }
    }),
  );
});

test("a clock that was far ahead does not stop the map for as long", () => {
  const ahead = run(news("a"), { most: 1 }, noon + 400 * 24 * hour);
  expect(run(news("b"), { most: 1 }, noon, ahead.state).kept).toEqual(["b"]);
});

test("a state that is not ours is forgotten", () => {
  for (const state of [null, 3, {}, { from: "x", used: 1 }, { from: noon, used: -1 }, { from: noon, used: 0.5 }])
    expect(run(news("a"), { most: 1 }, noon, state).kept).toEqual(["a"]);
});

test("the card says it in one line", () => {
  expect(manifest.summary(manifest.config.parse({ most: 1, per: "hour", wins: "newest" }))).toEqual({
    en: "at most 1 an hour · the newest",
    fr: "au plus 1 par heure · les plus récentes",
  });
});
