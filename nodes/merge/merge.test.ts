import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { execute } from "#engine/run.ts";
import { drawing, expand, item, process, publisher, typesWith } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import { process as merge } from "./run.ts";

test("several wires become one, in their order, each item once", () => {
  const map = drawing({ a: ["spring"], b: ["spring"], m: ["merge"], w: ["well", { account: "x:lea" }] }, [
    "b>m",
    "a>m",
    "m>w",
  ]);
  const { plan } = compile(map, typesWith(manifest));
  const feeds = { a: [item("1"), item("2")], b: [item("3"), item("2", { text: "from b" })] };
  const result = execute(plan!, {
    feeds,
    now: 0,
    states: {},
    accounts: [publisher("x:lea")],
    expand,
    process: (type) => (type === "merge" ? (merge as never) : process(type)),
  });
  expect(result.wanted.map(({ item: { text } }) => text)).toEqual(["3", "from b", "1"]);
  expect(result.drops).toEqual([]);
});
