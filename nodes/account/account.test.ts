import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { item, publisher, typesWith } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import { expand } from "./run.ts";

const lea = publisher("mastodon:lea@social.example");
const leo = publisher("x:leo", { mode: "paused", name: "Léo" });

test("the account that is named gets the item", () => {
  expect(expand(item("k"), { account: lea.ref, pictures: "with" }, [leo, lea])).toEqual({
    wanted: [{ account: lea, topic: "", picture: true }],
    drops: [],
  });
});

test("a paused account and one that is gone are reasons", () => {
  expect(expand(item("k"), { account: "x:leo", pictures: "with" }, [leo, lea])).toMatchObject({
    wanted: [],
    drops: [{ account: leo, code: "paused", reason: { fr: "Léo a mis x:leo en pause." } }],
  });
  expect(expand(item("k"), { account: "x:nobody", pictures: "without" }, [leo, lea])).toMatchObject({
    wanted: [],
    drops: [{ account: null, code: "no-account" }],
  });
});

test("a node that was just dropped on the canvas asks for its account", () => {
  const document = {
    schema: 1,
    name: "m",
    nodes: [
      { id: "s", type: "spring" },
      { id: "t", type: "account", config: manifest.defaults },
    ],
    edges: [{ id: "e", from: { node: "s", port: "out" }, to: { node: "t", port: "in" } }],
  };
  expect(compile(document, typesWith(manifest)).problems).toMatchObject([
    { code: "no-account", node: "t", field: "account" },
  ]);
});
