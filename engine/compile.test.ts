import { expect, test } from "vitest";
import { z } from "zod";
import { drawing, manifests, publisher } from "#test/support/toys.ts";
import { compile } from "./compile.ts";
import { readerField } from "./reader-setting.ts";
import type { MapDocument } from "./map.ts";

const types = { manifests };
const well: [string, Record<string, unknown>] = ["well", { account: "x:lea" }];
const line = () => drawing({ a: ["spring"], b: ["sieve"], c: well }, ["a>b", "b>c"]);
const codes = (document: unknown, options = {}) =>
  compile(document, types, options).problems.map((problem) => problem.code);

test("a sound map becomes a plan in topological order, with configs parsed", () => {
  const { plan, problems } = compile(line(), types);
  expect(problems).toEqual([]);
  expect(plan?.nodes.map((node) => node.id)).toEqual(["a", "b", "c"]);
  expect(plan?.nodes[1]?.config).toEqual({ every: 2 });
  expect(plan?.sources.map((node) => node.id)).toEqual(["a"]);
  expect(plan?.targets.map((node) => node.id)).toEqual(["c"]);
  expect(Object.isFrozen(plan) && Object.isFrozen(plan?.nodes)).toBe(true);
});

test("every problem is named at once, each at its place, in both languages", () => {
  const document = drawing(
    { a: ["spring"], b: ["sieve", { every: 0 }], c: well, d: ["steve"], e: ["spring", { extra: 1 }] },
    ["a>b", "b>c", "c>a", "a.nope>c", "x>b"],
  );
  const { plan, problems } = compile(document, types);
  expect(plan).toBeNull();
  expect(problems.map(({ code, node, edge, field }) => [code, node ?? edge, field])).toEqual([
    ["bad-config", "b", "every"],
    ["unknown-type", "d", "type"],
    ["bad-config", "e", undefined],
    ["out-of-target", "c-a", undefined],
    ["into-source", "c-a", undefined],
    ["missing-port", "a-nope-c", undefined],
    ["missing-node", "x-b", undefined],
    ["cycle", "a", undefined],
    ["dangling", "e", undefined],
  ]);
  for (const { message } of problems) {
    expect(message.en).toMatch(/[.!]$/u);
    expect(message.fr).not.toBe(message.en);
  }
  expect(problems[0]?.message).toEqual({
    en: "Every: choose a number of at least 1.",
    fr: "Chaque : choisissez un nombre d’au moins 1.",
  });
  expect(problems[1]?.message.en).toContain("sieve");
});

test("a cycle is told with its path of titles", () => {
  const document = drawing({ a: ["spring"], b: ["sieve"], c: ["stamp"], d: ["sieve"], e: well }, [
    "a>b",
    "b>c",
    "c>d",
    "d>b",
    "d>e",
  ]);
  document.nodes.forEach((node) => (node.title = node.id === "c" ? "Polish" : ""));
  const cycle = compile(document, types).problems.find((problem) => problem.code === "cycle");
  expect(cycle?.message.en).toContain("sieve → Polish → sieve → sieve");
  expect(cycle?.message.fr).toContain("sieve (fr) → Polish");
  expect(["b", "c", "d"]).toContain(cycle?.node);
  expect(cycle?.edge).toBeDefined();
});

test("separate cycles and a node wired to itself are each named", () => {
  const document = drawing({ a: ["spring"], b: ["sieve"], c: ["sieve"], d: ["sieve"], e: well }, [
    "a>b",
    "b>b",
    "a>c",
    "c>d",
    "d>c",
    "d>e",
    "b>e",
  ]);
  expect(codes(document).filter((code) => code === "cycle")).toHaveLength(2);
});

test("doubled ids and doubled wires are refused", () => {
  const document = line();
  document.nodes.push({ ...document.nodes[1]! });
  document.edges.push(
    { ...document.edges[0]!, id: "again" },
    { ...document.edges[1]!, to: { node: "b", port: "in" }, from: { node: "a", port: "out" } },
  );
  expect(codes(document)).toEqual(["duplicate-id", "duplicate-edge", "duplicate-id", "duplicate-edge"]);
});

test("old configs are upgraded step by step, newer ones refused", () => {
  const document = drawing({ a: ["spring"], b: ["stamp"], c: well }, ["a>b", "b>c"]);
  Object.assign(document.nodes[1]!, { version: 1, config: { s: "§" } });
  const compiled = compile(document, types);
  expect(compiled.problems).toEqual([]);
  expect(compiled.plan?.nodes[1]?.config).toEqual({ mark: "§" });
  expect(compiled.document?.nodes[1]).toMatchObject({ version: 3, config: { mark: "§" } });
  document.nodes[1]!.version = 4;
  expect(codes(document)).toContain("newer-config");
});

test("what leads nowhere is a warning, a target that gets nothing is an error", () => {
  const loose = drawing({ a: ["spring"], b: ["sieve"], c: well, d: ["stamp"], e: ["sieve"], f: ["spring"] }, [
    "a>b",
    "b>c",
    "b>d",
  ]);
  const { plan, problems } = compile(loose, types);
  expect(plan).not.toBeNull();
  expect(problems.map(({ code, node, severity }) => [code, node, severity])).toEqual([
    ["dangling", "d", "warning"],
    ["unreachable", "e", "warning"],
    ["dangling", "f", "warning"],
  ]);
  const unwired = drawing({ a: ["spring"], b: well, c: well, d: ["sieve"], e: well }, ["a>b", "d>e"]);
  const unreached = compile(unwired, types).problems.filter(({ code }) => code === "unreached-target");
  // What nobody has wired yet is still to be done; what hangs on a step that gets nothing is wrong.
  expect(unreached.map(({ node, blank = false }) => [node, blank])).toEqual([
    ["c", true],
    ["e", false],
  ]);
});

test("an empty map and one without a way are refused", () => {
  expect(codes(drawing({}, []))).toEqual(["empty-map"]);
  expect(codes(drawing({ a: ["spring"], b: ["sieve"] }, ["a>b"]))).toContain("no-way");
});

test("a port of a switch without a wire is a warning", () => {
  const document = drawing({ a: ["spring"], b: ["fork", { ways: 3 }], c: well }, ["a>b", "b.w0>c", "b.w2>c"]);
  const { plan, problems } = compile(document, types);
  expect(plan).not.toBeNull();
  expect(problems).toMatchObject([{ code: "unwired-port", node: "b", severity: "warning" }]);
  expect(problems[0]?.message.en).toContain('"w1"');
});

test("an account that is not there is named only where the accounts are known", () => {
  expect(codes(line())).toEqual([]);
  expect(codes(line(), { accounts: [publisher("x:lea")] })).toEqual([]);
  const [problem] = compile(line(), types, { accounts: [publisher("x:leo")] }).problems;
  expect(problem).toMatchObject({ code: "unknown-account", node: "c", field: "account", severity: "error" });
  expect(problem?.message.en).toContain("x:leo");
});

test("where only pages can be read, a person's account is told at the field that names it", () => {
  const config = z.strictObject({ account: readerField("x", { en: "h", fr: "h" }, { kind: "page" }) });
  const reader = { ...manifests.get("spring")!, type: "reader", config } as never;
  const known = { manifests: new Map([...manifests, ["reader", reader]]) };
  const told = (kind: "person" | "page") =>
    compile(drawing({ a: ["reader", { account: "x:lea#1" }], c: well }, ["a>c"]), known, {
      accounts: [publisher("x:lea#1", { terms: { kind, limits: null, epoch: 0 } }), publisher("x:lea")],
    }).problems.filter(({ node }) => node === "a");
  expect(told("page")).toEqual([]);
  expect(told("person")).toMatchObject([{ code: "wrong-account", severity: "error", field: "account" }]);
});

test("an account that is gone, and one of several with its name, say which is meant and what to do", () => {
  const well = (account: string) => drawing({ a: ["spring"], c: ["well", { account }] }, ["a>c"]);
  const told = (account: string, refs: string[]) =>
    compile(well(account), types, { accounts: refs.map((ref) => publisher(ref, { handle: "lea" })) });
  const gone = told("x:lea#1", ["x:lea#2"]);
  expect(gone.plan).toBeNull();
  expect(gone.problems).toMatchObject([{ code: "unknown-account", severity: "error", node: "c", field: "account" }]);
  expect(gone.problems[0]?.message.en).toMatch(/"x:lea" .* no longer connected; another one is.* Choose that one/u);
  expect(gone.problems[0]?.message.fr).toContain("Choisissez celui-ci");
  const several = told("x:lea", ["x:lea#1", "x:lea#2"]);
  expect(several.plan).toBeNull();
  expect(several.problems).toMatchObject([{ code: "ambiguous-account", severity: "error", node: "c" }]);
  expect(several.problems[0]?.message.en).toMatch(/"x:lea": x:lea#1, x:lea#2\. Choose which/u);
});

test("schedules: by hand is a warning, a wrong cron expression an error with the checker's words", () => {
  expect(codes({ ...line(), schedule: { kind: "manual" } })).toEqual(["manual-schedule"]);
  const schedule = { kind: "cron", expression: "61 * * * *", zone: "UTC" };
  const wrong = { en: "No.", fr: "Non." };
  expect(codes({ ...line(), schedule })).toEqual([]);
  expect(compile({ ...line(), schedule }, types, { checkCron: () => wrong }).problems).toEqual([
    { code: "bad-schedule", severity: "error", message: wrong, field: "schedule" },
  ]);
});

test("wrong shapes are named with the node or edge they are in, and the rest of the map is still judged", () => {
  const document = {
    ...line(),
    nodes: [...line().nodes, { id: "z", type: "sieve", colour: "red" }, { id: "y", type: "steve" }],
    edges: [...line().edges, { id: "e", from: "a" }],
    limits: { burst: "many" },
  };
  const problems = compile(document, types).problems;
  expect(problems.map(({ code, node, edge, field }) => [code, node ?? edge, field])).toEqual([
    ["bad-document", undefined, "limits.burst"],
    ["bad-document", "z", undefined],
    ["bad-document", "e", "from"],
    ["bad-document", "e", "to"],
    ["unknown-type", "y", "type"],
  ]);
});

test("a document of a later form is not guessed at", () => {
  expect(codes({ ...line(), schema: 2 })).toEqual(["newer-document"]);
});

test("a map beyond the limits is refused before anything looks at its nodes", () => {
  let looked = 0;
  const counting = new Map(
    [...manifests].map(([type, manifest]) => [
      type,
      {
        ...manifest,
        get config() {
          looked += 1;
          return manifest.config;
        },
      },
    ]),
  );
  const many = (count: number): MapDocument => ({
    ...line(),
    nodes: Array.from({ length: count }, (_, index) => ({ ...line().nodes[0]!, id: `n${index}` })),
  });
  expect(compile(many(10_000), { manifests: counting }).problems.map(({ code }) => code)).toEqual(["too-many-nodes"]);
  expect(looked).toBe(0);
  expect(compile(many(1000), { manifests: counting }).problems.length).toBeLessThanOrEqual(501);
});

test("names that objects have by birth are no node ids", () => {
  for (const id of ["__proto__", "constructor", "toString"]) {
    const document = line();
    document.nodes[0]!.id = id;
    expect(codes(document)).toContain("bad-document");
  }
});
