import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawing, expand, item, manifests, process, publisher } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import type { Item } from "./item.ts";
import type { MapDocument } from "./map.ts";
import { retrace } from "./retrace.ts";
import { execute } from "./run.ts";
import { type Passage, readTrace, waysOf, writeTrace } from "./trace.ts";

const passages: fc.Arbitrary<Passage[]> = fc.array(
  fc.record({
    seq: fc.integer({ min: 0, max: 2 ** 48 }),
    wires: fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { maxLength: 6 }),
    print: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  }),
  { maxLength: 60 },
);

describe("a chunk", () => {
  test("gives back of every item what was written, in the order of its passages, and nothing of others", () => {
    fc.assert(
      fc.property(passages, fc.integer({ min: 0, max: 2 ** 48 }), (some, other) => {
        const bytes = writeTrace(some);
        const bySeq = Map.groupBy(some, ({ seq }) => seq);
        for (const [seq, own] of bySeq)
          expect(readTrace(bytes, seq)).toEqual(own.map(({ wires, print }) => ({ wires, print })));
        if (!bySeq.has(other)) expect(readTrace(bytes, other)).toEqual([]);
      }),
    );
  });

  test("takes two bytes an item where few ways are different, and four more where its text was changed", () => {
    const some = Array.from({ length: 1000 }, (_, at) => ({
      seq: 5_000_000 + at,
      wires: at % 4 === 0 ? [0, 1, 2, 3] : [0],
      print: at % 4 === 0 ? at : null,
    }));
    expect(writeTrace(some).length / some.length).toBeLessThan(3.1);
    expect(writeTrace(some.map((one) => ({ ...one, print: null }))).length / some.length).toBeLessThan(2.1);
  });

  test("of another form, or cut short, tells nothing and breaks nothing", () => {
    const bytes = writeTrace([{ seq: 300, wires: [1, 2], print: 9 }]);
    expect(readTrace(Uint8Array.from([9, ...bytes.slice(1)]), 300)).toEqual([]);
    for (let end = 0; end < bytes.length; end += 1) expect(readTrace(bytes.slice(0, end), 300)).toEqual([]);
    expect(readTrace(bytes, 300)).toHaveLength(1);
  });
});

const accounts = [publisher("x:lea")];
const planOf = (document: MapDocument) => compile(document, { manifests }).plan!;
function passed(document: MapDocument, came: Item[]) {
  const plan = planOf(document);
  const { carried } = execute(plan, { feeds: { a: came }, now: 0, states: {}, accounts, process, expand });
  return { plan, ways: waysOf(plan, carried, new Map(came.map((one) => [one.key, one]))) };
}
const again = { now: 0, process };

describe("an item that is sent once more", () => {
  const switched = drawing(
    {
      a: ["spring"],
      s: ["sieve", { every: 3 }],
      f: ["fork", { ways: 2 }],
      m: ["stamp", { mark: "!" }],
      z: ["well", { account: "x:lea" }],
    },
    ["a>s", "s>f", "f.w0>m", "m>z", "f.w1>z"],
  );
  const came = Array.from({ length: 7 }, (_, at) => item(`k${at + 1}`));

  test("goes the way that it went in the run, also where a step would decide otherwise about one alone", () => {
    const { plan, ways } = passed(switched, came);
    // The second of those that pass the sieve took the other way; alone it would be the first.
    const second = came[1]!;
    const { met, same } = retrace(plan, second, ways.get("k2")!, ["a"], again);
    expect(met.map(({ node }) => node.id)).toEqual(["a", "s", "f", "z"]);
    expect(same).toBe(false);
    const first = retrace(plan, came[0]!, ways.get("k1")!, ["a"], again);
    expect(first.met.map(({ node }) => node.id)).toEqual(["a", "s", "f", "m", "z"]);
    expect(first.met[3]).toMatchObject({ before: { text: "k1" }, after: { text: "k1!" } });
    expect(first.same).toBe(true);
  });

  test("ends where it ended, with the step's reason", () => {
    const { plan, ways } = passed(switched, came);
    const { met, same } = retrace(plan, came[2]!, ways.get("k3")!, ["a"], again);
    expect(met.map(({ node, after }) => [node.id, after === null])).toEqual([
      ["a", false],
      ["s", true],
    ]);
    expect(met[1]!.drop).toMatchObject({ code: "sieve" });
    expect(same).toBe(true);
  });

  test("is told to be another where its source or a step says something else by now", () => {
    const { plan, ways } = passed(switched, came);
    const corrected = { ...came[0]!, text: "corrected" };
    expect(retrace(plan, corrected, ways.get("k1")!, ["a"], again).same).toBe(false);
  });

  test("is worked out where nobody wrote its way down", () => {
    const plan = planOf(switched);
    const { met, same } = retrace(plan, came[0]!, null, ["a"], again);
    expect(met.map(({ node }) => node.id)).toEqual(["a", "s", "f", "m", "z"]);
    expect(same).toBeNull();
  });

  test("bears a step that throws", () => {
    const broken = drawing({ a: ["spring"], r: ["rogue", { does: "throw" }], z: ["well", { account: "x:lea" }] }, [
      "a>r",
      "r>z",
    ]);
    const { plan, ways } = passed(broken, came);
    expect(retrace(plan, came[0]!, ways.get("k1")!, ["a"], again).met.map(({ node }) => node.id)).toEqual(["a", "r"]);
  });
});
