import { expect, test } from "vitest";
import { drawing, expand, item, manifests, process, publisher } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import type { Item } from "./item.ts";
import type { MapDocument } from "./map.ts";
import { execute } from "./run.ts";
import type { Input } from "./run.ts";

const lea = publisher("x:lea");
const well: [string, Record<string, unknown>] = ["well", { account: "x:lea" }];
const items = (...keys: string[]) => keys.map((key) => item(key));

function run(document: MapDocument, feeds: Record<string, Item[]>, changes: Partial<Input> = {}) {
  const { plan, problems } = compile(document, { manifests });
  if (plan === null) throw new Error(JSON.stringify(problems));
  return execute(plan, { feeds, now: 0, states: {}, accounts: [lea], process, expand, ...changes });
}

test("items pass filters and rewrites to an account, with counts on every edge and step", () => {
  const map = drawing({ a: ["spring"], b: ["sieve"], c: ["stamp"], d: well }, ["a>b", "b>c", "c>d"]);
  const result = run(map, { a: items("k1", "k2", "k3") });
  expect(result.wanted.map(({ node, account, item: { text } }) => [node, account.ref, text])).toEqual([
    ["d", "x:lea", "k1!"],
    ["d", "x:lea", "k3!"],
  ]);
  expect(result.drops).toMatchObject([{ node: "b", code: "sieve", account: null, item: { key: "k2" } }]);
  expect(result.edges).toEqual({ "a-b": 3, "b-c": 2, "c-d": 2 });
  expect(result.steps.map(({ node, itemsIn, itemsOut, drops }) => [node, itemsIn, itemsOut, drops])).toEqual([
    ["a", 3, { out: 3 }, 0],
    ["b", 3, { out: 2 }, 1],
    ["c", 2, { out: 2 }, 0],
    ["d", 2, {}, 0],
  ]);
  expect(result.targets).toEqual({ d: 2 });
});

test("a diamond brings each item once, as it came over the first edge of the document", () => {
  const nodes = { a: ["spring"], b: ["stamp", { mark: "B" }], c: ["stamp", { mark: "C" }], d: well } as const;
  const first = run(drawing(nodes as never, ["a>b", "a>c", "b>d", "c>d"]), { a: items("k1", "k3") });
  expect(first.wanted.map((wanted) => wanted.item.text)).toEqual(["k1B", "k3B"]);
  expect(first.edges).toMatchObject({ "b-d": 2, "c-d": 2 });
  const second = run(drawing(nodes as never, ["a>b", "a>c", "c>d", "b>d"]), { a: items("k1", "k3") });
  expect(second.wanted.map((wanted) => wanted.item.text)).toEqual(["k1C", "k3C"]);
});

test("one story from two sources, or twice in one feed, goes on once", () => {
  const map = drawing({ a: ["spring"], b: ["spring"], c: ["sieve"], d: well }, ["a>c", "b>c", "c>d"]);
  const result = run(map, {
    a: [item("k1", { text: "from a" }), item("k1"), item("k3")],
    b: [item("k1", { text: "from b" }), item("k5")],
  });
  expect(result.wanted.map(({ item: { key, text } }) => [key, text])).toEqual([
    ["k1", "from a"],
    ["k3", "k3"],
    ["k5", "k5"],
  ]);
});

test("an item on a port without a wire is a recorded drop, unless another wire took it", () => {
  const turns = run(drawing({ a: ["spring"], b: ["fork", { ways: 2 }], d: well }, ["a>b", "b.w0>d"]), {
    a: items("k1", "k2", "k3"),
  });
  expect(turns.wanted.map((wanted) => wanted.item.key)).toEqual(["k1", "k3"]);
  expect(turns.drops).toMatchObject([{ node: "b", code: "unwired", item: { key: "k2" } }]);
  const all = run(drawing({ a: ["spring"], b: ["fork", { ways: 2, all: true }], d: well }, ["a>b", "b.w1>d"]), {
    a: items("k1", "k2"),
  });
  expect(all.wanted).toHaveLength(2);
  expect(all.drops).toEqual([]);
  const dangling = run(drawing({ a: ["spring"], b: ["stamp"], d: well }, ["a>b", "a>d"]), { a: items("k1") });
  expect(dangling.drops).toMatchObject([{ node: "b", code: "unwired" }]);
});

test("a node that throws lets its items go with the reason, and the others go on", () => {
  const map = drawing({ a: ["spring"], b: ["rogue", { does: "throw" }], c: well, d: well }, ["a>b", "b>c", "a>d"]);
  const result = run(map, { a: items("k1", "k2") }, { states: { b: 7 } });
  expect(result.drops.map(({ node, code }) => [node, code])).toEqual([
    ["b", "failed"],
    ["b", "failed"],
  ]);
  expect(result.steps.find(({ node }) => node === "b")?.error?.en).toContain("out of ink");
  expect(result.states).toEqual({ b: 7 });
  expect(result.wanted.map(({ node }) => node)).toEqual(["d", "d"]);
});

test("a target that throws posts nothing rather than half", () => {
  let asked = 0;
  const moody = () => (one: Item) => {
    asked += 1;
    if (asked === 2) throw new Error("no list");
    return { wanted: [{ account: lea, topic: one.key }], drops: [] };
  };
  const result = run(drawing({ a: ["spring"], d: well }, ["a>d"]), { a: items("k1", "k2", "k3") }, { expand: moody });
  expect(result.wanted).toEqual([]);
  expect(result.drops.map(({ code }) => code)).toEqual(["failed", "failed", "failed"]);
  expect(result.targets).toEqual({ d: 3 });
});

test("the contract is held against nodes that lose, invent, double or hoard", () => {
  const rogue = (does: string) =>
    run(drawing({ a: ["spring"], b: ["rogue", { does }], d: well }, ["a>b", "b>d"]), { a: items("k1", "k2") });
  expect(rogue("lose").drops).toMatchObject([{ node: "b", code: "lost", item: { key: "k1" } }]);
  expect(rogue("invent").wanted.map((wanted) => wanted.item.key)).toEqual(["k1", "k2"]);
  const doubled = rogue("double");
  expect(doubled.wanted.map((wanted) => wanted.item.key)).toEqual(["k1", "k2"]);
  expect(doubled.drops).toEqual([]);
  expect(rogue("hoard").drops.map(({ code }) => code)).toEqual(["failed", "failed"]);
  expect(rogue("hoard").states).toEqual({});
});

test("a node's state goes from run to run", () => {
  const map = drawing({ a: ["spring"], b: ["rogue", { does: "count" }], d: well }, ["a>b", "b>d"]);
  const first = run(map, { a: items("k1", "k2") });
  expect(first.states).toEqual({ b: 2 });
  expect(run(map, { a: items("k3") }, { states: first.states }).states).toEqual({ b: 3 });
});

test("nobody for an item is a drop of the target", () => {
  const result = run(drawing({ a: ["spring"], d: well }, ["a>d"]), { a: items("k1") }, { accounts: [] });
  expect(result.drops).toMatchObject([{ node: "d", code: "no-account", account: null }]);
  expect(result.targets).toEqual({ d: 1 });
});

test("samples and times are kept only where they are asked for", () => {
  let now = 0;
  const map = drawing({ a: ["spring"], b: ["stamp"], d: well }, ["a>b", "b>d"]);
  const result = run(map, { a: items("k1", "k2", "k3") }, { sample: 2, clock: () => (now += 5) });
  expect(result.steps.map((step) => step.items.map(({ text }) => text))).toEqual([
    ["k1", "k2"],
    ["k1!", "k2!"],
    ["k1!", "k2!"],
  ]);
  expect(result.steps.every((step) => step.ms === 5)).toBe(true);
  expect(run(map, { a: items("k1") }).steps.every((step) => step.items.length === 0 && step.ms === 0)).toBe(true);
});

test("an item that is nothing but an address is let go, unless it has a picture and the target posts it", () => {
  const media: Item["media"] = [{ url: "https://a.example/p.jpg", kind: "picture" }];
  const silent = { title: "", text: "", summary: "", link: "https://a.example/1" };
  const feed = [
    item("bare", silent),
    item("photo", { ...silent, media }),
    item("told", { ...silent, title: "Un titre" }),
  ];
  const map = drawing({ a: ["spring"], d: well }, ["a>d"]);
  const without = run(map, { a: feed });
  expect(without.wanted.map(({ item: { key } }) => key)).toEqual(["told"]);
  expect(without.drops.map(({ item: { key }, code, account }) => [key, code, account])).toEqual([
    ["bare", "bare-link", null],
    ["photo", "bare-link", null],
  ]);
  expect(without.targets).toEqual({ d: 3 });
  const shown = run(
    map,
    { a: feed },
    {
      expand: () => () => ({
        wanted: [{ account: lea, topic: "", picture: { describe: false, missing: "send", hours: 2 } }],
        drops: [],
      }),
    },
  );
  expect(shown.wanted.map(({ item: { key } }) => key)).toEqual(["photo", "told"]);
});

test("a step that asks for pages is executed with what is known, says what it asked for, and loses nothing meanwhile", () => {
  const map = drawing({ a: ["spring"], b: ["stamp"], c: well }, ["a>b", "b>c"]);
  const facts = { url: "", canonical: null, picture: null };
  const read = (known: Record<string, string | null>) =>
    run(
      map,
      { a: items("k1", "k2", "k3") },
      {
        process:
          () =>
          (some, _, { page }) => ({
            out: { out: some.map((one) => ({ ...one, text: page?.(one.key)?.summary ?? one.text })) },
            drops: [],
          }),
        page: (address) => {
          const summary = known[address];
          return typeof summary === "string" ? { ...facts, summary } : summary;
        },
      },
    );
  const [first, second] = [read({}), read({ k1: "eins", k2: null, k3: "drei" })];
  expect(first.steps.map(({ node, pages }) => [node, pages])).toEqual([
    ["a", undefined],
    ["b", ["k1", "k2", "k3"]],
    ["c", undefined],
  ]);
  expect(first.wanted.map(({ item: { text } }) => text)).toEqual(["k1", "k2", "k3"]);
  expect(second.wanted.map(({ item: { text } }) => text)).toEqual(["eins", "k2", "drei"]);
});
