import fc from "fast-check";
import { expect, test } from "vitest";
import { lifeOf } from "#test/support/keeper.ts";
import { Aim } from "#engine/written.ts";
import { item } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { process } from "./run.ts";

const at = (time: string) => Date.parse(time);
const weekly = manifest.config.parse(manifest.defaults);
const items = (...keys: string[]) =>
  keys.map((key) => item(key, { title: `Title ${key}`, link: `https://news.example/${key}` }));

test("what came by Friday at nine is one post then, what came after it the next Friday, and an empty week posts nothing", () => {
  const life = lifeOf(manifest, process, weekly, {
    arrivals: [
      { at: at("2026-03-03T10:00:00Z"), items: items("a") },
      { at: at("2026-03-05T10:00:00Z"), items: items("b", "c") },
      // Nine in Paris.
      { at: at("2026-03-06T08:00:00Z"), items: items("d") },
    ],
    end: at("2026-04-01T00:00:00Z"),
  });
  expect(life.left.map((one) => new Date(one.at).toISOString())).toEqual([
    "2026-03-06T08:00:00.000Z",
    "2026-03-13T08:00:00.000Z",
  ]);
  expect(life.left[0]).toMatchObject({
    key: "digest:m/k/2026-03-06T08:00:00.000Z",
    item: { text: "• Title a\n• Title b\n• Title c", link: "https://news.example/a" },
  });
  expect(life.dropped.map(({ key, code }) => `${key} ${code}`)).toEqual([
    "a digested",
    "b digested",
    "c digested",
    "d digested",
  ]);
});

test("what somebody wrote for accounts of their own is in no digest", () => {
  const said = { said: ["Pour moi"], linkIn: "post", long: "cut", card: "ours", visibility: "account" };
  const time = { from: "2026-03-03T10:00:00Z", until: "2026-03-09T10:00:00Z" };
  const whose = { by: "lea", admin: false, own: true, accounts: [], people: null, topic: "", except: [] };
  const written = Aim.parse({ ...said, ...time, ...whose, thread: [], comment: "" });
  const [shared] = items("a");
  const life = lifeOf(manifest, process, weekly, {
    arrivals: [{ at: at("2026-03-03T10:00:00Z"), items: [shared!, item("mine", { text: "Pour moi", written })] }],
    end: at("2026-03-08T00:00:00Z"),
  });
  expect(life.left.map(({ item: { text } }) => text)).toEqual(["• Title a"]);
  expect(life.dropped.map(({ key, code }) => `${key} ${code}`).toSorted()).toEqual(["a digested", "mine own-words"]);
});

test("its hour stays where it is when the clocks change", () => {
  const life = lifeOf(
    manifest,
    process,
    { ...weekly, days: ["sun"] },
    {
      arrivals: [{ at: at("2026-03-28T10:00:00Z"), items: items("a") }],
      end: at("2026-04-10T00:00:00Z"),
    },
  );
  expect(life.left.map((one) => new Date(one.at).toISOString())).toEqual(["2026-03-29T07:00:00.000Z"]);
});

test("with too many for its lines it says how many more there are, and leads where it is told to", () => {
  const settings: Config = {
    ...weekly,
    lines: 2,
    leads: "page",
    page: "https://we.example/news",
    intro: "{{ count }} !",
  };
  const { out } = process([], settings, {
    now: at("2026-03-06T08:00:00Z"),
    state: undefined,
    back: items("a", "b", "c", "d").map((one) => ({ item: one, since: 0, until: 0, answer: null })),
  });
  expect(out["out"]).toMatchObject([{ text: "4 !\n• Title a\n• Title b\n… + 2", link: "https://we.example/news" }]);
});

test("by count: as soon as there are enough, and never with fewer", () => {
  const life = lifeOf(
    manifest,
    process,
    { ...weekly, by: "count", count: 3 },
    {
      arrivals: [
        { at: 1000, items: items("a", "b") },
        { at: 2000, items: items("c", "d") },
        { at: 3000, items: items("e", "f", "g", "h", "i") },
      ],
      end: 4000,
    },
  );
  expect(life.left.map((one) => [one.at, one.item.title.split(" · ").join()])).toEqual([
    [2000, "Title a,Title b,Title c"],
    [3000, "Title d,Title e,Title f"],
    [3000, "Title g,Title h,Title i"],
  ]);
  expect(new Set(life.left.map(({ key }) => key)).size).toBe(3);
  expect(life.keeps).toEqual([]);
});

test("whatever comes, and however often it is published: each item is in one digest or waits for one, in order", () => {
  const settings = fc.record({
    by: fc.constantFrom("time", "count"),
    days: fc.subarray(["mon", "wed", "sun"], { minLength: 1 }),
    time: fc.constantFrom("00:00", "02:30", "18:00"),
    count: fc.integer({ min: 2, max: 5 }),
  });
  const start = at("2026-03-26T09:00:00Z");
  const days = fc.array(fc.record({ after: fc.integer({ min: 0, max: 200 }), count: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      settings,
      days,
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 3 }),
      (drawn, came, published) => {
        let number = 0;
        const arrivals = came
          .toSorted((a, b) => a.after - b.after)
          .map(({ after, count }) => ({
            at: start + after * 3_600_000,
            items: items(...Array.from({ length: count }, () => String((number += 1)))),
          }));
        const life = lifeOf(manifest, process, { ...weekly, ...drawn } as Config, {
          arrivals,
          end: start + 20 * 86_400_000,
          late: (round) => (round % 3) * 50_000_000,
          published: published.map((after) => start + after * 3_600_000).toSorted((a, b) => a - b),
        });
        const [all, gone] = [
          arrivals.flatMap((one) => one.items.map(({ key }) => key)),
          life.dropped.map(({ key }) => key),
        ];
        expect([...gone, ...life.keeps.map(({ key }) => key)]).toEqual(all);
        expect(new Set(life.left.map(({ key }) => key)).size).toBe(life.left.length);
        const listed = life.left.flatMap(({ item: { title } }) => title.match(/Title \d+/gu) ?? []);
        expect(listed).toEqual(gone.map((key) => `Title ${key}`));
      },
    ),
    { numRuns: 60 },
  );
});

test("the card says it in one line, and a page that is none is said while drawing", () => {
  expect(manifest.summary(weekly)).toEqual({ en: "one post · Fri at 09:00", fr: "une publication · ven. à 09:00" });
  expect(manifest.summary({ ...weekly, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }).fr).toBe(
    "une publication · chaque jour à 09:00",
  );
  expect(manifest.check?.({ ...weekly, leads: "page" })).toMatchObject([{ code: "no-page", severity: "error" }]);
  expect(manifest.check?.({ ...weekly, leads: "page", page: "https://a.example" })).toEqual([]);
});
