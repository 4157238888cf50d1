import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawing, expand, item, manifests, process, publisher } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import type { MapDocument } from "./map.ts";
import { retrace } from "./retrace.ts";
import { execute } from "./run.ts";
import type { Result } from "./run.ts";
import { waysOf } from "./trace.ts";
import { parse, serialise } from "./serialise.ts";

const types = { manifests };
const accounts = [publisher("x:lea"), publisher("x:leo"), publisher("mastodon:ada@social.example")];
const refs = accounts.map(({ ref }) => ref);

/** Layers of nodes, wired only forwards: a sound map of any form, with diamonds, fan-in, fan-out and dead ends. */
const sound: fc.Arbitrary<MapDocument> = fc
  .record({
    springs: fc.integer({ min: 1, max: 3 }),
    middle: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant("sieve"), config: fc.record({ every: fc.integer({ min: 2, max: 5 }) }) }),
        fc.record({ type: fc.constant("stamp"), config: fc.record({ mark: fc.constantFrom("!", "?", "é") }) }),
        fc.record({
          type: fc.constant("fork"),
          config: fc.record({ ways: fc.integer({ min: 1, max: 3 }), all: fc.boolean() }),
        }),
        fc.record({
          type: fc.constant("rogue"),
          config: fc.record({ does: fc.constantFrom("throw", "lose", "invent", "double", "count") }),
        }),
      ),
      { maxLength: 8 },
    ),
    wells: fc.array(fc.constantFrom(...refs), { minLength: 1, maxLength: 3 }),
    wires: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 40 }),
  })
  .map(({ springs, middle, wells, wires }) => {
    const nodes: Record<string, [string, Record<string, unknown>?]> = {};
    for (let index = 0; index < springs; index += 1) nodes[`s${index}`] = ["spring"];
    middle.forEach(({ type, config }, index) => (nodes[`m${index}`] = [type, config]));
    wells.forEach((account, index) => (nodes[`w${index}`] = ["well", { account }]));
    const ids = Object.keys(nodes);
    const drawn = new Set<string>();
    const add = (from: number, to: number, turn: number) => {
      const config = nodes[ids[from] ?? ""]?.[1] as { ways?: number } | undefined;
      drawn.add(`${ids[from]}${config?.ways === undefined ? "" : `.w${turn % config.ways}`}>${ids[to]}`);
    };
    const last = springs + middle.length; // Wires go from below `last` to a later node that is no spring.
    for (const [a, b, turn] of wires) {
      const from = a % last;
      const least = Math.max(from + 1, springs);
      add(from, least + (b % (ids.length - least)), turn);
    }
    wells.forEach((_account, index) => add(0, last + index, 0));
    return drawing(nodes, [...drawn]);
  });

const feedsOf = (document: MapDocument, count = 12) =>
  Object.fromEntries(
    document.nodes
      .filter(({ type }) => type === "spring")
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id }, index) => [
        id,
        Array.from({ length: count }, (_, at) => item(`k${at + index * (count / 2)}`, { text: `${id}:${at}` })),
      ]),
  );

function run(document: MapDocument): Result {
  const { plan, problems } = compile(document, types);
  if (plan === null) throw new Error(JSON.stringify(problems));
  return execute(plan, { feeds: feedsOf(document), now: 0, states: {}, accounts, process, expand });
}

describe("any sound map", () => {
  test("compiles to a plan in which every edge leads onwards", () => {
    fc.assert(
      fc.property(sound, (document) => {
        const { plan, problems } = compile(document, types);
        expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
        const place = new Map(plan?.nodes.map(({ id }, index) => [id, index]));
        expect(place.size).toBe(document.nodes.length);
        for (const { from, to } of document.edges) expect(place.get(from.node)).toBeLessThan(place.get(to.node) ?? -1);
        const wired = plan?.nodes.flatMap(({ inputs }) => inputs.map(({ id }) => id)) ?? [];
        expect(wired.toSorted()).toEqual(document.edges.map(({ id }) => id).toSorted());
      }),
    );
  });

  test("gives the same, whatever the order in which its nodes are listed", () => {
    fc.assert(
      fc.property(sound, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (document, dice) => {
        const shuffled = document.nodes
          .map((node, index) => ({ node, at: dice[index] ?? index }))
          .toSorted((a, b) => a.at - b.at);
        expect(run({ ...document, nodes: shuffled.map(({ node }) => node) })).toEqual(run(document));
      }),
    );
  });

  test("loses and doubles nothing: what enters a node leaves it or is a drop with a reason", () => {
    fc.assert(
      fc.property(sound, (document) => {
        const result = run(document);
        const fed = Object.values(feedsOf(document));
        for (const node of document.nodes) {
          const step = result.steps.find((one) => one.node === node.id);
          const drops = result.drops.filter((drop) => drop.node === node.id);
          const wanted = result.wanted.filter((want) => want.node === node.id);
          const most = new Set(fed.flat().map(({ key }) => key)).size;
          expect(step?.itemsIn).toBeLessThanOrEqual(most);
          expect(step?.drops).toBe(drops.length);
          expect(new Set(drops.map((drop) => drop.item.key)).size).toBe(drops.length);
          if (node.type === "well") {
            expect(new Set(wanted.map((want) => want.item.key)).size).toBe(wanted.length);
            expect(wanted.length + drops.length).toBe(step?.itemsIn);
            expect(result.targets[node.id]).toBe(step?.itemsIn);
          } else if (!(node.type === "fork" && node.config["all"] === true)) {
            const passed = document.edges.filter(({ from }) => from.node === node.id);
            const byPort = Map.groupBy(passed, ({ from }) => from.port);
            const out = [...byPort.values()].reduce((sum, [edge]) => sum + (result.edges[edge?.id ?? ""] ?? 0), 0);
            expect(out + drops.length).toBe(step?.itemsIn);
          }
          for (const { reason } of drops) expect(reason.en !== "" && reason.fr !== "").toBe(true);
        }
      }),
    );
  });

  test("changes nothing that it was given", () => {
    fc.assert(
      fc.property(sound, (document) => {
        const feeds = feedsOf(document);
        const before = JSON.stringify([document, feeds, accounts]);
        const { plan } = compile(document, types);
        if (plan !== null) execute(plan, { feeds, now: 0, states: {}, accounts, process, expand });
        expect(JSON.stringify([document, feeds, accounts])).toBe(before);
      }),
    );
  });

  test("is the same after saving and loading, and has one spelling", () => {
    fc.assert(
      fc.property(sound, fc.jsonValue(), (document, extra) => {
        const config = {
          ...document.nodes[0]?.config,
          extra: JSON.parse(JSON.stringify(extra).replaceAll("__proto__", "proto")) as unknown,
        };
        const saved = serialise({
          ...document,
          nodes: [{ ...document.nodes[0]!, config }, ...document.nodes.slice(1)],
        });
        const { document: loaded, problems } = parse(saved);
        expect(problems).toEqual([]);
        expect(loaded).toEqual(JSON.parse(saved));
        expect(serialise(loaded!)).toBe(saved);
        const turned = JSON.parse(saved, (_key, value: unknown) =>
          isPlain(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value,
        ) as MapDocument;
        expect(serialise(turned)).toBe(saved);
      }),
    );
  });
});

describe("anything else", () => {
  const dreadful = fc.oneof(
    fc.jsonValue({ maxDepth: 6 }),
    fc.constantFrom(undefined, Number.NaN, Symbol("map"), 10n, new Date(Number.NaN), () => 1, [], [[]], "", {
      nodes: null,
    }),
  );

  test("gives problems, never an exception, 10,000 times over", () => {
    fc.assert(
      fc.property(dreadful, (value) => expectProblems(compile(value, types).problems)),
      { numRuns: 4000 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => expectProblems(parse(text).problems)),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => expectProblems(parse(text).problems)),
      { numRuns: 3000 },
    );
  });

  test("500 maps, each with one thing spoiled, give problems with a place that exists, never an exception", () => {
    let spoiled = 0;
    fc.assert(
      fc.property(sound, fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), dreadful, (document, dice, value) => {
        const copy = structuredClone(document) as unknown as Record<string, unknown>;
        const way = spoil(copy, dice, value);
        const { plan, problems, document: read } = compile(copy, types);
        expect(plan === null, way).toBe(problems.some(({ severity }) => severity === "error"));
        if (read !== null) expect(compile(read, types).problems).toEqual(problems);
        spoiled += 1;
      }),
      { numRuns: 500 },
    );
    expect(spoiled).toBe(500);
  });

  test("documents that poison, nest or swell are refused", () => {
    const poison = '{"schema":1,"name":"m","nodes":[{"id":"a","type":"sieve","config":{"__proto__":{"every":3}}}]}';
    expect(parse(poison)).toMatchObject({ document: null, problems: [{ code: "bad-document" }] });
    expect(compile(JSON.parse(poison), types)).toMatchObject({ plan: null, document: null });
    const loop: Record<string, unknown> = { schema: 1, name: "loop" };
    loop["nodes"] = [loop];
    expect(compile(loop, types).problems).toMatchObject([{ code: "too-large" }]);
    expect(parse("[".repeat(1_000_000)).problems).toMatchObject([{ code: "not-json" }]);
    expect(parse(`${"[".repeat(5000)}${"]".repeat(5000)}`).problems).toMatchObject([{ code: "too-large" }]);
    expect(parse(`"${"x".repeat(5_000_001)}"`).problems).toMatchObject([{ code: "too-large" }]);
    expect(
      compile(
        {
          schema: 1,
          name: "wide",
          nodes: [{ id: "a", type: "sieve", config: { list: Array.from({ length: 500_000 }, () => 1) } }],
        },
        types,
      ).problems,
    ).toMatchObject([{ code: "too-large" }]);
    expect(Object.prototype).not.toHaveProperty("every");
  });
});

function expectProblems(problems: readonly { code: string; message: { en: string; fr: string } }[]) {
  expect(problems.length).toBeGreaterThan(0);
  for (const { code, message } of problems) expect(code !== "" && message.en !== "" && message.fr !== "").toBe(true);
}

/** Replaces, removes or doubles one value somewhere in the document; says where. */
function spoil(
  document: Record<string, unknown>,
  [where = 0, how = 0, whence = 0]: readonly number[],
  value: unknown,
): string {
  const places: { holder: Record<string, unknown>; name: string; path: string }[] = [];
  const walk = (holder: Record<string, unknown>, path: string) => {
    for (const name of Object.keys(holder)) {
      places.push({ holder, name, path: `${path}.${name}` });
      const child = holder[name];
      if (typeof child === "object" && child !== null) walk(child as Record<string, unknown>, `${path}.${name}`);
    }
  };
  walk(document, "");
  const { holder, name, path } = places[where % places.length] ?? { holder: document, name: "name", path: "name" };
  const way = how % 4;
  if (way === 0) delete holder[name];
  else if (way === 1) holder[name] = value;
  else if (way === 2) holder[`${name}x`] = value;
  else if (Array.isArray(holder)) holder.push(holder[Number(name)]);
  else holder[name] = places[whence % places.length]?.holder ?? value;
  return `${["removed", "replaced", "added", "doubled"][way]} ${path}`;
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

describe("the ways of a run", () => {
  test("lead each item once more over the very wires that it went over; where they say so, with the very words", () => {
    fc.assert(
      fc.property(sound, (document) => {
        const { plan } = compile(document, types);
        const feeds = feedsOf({ ...document, nodes: document.nodes.filter(({ id }) => id !== "s1" && id !== "s2") });
        const result = execute(plan!, { feeds, now: 0, states: {}, accounts, process, expand });
        const came = new Map((feeds["s0"] ?? []).map((one) => [one.key, one]));
        for (const [key, way] of waysOf(plan!, result.carried, came)) {
          const { met, same } = retrace(plan!, came.get(key)!, way, ["s0"], { now: 0, process });
          const crossed = document.edges.filter(({ id }) => result.carried.get(id)?.some((one) => one.key === key));
          expect(way.wires.toSorted((a, b) => a - b)).toEqual(crossed.map((edge) => document.edges.indexOf(edge)));
          expect(new Set(met.map(({ node }) => node.id))).toEqual(
            new Set(["s0", ...crossed.flatMap(({ from, to }) => [from.node, to.node])]),
          );
          if (same === true)
            for (const { node, item: wanted } of result.wanted.filter(({ item: { key: each } }) => each === key))
              expect(met.find((one) => one.node.id === node)?.before.text).toBe(wanted.text);
        }
      }),
    );
  });
});
