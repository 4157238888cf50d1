import fc from "fast-check";
import { expect, test } from "vitest";
import { usualStoryRule } from "#engine/story.ts";
import { addTo, mayRepeat, type Past } from "./repeat.ts";
import { nothingKnown, sift } from "./sift.ts";

test("whenever an account's posts really went out, and however they ended: never two of one item within its gap, nor one occasion twice", () => {
  const hour = 3_600_000;
  const asking = fc.record({
    after: fc.integer({ min: 0, max: 60 }),
    occasion: fc.constantFrom("recycle:m/k/1", "recycle:m/k/2", "recycle:m/k/3", "recycle:n/k/1"),
    late: fc.integer({ min: 0, max: 30 }),
    state: fc.constantFrom("published", "published", "held", "expired", "rejected", "cancelled"),
  });
  fc.assert(
    fc.property(fc.array(asking, { maxLength: 12 }), fc.integer({ min: 1, max: 80 }), (all, gap) => {
      let past: Past | undefined;
      let now = 0;
      const posted: number[] = [];
      const occasions: string[] = [];
      for (const { after, occasion, late, state } of all) {
        now += after * hour;
        const known = nothingKnown(new Set(["a"]));
        if (past !== undefined) known.taken.set("a k", past);
        const wanted = {
          accountId: "a",
          itemKey: "k",
          itemTitle: "A story",
          link: null,
          again: { occasion, gap: gap * hour },
        };
        const { kept } = sift([wanted], known, { rule: usualStoryRule, now: () => now, hours: 24 });
        if (kept.length === 0) continue;
        const { from } = kept[0]!;
        expect(from! - now).toBeLessThan(24 * hour);
        occasions.push(occasion);
        const at = from! + late * hour;
        if (state === "published") posted.push(at);
        past = addTo(past, { occasion, state, code: null, publishedAt: new Date(at).toISOString() });
      }
      for (const [index, at] of posted.slice(1).entries())
        expect(at - posted[index]!).toBeGreaterThanOrEqual(gap * hour);
      expect(new Set(occasions).size).toBe(occasions.length);
    }),
  );
});

test("whoever said no is not asked again, and a story that another source brought keeps a repeat away as it does any other", () => {
  const no = addTo(undefined, { occasion: "", state: "cancelled", code: "declined", publishedAt: null });
  expect(mayRepeat({ occasion: "recycle:m/k/1", gap: 0 }, no, { now: 0, until: 1 })).toMatchObject({
    code: "again_declined",
  });
  const link = "https://a.example/one/story/of/ours";
  const asked = (itemKey: string, source: string, occasion?: string) => ({
    ...{ accountId: "a", itemKey, itemTitle: "One story of ours", link, source },
    ...(occasion === undefined ? {} : { again: { occasion, gap: 0 } }),
  });
  const codes = (...all: ReturnType<typeof asked>[]) =>
    sift(all, nothingKnown(new Set(["a"])), { rule: usualStoryRule, now: () => 0, hours: 24 }).drops.map(
      ({ code }) => code,
    );
  expect(codes(asked("k", "s"), asked("k", "s", "recycle:m/k/1"))).toEqual([]);
  expect(codes(asked("other", "t"), asked("k", "s", "recycle:m/k/1"))).toEqual(["same_story"]);
});

test("A story that an account was given longer ago than the rule says is none any more; another account's is nobody else's.", () => {
  const known = nothingKnown(new Set(["a", "b"]));
  const told = (itemKey: string, source: string, accountId = "a") => ({
    ...{ accountId, itemKey, source, link: null, itemTitle: "Acme ouvre une usine de batteries à Lyon" },
  });
  const codesAt = (days: number, one: ReturnType<typeof told>) =>
    sift([one], known, { rule: { by: "both", days: 30 }, now: () => days * 86_400_000, hours: 24 }).drops.map(
      ({ code }) => code,
    );
  expect(codesAt(0, told("k1", "s1"))).toEqual([]);
  expect(codesAt(29, told("k2", "s2"))).toEqual(["same_story"]);
  expect(codesAt(29, told("k2", "s2", "b"))).toEqual([]);
  expect(codesAt(31, told("k3", "s2"))).toEqual([]);
});
