import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawing, expand, item, manifests, process, publisher, typesWith } from "#test/support/toys.ts";
import { manifest as digest } from "#nodes/digest/node.ts";
import { process as digested } from "#nodes/digest/run.ts";
import { manifest as limit } from "#nodes/limit/node.ts";
import { process as limited } from "#nodes/limit/run.ts";
import { manifest as spread } from "#nodes/spread/node.ts";
import { process as spreaded } from "#nodes/spread/run.ts";
import { manifest as variants } from "#nodes/variants/node.ts";
import { process as varied } from "#nodes/variants/run.ts";
import { manifest as approval } from "#nodes/approval/node.ts";
import { process as approved } from "#nodes/approval/run.ts";
import { type Arrival, backtest, type BacktestInput, type Onlooker, runTimes } from "./backtest.ts";
import { compile } from "./compile.ts";
import type { MapDocument } from "./map.ts";
import type { Manifest, Process } from "./node.ts";
import { type Drop, execute, type Wanted } from "./run.ts";

const minute = 60_000;
const accounts = [publisher("x:lea"), publisher("x:leo")];
const times = { cronNext: () => null, place: 0 };
const runs: Record<string, unknown> = {
  digest: digested,
  limit: limited,
  spread: spreaded,
  approval: approved,
  variants: varied,
};
const types = {
  manifests: new Map([
    ...manifests,
    ...[digest, limit, spread, approval, variants].map((each) => [each.type, each as Manifest] as const),
  ]),
};
const processes = (type: string) => (runs[type] as Process<unknown> | undefined) ?? process(type);

function planOf(document: MapDocument) {
  const { plan, problems } = compile(document, types);
  if (plan === null) throw new Error(JSON.stringify(problems));
  return plan;
}

function go(
  document: MapDocument,
  arrivals: Arrival[],
  changes: Partial<BacktestInput> = {},
  looks: Partial<Onlooker> = {},
) {
  const plan = planOf(document);
  const posts: { now: number; key: string; text: string; account: string; node: string }[] = [];
  const drops: Drop[] = [];
  const sum = backtest(
    plan,
    {
      arrivals,
      readers: new Map([["feed", plan.sources.map(({ id }) => id)]]),
      runAt: runTimes(document.schedule, times),
      until: 1e15,
      batch: 1000,
      part: 5000,
      accounts,
      process: processes,
      expand,
      ...changes,
    },
    {
      write: ({ now, wanted }) => {
        for (const { node, item: one, account } of wanted)
          posts.push({ now, key: one.key, text: one.text, account: account.ref, node });
        return wanted;
      },
      drop: (drop) => drops.push(drop),
      ...looks,
    },
  );
  return { sum, posts, drops };
}

const arrival = (minutes: number, key: string): Arrival => ({ at: minutes * minute, source: "feed", item: item(key) });
const chain = (type: string, config: Record<string, unknown>): MapDocument => {
  const map = drawing({ a: ["spring"], k: [type, config], z: ["well", { account: "x:lea" }] }, ["a>k", "k>z"]);
  map.nodes[1]!.version = types.manifests.get(type)!.version;
  return map;
};

describe("a backtest", () => {
  test("of what one run takes is that run's own result", () => {
    const kinds = fc.oneof(
      fc.record({ type: fc.constant("sieve"), config: fc.record({ every: fc.integer({ min: 2, max: 4 }) }) }),
      fc.record({ type: fc.constant("stamp"), config: fc.record({ mark: fc.constantFrom("!", "?") }) }),
      fc.record({
        type: fc.constant("rogue"),
        config: fc.record({ does: fc.constantFrom("throw", "lose", "count", "double") }),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(kinds, { maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (steps, keys, batch) => {
          const nodes: Record<string, [string, Record<string, unknown>?]> = { a: ["spring"] };
          steps.forEach(({ type, config }, index) => (nodes[`m${index}`] = [type, config]));
          nodes["z"] = ["well", { account: "x:lea" }];
          const ids = Object.keys(nodes);
          const document = drawing(
            nodes,
            ids.slice(1).map((id, index) => `${ids[index]}>${id}`),
          );
          const arrivals = [...new Set(keys)].map((key) => arrival(4, `k${key}`));
          const { posts, drops, sum } = go(document, arrivals, { batch });
          // The run itself, batch by batch.
          const plan = planOf(document);
          const wanted: Wanted[] = [];
          const let_: Drop[] = [];
          let states: Record<string, unknown> = {};
          const steps_ = new Map<string, number>();
          for (let start = 0; start < arrivals.length; start += batch) {
            const feeds = { a: arrivals.slice(start, start + batch).map((one) => one.item) };
            const result = execute(plan, { feeds, now: 15 * minute, states, accounts, process: processes, expand });
            ({ states } = result);
            wanted.push(...result.wanted);
            let_.push(...result.drops);
            for (const { node, itemsIn } of result.steps) steps_.set(node, (steps_.get(node) ?? 0) + itemsIn);
          }
          expect(posts.map(({ key, text, account, node }) => ({ key, text, account, node }))).toEqual(
            wanted.map((one) => ({ key: one.item.key, text: one.item.text, account: one.account.ref, node: one.node })),
          );
          expect(drops).toEqual(let_);
          if (arrivals.length > 0)
            expect(new Map([...sum.steps].map(([id, step]) => [id, step.itemsIn]))).toEqual(steps_);
        },
      ),
    );
  });

  test("makes the runs of the schedule, and only where something came", () => {
    const { posts, sum } = go(chain("stamp", { mark: "!" }), [
      arrival(4, "k1"),
      arrival(14, "k2"),
      arrival(16.5, "k3"),
      arrival(50, "k4"),
    ]);
    // What came a moment after a time was read by that very run.
    expect(posts.map(({ key, now }) => [key, now / minute])).toEqual([
      ["k1", 16.5],
      ["k2", 16.5],
      ["k3", 16.5],
      ["k4", 60],
    ]);
    expect(sum.runs).toBe(2);
  });

  test("leaves what the next run will take, and says how much that is", () => {
    const { posts, sum } = go(chain("stamp", { mark: "!" }), [arrival(4, "k1"), arrival(40, "k2")], {
      until: 41 * minute,
    });
    expect(posts.map(({ key }) => key)).toEqual(["k1"]);
    expect([sum.items, sum.waiting]).toEqual([1, 1]);
  });

  test("takes at once what is brought to a source, with all that waits", () => {
    const document = chain("stamp", { mark: "!" });
    const runAt = runTimes(document.schedule, times, { brought: new Set(["door"]) });
    const { posts } = go(document, [arrival(3, "k1"), { ...arrival(5, "k2"), source: "door" }], {
      runAt,
      readers: new Map([
        ["feed", ["a"]],
        ["door", ["a"]],
      ]),
    });
    expect(posts.map(({ key, now }) => [key, now / minute])).toEqual([
      ["k1", 5],
      ["k2", 5],
    ]);
  });

  test("of a map that runs by hand runs a moment after something came, and takes what came meanwhile", () => {
    const document: MapDocument = { ...chain("stamp", { mark: "!" }), schedule: { kind: "manual" } };
    const runAt = runTimes(document.schedule, times, { until: 60 * minute });
    const { posts } = go(document, [arrival(4, "k1"), arrival(5, "k2"), arrival(20, "k3"), arrival(59, "k4")], {
      runAt,
      until: 60 * minute,
    });
    expect(posts.map(({ key, now }) => [key, now / minute])).toEqual([
      ["k1", 6],
      ["k2", 6],
      ["k3", 22],
      ["k4", 60],
    ]);
  });

  test("carries from run to run what steps remember", () => {
    const day = 24 * 60;
    const arrivals = Array.from({ length: 12 }, (_, index) => arrival(60 + (index * day) / 4, `k${index}`));
    const { posts, drops } = go(chain("limit", { ...(limit.defaults as object), most: 1, per: "day" }), arrivals);
    expect(posts.length + drops.length).toBe(12);
    expect(posts.length).toBeGreaterThanOrEqual(3);
    expect(posts.length).toBeLessThan(5);
  });

  test("gives back what steps keep, at their times, and counts what they keep beyond the end", () => {
    const document = chain("spread", spread.defaults as Record<string, unknown>);
    const arrivals = Array.from({ length: 6 }, (_, index) => arrival(4, `k${index}`));
    const { posts, sum } = go(document, arrivals);
    expect(posts.map(({ key }) => key).toSorted()).toEqual(arrivals.map(({ item: { key } }) => key));
    expect(new Set(posts.map(({ now }) => now)).size).toBeGreaterThan(1);
    expect([...sum.keeps]).toEqual([]);
    const early = go(document, arrivals, { until: posts[2]!.now });
    expect(early.posts).toEqual(posts.filter(({ now }) => now <= posts[2]!.now));
    expect(early.sum.keeps.get("k")).toBe(6 - early.posts.length);
    // What a step took in is out, let go, or there still.
    const step = early.sum.steps.get("k")!;
    expect(step.itemsIn + step.back + step.made).toBe((step.itemsOut["out"] ?? 0) + step.drops + step.kept);
  });

  test("gives back what steps keep before the next run, and not with it", () => {
    const document = chain("spread", spread.defaults as Record<string, unknown>);
    const arrivals = Array.from({ length: 6 }, (_, index) => arrival(4, `k${index}`));
    const { posts } = go(document, arrivals);
    // A month later something else comes: the map has no run in between but those of what it keeps.
    const late = go(document, [...arrivals, arrival(30 * 24 * 60, "late")]).posts;
    expect(late.slice(0, 6)).toEqual(posts);
    expect(late.at(-1)?.key).toBe("late");
  });

  test("gives an account to which an item goes out once more another wording of it", () => {
    const wordings = ["Un : {{title}}", "Deux : {{title}}"].map((text) => ({ text }));
    const { posts } = go(chain("variants", { wordings, short: "reuse" }), [
      arrival(4, "k1"),
      { ...arrival(40, "k1"), item: item("k1", { again: { by: "k", times: 1, at: 4 * minute, gap: 0 } }) },
    ]);
    expect(posts.map(({ text }) => text.split(" :")[0]).toSorted()).toEqual(["Deux", "Un"]);
  });

  test("says of what several sources brought that it is of the first of them by name, as a run does", () => {
    for (const names of [
      ["feed", "zeed"],
      ["zeed", "feed"],
    ]) {
      const sources: string[] = [];
      const arrivals = names.map((source) => ({ ...arrival(4, "k1"), source }));
      const readers = new Map(names.map((name) => [name, ["a"]]));
      const write: Onlooker["write"] = ({ wanted, from }) => {
        sources.push(...[...from.values()].map(({ source }) => source));
        return wanted;
      };
      go(chain("stamp", { mark: "!" }), arrivals, { readers }, { write });
      expect(sources).toEqual(["feed"]);
    }
  });

  test("takes a yes as given at once, and asks about an item once", () => {
    const document = chain("approval", approval.defaults as Record<string, unknown>);
    const { posts, drops } = go(document, [arrival(4, "k1"), arrival(40, "k1")]);
    expect(posts.map(({ key, now }) => [key, now / minute])).toEqual([["k1", 15]]);
    expect(drops.map(({ code }) => code)).toEqual(["asked_already"]);
  });

  test("is the same each time, and changes nothing that it was given", () => {
    const document = chain("digest", digest.defaults as Record<string, unknown>);
    const arrivals = Array.from({ length: 40 }, (_, index) => arrival(index * 300, `k${index}`));
    const before = JSON.stringify([document, arrivals, accounts]);
    const [one, two] = [go(document, arrivals), go(document, arrivals)];
    expect(one).toEqual(two);
    expect(one.posts.length).toBeGreaterThan(1);
    expect(JSON.stringify([document, arrivals, accounts])).toBe(before);
  });

  test("ends where its onlooker wants no more", () => {
    const arrivals = Array.from({ length: 10 }, (_, index) => arrival(index * 60, `k${index}`));
    let told = 0;
    const { sum } = go(chain("stamp", { mark: "!" }), arrivals, {}, { go: () => (told += 1) < 3 });
    expect([sum.items, sum.waiting]).toEqual([3, 7]);
  });

  test("ends with a step that wants what it keeps back at once, over and over", () => {
    const greedy: Manifest = { ...(spread as unknown as Manifest), type: "greedy", keeps: { give: "each" } };
    const document = drawing(
      { a: ["spring"], k: ["greedy", spread.defaults as Record<string, unknown>], z: ["well", { account: "x:lea" }] },
      ["a>k", "k>z"],
    );
    document.nodes[1]!.version = spread.version;
    const { plan } = compile(document, typesWith(greedy));
    const sum = backtest(
      plan!,
      {
        arrivals: [arrival(4, "k1")],
        readers: new Map([["feed", ["a"]]]),
        runAt: runTimes(document.schedule, times),
        until: 100 * minute,
        ...{ batch: 10, part: 10, accounts, expand },
        process: (type) =>
          type === "greedy"
            ? (items, _config, { now, back = [] }) => ({
                ...{ out: { out: [] }, drops: [] },
                kept: [...items, ...back.map((one) => one.item)].map((one) => ({ item: one, until: now })),
              })
            : process(type),
      },
      { write: ({ wanted }) => wanted, drop: () => undefined },
    );
    expect(sum.keeps.get("k")).toBe(1);
    expect(sum.runs).toBeLessThan(10_000);
  });
});
