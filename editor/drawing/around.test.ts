import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { networksBehind, upstream } from "./around.ts";

const step = (id: string, config: Record<string, unknown> = {}) => ({ id, type: "any", config });
const wire = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const document = MapDocument.parse({
  schema: 1,
  name: "M",
  nodes: [
    step("feed"),
    step("reader", { account: "alpha:page" }),
    step("say"),
    step("other"),
    step("one", { account: "beta:lea" }),
    step("all", { networks: [] }),
    step("some", { networks: ["gamma"] }),
    step("unset", { account: "" }),
  ],
  edges: [
    wire("feed", "say"),
    wire("reader", "say"),
    wire("say", "one"),
    wire("say", "unset"),
    wire("other", "all"),
    wire("other", "some"),
  ],
});
const account = (network: string, member: object | null, state = "connected") => ({
  network,
  ref: `${network}:a`,
  member,
  state,
});
const accounts = [
  account("alpha", {}),
  account("gamma", {}),
  account("delta", null),
  account("epsilon", {}, "disconnected"),
];

test("a step hangs on what leads to it, and on nothing else", () => {
  const part = upstream(document, "say");
  expect(part.nodes.map(({ id }) => id)).toEqual(["feed", "reader", "say"]);
  expect(part.edges.map(({ id }) => id)).toEqual(["feed-say", "reader-say"]);
});

test("the networks behind a step are those of its targets: of the account, or of the people who are reached", () => {
  expect(networksBehind(document, "say", accounts)).toEqual(["beta"]);
  expect(networksBehind(document, "other", accounts)).toEqual(["alpha", "gamma"]);
  expect(networksBehind(document, "some", accounts)).toEqual(["gamma"]);
});
