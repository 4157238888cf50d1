import { describe, expect, test } from "vitest";
import { loadNodes } from "#server/nodes.ts";
import { drawing, expand, item, manifests, process, publisher } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import type { MapDocument } from "./map.ts";
import { checkNetworks } from "./network-checks.ts";
import { offOf } from "./off.ts";
import { execute } from "./run.ts";

const registry = await loadNodes();
const lea = publisher("x:lea");
const well: [string, Record<string, unknown>] = ["well", { account: "x:lea" }];
const chain = () => drawing({ a: ["spring"], b: ["sieve"], c: ["stamp"], d: well }, ["a>b", "b>c", "c>d"]);

const off = (map: MapDocument, ...ids: string[]): MapDocument => ({
  ...map,
  nodes: map.nodes.map((node) => (ids.includes(node.id) ? { ...node, disabled: true } : node)),
});

function run(map: MapDocument, states = {}) {
  const { plan, problems } = compile(map, { manifests });
  if (plan === null) throw new Error(JSON.stringify(problems));
  const feeds = { a: ["k1", "k2", "k3"].map((key) => item(key)) };
  return execute(plan, { feeds, now: 0, states, accounts: [lea], process, expand });
}

const said = (map: MapDocument) =>
  compile(map, { manifests }).problems.flatMap(({ code, severity, node, message }) =>
    code === "manual-schedule" ? [] : [[code, severity, node ?? "", message.en] as const],
  );

describe("a step that is switched off", () => {
  test("lets everything pass unchanged where it has one way in and one way out", () => {
    const result = run(off(chain(), "b", "c"));
    expect(result.wanted.map(({ item: { text } }) => text)).toEqual(["k1", "k2", "k3"]);
    expect(result.edges).toEqual({ "a-b": 3, "b-c": 3, "c-d": 3 });
    expect(result.drops).toEqual([]);
  });

  test("brings nothing as a source, whatever its feed has", () => {
    expect(run(off(chain(), "a"))).toMatchObject({ wanted: [], drops: [], edges: { "a-b": 0 } });
  });

  test("gets nothing as a target: each item ends there with the reason, and the sum comes out even", () => {
    const result = run(off(chain(), "d"));
    expect(result.wanted).toEqual([]);
    expect(result.drops.filter(({ node }) => node === "d")).toMatchObject([
      { code: "off", item: { key: "k1" }, account: null },
      { code: "off", item: { key: "k3" } },
    ]);
    expect(result.targets).toEqual({ d: 2 });
  });

  test("lets nothing pass where it parts the ways", () => {
    const map = drawing({ a: ["spring"], f: ["fork"], d: well, e: well }, ["a>f", "f.w0>d", "f.w1>e"]);
    const result = run(off(map, "f"));
    expect(result.wanted).toEqual([]);
    expect(result.drops.map(({ node, code }) => [node, code])).toEqual(Array(3).fill(["f", "off"]));
  });

  test("keeps what it remembers until it is on again", () => {
    const map = drawing({ a: ["spring"], r: ["rogue", { does: "count" }], d: well }, ["a>r", "r>d"]);
    const once = run(map).states;
    expect(once).toEqual({ r: 3 });
    const rested = run(off(map, "r"), once).states;
    expect(rested).toEqual(once);
    expect(run(map, rested).states).toEqual({ r: 6 });
  });

  test("is named with what it means, and its own settings block nothing", () => {
    const map = off(chain(), "b");
    map.nodes[1]!.config = { every: "often" };
    expect(said(map)).toEqual([["step-off", "warning", "b", "“sieve” is off: everything passes."]]);
    expect(said({ ...map, nodes: map.nodes.map((node) => ({ ...node, disabled: false })) })[0]?.[1]).toBe("error");
    expect(run(map).wanted).toHaveLength(3);
  });

  test("takes nobody’s map off the air unsaid: where nothing arrives any more that is a warning, not an error", () => {
    const map = off(chain(), "a");
    expect(said(map).map(([code, severity, node]) => [code, severity, node])).toEqual([
      ["step-off", "warning", "a"],
      ["behind-off", "warning", "d"],
      ["all-off", "warning", ""],
    ]);
    expect(said(off(chain(), "d")).map(([code]) => code)).toEqual(["step-off", "all-off"]);
  });

  test("does none of what it is there for, so that its networks’ rules speak as without it", () => {
    const node = (id: string, type: string, config: object) => ({
      id,
      type,
      version: registry.manifests.get(type)!.version,
      config: { ...(registry.manifests.get(type)!.defaults as object), ...config },
    });
    const nodes = [
      node("feed", "rss", { url: "https://example.org/feed.xml" }),
      node("words", "disclosure", {}),
      node("sift", "age", {}),
      ...["t", "u"].map((id) => node(id, "account", { account: "mastodon:ada" })),
    ];
    const wires = ["feed>words", "words>sift", "sift>t", "words>u"].map((wire, n) => {
      const [from, to] = wire.split(">") as [string, string];
      return { id: `e${n}`, from: { node: from, port: "out" }, to: { node: to, port: "in" } };
    });
    const codes = (...ids: string[]) =>
      compile(
        off({ schema: 1, name: "m", nodes, edges: wires } as unknown as MapDocument, ...ids),
        { manifests: registry.manifests, sites: registry.networks, rules: checkNetworks },
        {
          accounts: [publisher("mastodon:ada")],
          house: { disclosure: { words: ["#ad"], required: true, lines: {} }, costs: {} } as never,
        },
      ).problems.map(({ code, node: at }) => `${code} ${at}`);
    expect(codes()).not.toContain("rule-disclosure t");
    expect(codes("words")).toContain("rule-disclosure t");
    // One account behind one step, once what parts them is off.
    expect(codes()).not.toContain("rule-account-twice u");
    expect(codes("sift")).toContain("rule-account-twice u");
    expect(codes("sift", "u")).not.toContain("rule-account-twice u");
  });
});

test("steps that ask people or make one of many let nothing pass, all others with one way through let everything pass", () => {
  const rule = Object.fromEntries([...registry.manifests.values()].map((one) => [one.type, offOf(one)]));
  expect(rule).toMatchObject({ approval: "stops", digest: "stops", switch: "stops", "first-of": "stops" });
  expect(rule).toMatchObject({ keywords: "passes", template: "passes", spread: "passes", merge: "passes" });
  for (const { type, kind } of registry.manifests.values())
    if (kind === "source" || kind === "target") expect(rule[type]).toBe("stops");
});
