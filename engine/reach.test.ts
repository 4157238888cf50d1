import { expect, test } from "vitest";
import { z } from "zod";
import { loadNodes } from "#server/nodes.ts";
import { compile } from "./compile.ts";
import { HouseRules, noHouseRules } from "./house.ts";
import { checkNetworks } from "./network-checks.ts";
import type { Manifest, Publisher } from "./node.ts";

const registry = await loadNodes();
const now = Date.parse("2026-11-25T12:00:00Z");
const person = (ref: string, more: Partial<Publisher> = {}): Publisher => ({
  id: ref,
  ref,
  network: ref.split(":")[0]!,
  handle: ref.split(":")[1]!,
  name: ref,
  member: ref,
  topics: [],
  mode: "ask",
  ...more,
});

const step = (type: string, more: Partial<Manifest>): [string, Manifest] => [
  type,
  {
    type,
    kind: "rewrite",
    version: 1,
    title: { en: type, fr: type },
    help: { en: "", fr: "" },
    icon: "",
    config: z.strictObject({}),
    defaults: {},
    inputs: [{ id: "in", title: { en: "", fr: "" }, carries: "items" }],
    outputs: () => [{ id: "out", title: { en: "", fr: "" }, carries: "items" }],
    summary: () => ({ en: "", fr: "" }),
    ...more,
  },
];
const manifests = new Map([
  ...registry.manifests,
  step("toy-varied", { varies: true }),
  step("toy-machine", { machine: true }),
  step("toy-says", { discloses: true }),
]);

/** Problems of a map from a feed over steps to all ambassadors. */
function problems(
  steps: string[],
  accounts: Publisher[],
  house: HouseRules = noHouseRules,
  target: Record<string, unknown> = {},
) {
  const chain = ["rss", ...steps, "ambassadors"];
  const document = {
    schema: 1,
    name: "m",
    nodes: chain.map((type, index) => ({
      id: `n${index}`,
      type,
      version: manifests.get(type)!.version,
      title: "",
      config:
        type === "rss"
          ? { url: "https://example.org/feed.xml" }
          : type === "template"
            ? { template: "{{title}} #AcmeTeam" }
            : { ...(manifests.get(type)!.defaults as object), ...(type === "ambassadors" ? target : {}) },
      position: { x: index * 300, y: 0 },
    })),
    edges: chain.slice(1).map((_, index) => ({
      id: `e${index}`,
      from: { node: `n${index}`, port: "out" },
      to: { node: `n${index + 1}`, port: "in" },
    })),
  };
  const all = compile(
    document,
    { manifests, sites: registry.networks, rules: checkNetworks },
    { accounts, house, now },
  ).problems;
  return all.filter(({ code }) => code.startsWith("rule-"));
}

const two = [person("x:ada"), person("x:bo")];

test("several accounts of a network that forbids it would say the same words: said at the target, with a step that mends it", () => {
  expect(problems([], two)).toMatchObject([
    { code: "rule-x-alike", severity: "warning", node: "n1", repair: { do: "insert", before: "n1" } },
  ]);
  expect(problems([], [person("x:ada"), person("mastodon:bo"), person("mastodon:cy")])).toEqual([]);
  expect(problems(["toy-varied"], two)).toEqual([]);
  // Who only reposts says no words; who reposts where they can says them elsewhere.
  expect(problems([], two, noHouseRules, { share: "only" })).toEqual([]);
  expect(problems([], two, noHouseRules, { share: "repost" })).toHaveLength(1);
});

test("what a step gives again would say the same each time where that is forbidden: said at the target, unless a step says it in several ways", () => {
  const ada = [person("x:ada"), person("mastodon:bo")];
  expect(problems(["recycle"], ada)).toMatchObject([
    {
      code: "rule-x-repeated",
      severity: "warning",
      node: "n2",
      repair: { do: "insert", type: "variants", before: "n2" },
    },
  ]);
  expect(problems(["recycle", "toy-varied"], ada)).toEqual([]);
  expect(problems(["recycle"], ada.slice(1))).toEqual([]);
});

test("words that a machine made never reach an account that posts without asking", () => {
  const auto = [person("mastodon:ada"), person("mastodon:bo", { mode: "auto" })];
  expect(problems(["toy-machine"], auto)).toMatchObject([{ code: "rule-machine-auto", severity: "error", node: "n2" }]);
  expect(problems(["toy-machine"], [person("mastodon:ada")])).toEqual([]);
  expect(problems([], auto)).toEqual([]);
});

test("a permission that ends within 21 days, or has ended, is said where the target is", () => {
  const ends = (days: number) => new Date(now + days * 86_400_000).toISOString();
  expect(problems([], [person("linkedin:ada", { ends: ends(30) })])).toEqual([]);
  const [soon] = problems([], [person("linkedin:ada", { ends: ends(20) }), person("linkedin:bo", { ends: ends(3) })]);
  expect(soon).toMatchObject({ code: "rule-account-ends", repair: { do: "open", page: "accounts" } });
  expect(soon!.message.en).toMatch(/bo.* and 1 other ends in 3 days/u);
  expect(problems([], [person("mastodon:ada", { parked: true })])).toMatchObject([{ code: "rule-account-ended" }]);
});

test("where people have to say for whom they work, a map in which nothing says it is told so", () => {
  const wanted = HouseRules.parse({ disclosure: { words: ["#acmeteam"], required: true } });
  const ada = [person("mastodon:ada")];
  expect(problems([], ada, wanted)).toMatchObject([{ code: "rule-disclosure", repair: { do: "insert" } }]);
  expect(problems(["template"], ada, wanted)).toEqual([]);
  expect(problems(["toy-says"], ada, wanted)).toEqual([]);
  expect(problems([], [person("mastodon:acme", { member: null })], wanted)).toEqual([]);
});
