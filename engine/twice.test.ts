import { expect, test } from "vitest";
import { loadNodes } from "#server/nodes.ts";
import { compile } from "./compile.ts";
import { checkNetworks } from "./network-checks.ts";
import type { Publisher } from "./node.ts";

const registry = await loadNodes();
const account = (handle: string): Publisher => ({
  id: handle,
  ref: `mastodon:${handle}`,
  network: "mastodon",
  handle,
  name: handle.toUpperCase(),
  member: null,
  topics: [],
  mode: "auto",
});

/** Two targets for these accounts, each wired to one of the steps. */
function problems(targets: [step: string, port: string, handle: string][]) {
  const node = (id: string, type: string, config: object) => ({
    id,
    type,
    version: registry.manifests.get(type)!.version,
    title: "",
    config,
    position: { x: 0, y: 0 },
  });
  const topics = [{ id: "jobs", name: "Jobs", words: ["job"] }];
  const nodes = [
    node("feed", "rss", { url: "https://example.org/feed.xml" }),
    node("topics", "switch", { topics, fields: ["title"], whole: true, to: "first" }),
    ...targets.map(([, , handle], n) =>
      node(`t${n}`, "account", {
        ...(registry.manifests.get("account")!.defaults as object),
        account: `mastodon:${handle}`,
      }),
    ),
  ];
  const wires = [["feed", "out", "topics"], ...targets.map(([step, port], n) => [step, port, `t${n}`])];
  const edges = wires.map(([from, port, to], n) => ({
    id: `e${n}`,
    from: { node: from, port },
    to: { node: to, port: "in" },
  }));
  const all = compile(
    { schema: 1, name: "m", nodes, edges },
    { manifests: registry.manifests, sites: registry.networks, rules: checkNetworks },
    { accounts: [account("ada"), account("bo")] },
  ).problems;
  return all.filter(({ code }) => code === "rule-account-twice");
}

test("an account that stands twice behind one step is said at the later target", () => {
  expect(
    problems([
      ["feed", "out", "ada"],
      ["feed", "out", "ada"],
    ]),
  ).toMatchObject([{ severity: "warning", node: "t1", message: { en: expect.stringContaining("ADA") } }]);
  expect(
    problems([
      ["feed", "out", "ada"],
      ["feed", "out", "bo"],
    ]),
  ).toEqual([]);
});

test("behind what parts the ways, or behind different steps, both have items of their own", () => {
  expect(
    problems([
      ["topics", "jobs", "ada"],
      ["topics", "else", "ada"],
    ]),
  ).toEqual([]);
  expect(
    problems([
      ["feed", "out", "ada"],
      ["topics", "jobs", "ada"],
    ]),
  ).toEqual([]);
});
