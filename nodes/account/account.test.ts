import { expect, test } from "vitest";
import { compile } from "#engine/compile.ts";
import { item, publisher, typesWith } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import { expand } from "./run.ts";

const usual = {
  pictures: "with",
  videos: "without",
  several: "first",
  missing: "send",
  hours: 2,
  alt: "optional",
  share: "own",
  long: "cut",
  link: "post",
  card: "network",
  visibility: "account",
  mentions: [] as string[],
} as const;
const lea = publisher("mastodon:lea@social.example");
const leo = publisher("x:leo", { mode: "paused", name: "Léo" });

test("the account that is named gets the item", () => {
  expect(expand(item("k"), { account: lea.ref, ...usual }, [leo, lea])).toEqual({
    wanted: [
      {
        account: lea,
        topic: "",
        picture: { describe: false, missing: "send", hours: 2 },
        shape: { share: "own", long: "cut", link: "post", card: "network" },
      },
    ],
    drops: [],
  });
});

test("a paused account and one that is gone are reasons", () => {
  expect(expand(item("k"), { account: "x:leo", ...usual }, [leo, lea])).toMatchObject({
    wanted: [],
    drops: [{ account: leo, code: "paused", reason: { fr: "Léo a mis en pause le compte leo." } }],
  });
  expect(expand(item("k"), { account: "x:nobody", ...usual, pictures: "without" }, [leo, lea])).toMatchObject({
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

test("an older name finds its account by its handle; one that two accounts have is said, at run and while drawing", () => {
  const full = publisher("mastodon:lea", { ref: "mastodon:lea#109@social.example", handle: "lea" });
  const twin = publisher("mastodon:lea", { ref: "mastodon:lea#7@other.example", handle: "lea" });
  expect(expand(item("k"), { account: "mastodon:lea", ...usual }, [full])).toMatchObject({
    wanted: [{ account: full }],
  });
  expect(expand(item("k"), { account: twin.ref, ...usual }, [full, twin])).toMatchObject({
    wanted: [{ account: twin }],
  });
  const both = expand(item("k"), { account: "mastodon:lea", ...usual }, [full, twin]);
  expect(both.wanted).toEqual([]);
  expect(both.drops[0]?.reason.en).toContain("mastodon:lea#7@other.example");
  const document = {
    schema: 1,
    name: "m",
    nodes: [{ id: "t", type: "account", config: { account: "mastodon:lea" } }],
  };
  const codes = (accounts: (typeof full)[]) =>
    compile(document, typesWith(manifest), { accounts })
      .problems.filter(({ field }) => field === "account")
      .map(({ code }) => code);
  expect([codes([full]), codes([full, twin]), codes([])]).toEqual([[], ["ambiguous-account"], ["unknown-account"]]);
});
