import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { manifest, type Config } from "./node.ts";
import { process } from "./run.ts";

const news = Array.from({ length: 4000 }, (_, index) => item(`https://a.example/${index}`));
const run = (items: typeof news, config: Partial<Config>) => {
  const { out, drops } = process(items, manifest.config.parse(config), { now: 0, state: undefined });
  return { kept: out["out"]?.map(({ key }) => key) ?? [], drops };
};

test("the share is right, whatever it is, and whoever draws", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (amount, draw) => {
      const share = run(news, { unit: "percent", amount, draw }).kept.length / news.length;
      // Five standard deviations of so many lots.
      const p = amount / 100;
      expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / news.length));
    }),
    { numRuns: 20 },
  );
  expect(run(news, { amount: 4 }).kept.length / news.length).toBeCloseTo(0.25, 1);
  expect(run(news, { amount: 1 }).kept).toHaveLength(news.length);
  expect(run(news, { unit: "percent", amount: 100 }).kept).toHaveLength(news.length);
});

test("an item's lot is its own: company, order and time change nothing", () => {
  const whole = new Set(run(news, { amount: 3 }).kept);
  fc.assert(
    fc.property(fc.shuffledSubarray(news.slice(0, 50)), (some) => {
      expect(run(some, { amount: 3 }).kept).toEqual(some.map(({ key }) => key).filter((key) => whole.has(key)));
    }),
  );
});

test("a larger share holds the smaller one, and another draw chooses on its own", () => {
  const [few, more] = [20, 60].map((amount) => new Set(run(news, { unit: "percent", amount }).kept));
  expect([...few!].every((key) => more!.has(key))).toBe(true);
  const other = run(news, { unit: "percent", amount: 20, draw: 2 }).kept;
  const both = other.filter((key) => few!.has(key)).length / news.length;
  expect(both).toBeCloseTo(0.04, 1);
  expect(other).not.toEqual([...few!]);
});

test("why an item went is said in both languages", () => {
  expect(run(news, { amount: 1000 }).drops[0]).toMatchObject({
    code: "not-drawn",
    reason: { en: "It was not drawn into the sample.", fr: "Le sort ne l’a pas mis dans l’échantillon." },
  });
});

test("more than a hundred in a hundred is said while drawing", () => {
  const said = (config: Partial<Config>) => manifest.check?.(manifest.config.parse(config));
  expect(said({ unit: "percent", amount: 101 })).toMatchObject([{ code: "over-hundred", field: "amount" }]);
  expect([said({ unit: "percent", amount: 100 }), said({ amount: 101 })]).toEqual([[], []]);
});

test("the card says it in one line", () => {
  const card = (config: Partial<Config>) => manifest.summary(manifest.config.parse(config));
  expect(card({ amount: 3 })).toEqual({ en: "one item in 3", fr: "une nouvelle sur 3" });
  expect(card({ unit: "percent", amount: 30 })).toEqual({ en: "30% of the items", fr: "30 % des nouvelles" });
});
