import { expect, test } from "vitest";
import { drawing, expand, item, manifests, process, publisher } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import { execute } from "./run.ts";

/** A source that reads one account of the network x. */
const mirror = {
  ...manifests.get("spring")!,
  type: "mirror",
  reads: () => ({ network: "x", account: "Lea" }),
};
const types = { manifests: new Map([...manifests, ["mirror", mirror]]) };
const lea = publisher("x:lea#77", { handle: "lea", name: "lea" });
const hugo = publisher("x:hugo#78", { handle: "hugo", name: "hugo" });
const accounts = [lea, hugo];
const to = (account: string): [string, Record<string, unknown>] => ["well", { account }];
const own = (nodes: Parameters<typeof drawing>[0], wires: string[], known: typeof accounts | null = accounts) =>
  compile(drawing(nodes, wires), types, known === null ? {} : { accounts: known })
    .problems.filter(({ code }) => code === "own-posts")
    .map(({ edge, severity }) => [edge, severity]);

test("a wire over which an account would get its own posts back is a mistake, however far it leads", () => {
  const direct = { a: ["mirror"], z: to("x:lea#77") } as const;
  expect(own(direct as never, ["a>z"])).toEqual([["a-z", "error"]]);
  expect(own({ ...direct, b: ["sieve"], c: ["stamp"] } as never, ["a>b", "b>c", "c>z"])).toEqual([["c-z", "error"]]);
  // Also where no account is known, as on a command line; not where another account is meant.
  expect(own(direct as never, ["a>z"], null)).toEqual([["a-z", "error"]]);
  expect(own({ a: ["mirror"], z: to("x:hugo#78") } as never, ["a>z"])).toEqual([]);
  expect(own({ a: ["spring"], z: to("x:lea#77") } as never, ["a>z"])).toEqual([]);
});

test("beside other sources it is a warning, and what comes over another wire is none of its business", () => {
  const nodes = { a: ["mirror"], s: ["spring"], m: ["sieve"], z: to("x:lea#77"), y: to("x:hugo#78") } as const;
  expect(own(nodes as never, ["a>m", "s>m", "m>z", "m>y"])).toEqual([["m-z", "warning"]]);
  expect(own(nodes as never, ["a>m", "m>y", "s>z"])).toEqual([]);
});

test("at run an account's own posts are let go for it, told, and go to the others; by handle or by id", () => {
  const nodes = { a: ["mirror"], s: ["spring"], m: ["fork", { ways: 1 }], z: to("x:lea#77"), y: to("x:hugo#78") };
  const { plan } = compile(drawing(nodes as never, ["a>m", "s>m", "m.w0>z", "m.w0>y"]), types, { accounts });
  const from = (account: string, network = "x") => ({ network, remoteId: "1", url: null, account });
  const items = [
    item("handle", { origin: from("LEA") }),
    item("id", { origin: from("77") }),
    item("elsewhere", { origin: from("lea", "mastodon") }),
    item("nobody", { origin: { network: "x", remoteId: "1", url: null } }),
    item("feed"),
  ];
  const result = execute(plan!, { feeds: { a: items }, now: 0, states: {}, accounts, process, expand });
  const of = (ref: string) =>
    result.wanted.filter(({ account }) => account.ref === ref).map(({ item: { key } }) => key);
  expect(of("x:lea#77")).toEqual(["elsewhere", "nobody", "feed"]);
  expect(of("x:hugo#78")).toEqual(["handle", "id", "elsewhere", "nobody", "feed"]);
  expect(result.drops.map(({ node, account, code, item: { key } }) => [node, account?.ref, code, key])).toEqual([
    ["z", "x:lea#77", "own-post", "handle"],
    ["z", "x:lea#77", "own-post", "id"],
  ]);
  expect(result.targets).toEqual({ y: 5, z: 5 });
});

test("what somebody wrote for accounts of their own goes to no others by any map, not even where they are nobody's any more", () => {
  const nodes = { s: ["spring"], m: ["fork", { ways: 1 }], z: to("x:lea#77"), y: to("x:hugo#78"), w: to("x:page#79") };
  const theirs = [
    { ...lea, member: "lea" },
    { ...hugo, member: "hugo" },
    publisher("x:page#79", { handle: "page", member: null }),
  ];
  const wires = ["s>m", "m.w0>z", "m.w0>y", "m.w0>w"];
  const { plan } = compile(drawing(nodes as never, wires), types, { accounts: theirs });
  const items = [
    item("own", { written: { own: true, by: "lea" } as never }),
    item("left", { written: { own: true, by: null } as never }),
    item("company", { written: { own: false, by: "lea" } as never }),
  ];
  const result = execute(plan!, { feeds: { s: items }, now: 0, states: {}, accounts: theirs, process, expand });
  const went = result.wanted.map(({ account, item: { key } }) => `${key} ${account.handle}`);
  expect(went.toSorted()).toEqual(["company hugo", "company lea", "company page", "own lea"]);
  expect(result.drops.map(({ code }) => code)).toEqual(Array(5).fill("own-words"));
});
