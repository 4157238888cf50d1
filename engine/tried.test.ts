import fc from "fast-check";
import { expect, test } from "vitest";
import { drawing, expand, item, manifests, process, publisher } from "#test/support/toys.ts";
import { asNow } from "./as-now.ts";
import { type Case, Cases } from "./cases.ts";
import { compile } from "./compile.ts";
import { writeItem } from "./item.ts";
import { execute } from "./run.ts";
import { endsOf, tryCases } from "./tried.ts";

const accounts = ["x:lea", "x:hugo"].map((ref) => publisher(ref));
const shapes = [
  drawing({ a: ["spring"], b: ["sieve"], c: ["stamp"], d: ["well", { account: "x:lea" }] }, ["a>b", "b>c", "c>d"]),
  drawing(
    { a: ["spring"], b: ["stamp", { mark: "B" }], c: ["stamp", { mark: "C" }], d: ["well", { account: "x:hugo" }] },
    ["a>b", "a>c", "b>d", "c>d"],
  ),
];
const ground = { accounts, process, expand };
const random = fc.record({
  shape: fc.constantFrom(...shapes),
  key: fc.integer({ min: 1, max: 9 }).map((n) => `k${n}`),
  to: fc.constantFrom("b", "c", "d"),
  account: fc.constantFrom(undefined, "x:lea", "x:hugo"),
  goes: fc.boolean(),
  text: fc.constantFrom(undefined, "k3!", "k1B", "something else"),
});
const planOf = (shape: (typeof shapes)[number]) => compile(shape, { manifests }).plan!;
const on = "2026-11-26T09:00:00.000Z";

test("a case says what a run does, and once it is brought up to what is now it passes", () => {
  fc.assert(
    fc.property(random, ({ shape, key, to, account, goes, text }) => {
      const plan = planOf(shape);
      const one: Case = {
        ...{ id: "one", name: "one", from: "a", on, item: writeItem(item(key)), to, goes },
        ...(account === undefined ? {} : { account }),
        ...(text === undefined ? {} : { text }),
      };
      const [tried] = tryCases(plan, [one], ground, (wanted) => wanted.item.text);
      const { got, why } = tried!;
      const run = execute(plan, { ...ground, feeds: { a: [item(key)] }, now: Date.parse(on), states: {}, sample: 1 });
      const there = run.wanted.find(
        (wanted) => wanted.node === to && (account === undefined || wanted.account.ref === account),
      );
      const step = run.steps.find(({ node }) => node === to)!;
      expect(got.came).toBe(to === "d" ? there !== undefined : step.itemsIn > 0);
      expect(why === null).toBe(got.came === goes && (!goes || text === undefined || text === got.text));
      const [again] = tryCases(plan, [asNow(one, got)], ground, (wanted) => wanted.item.text);
      expect(again!.why).toBeNull();
      // What is offered to be kept is what a case of it would find.
      if (to === "d") {
        const end = endsOf(plan, one, ground, (wanted) => wanted.item.text).find(({ node }) => node === to)!;
        const whom = end.accounts.find(({ account: { ref } }) => ref === account);
        if (account === undefined) expect(end.anybody).toEqual(got);
        else expect(whom?.came ?? false).toBe(got.came);
        if (whom !== undefined) expect({ came: whom.came, text: whom.text, end: whom.end }).toEqual(got);
      }
      // Told twice, it is told alike; and it never depends on what stands beside it.
      const many = tryCases(plan, [one, { ...one, id: "two" }, one], ground, (wanted) => wanted.item.text);
      expect(many.map((each) => each.got)).toEqual([got, got, got]);
    }),
    { numRuns: 300 },
  );
});

test("a case needs a title and no more, and two cases never have one id", () => {
  const least = { id: "a", name: "Least", from: "f", on, item: { title: "A title" }, to: "t" };
  expect(Cases.parse({ list: [least] })).toMatchObject({ failing: "warn", list: [{ goes: true }] });
  expect(Cases.safeParse({ list: [least, least] }).success).toBe(false);
  expect(Cases.safeParse({ list: [{ ...least, item: {} }] }).success).toBe(true);
  expect(Cases.safeParse({ list: [{ ...least, item: { title: 3 } }] }).success).toBe(false);
});
