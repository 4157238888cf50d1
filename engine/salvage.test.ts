import { expect, test } from "vitest";
import { manifests as toys } from "#test/support/toys.ts";
import { z } from "zod";
import fc from "fast-check";
import { compile } from "./compile.ts";
import { jsonPlace } from "./json-place.ts";
import { MapDocument } from "./map.ts";
import type { Manifest } from "./node.ts";
import { salvage, withoutSecrets } from "./salvage.ts";
import { secretRef } from "./secret.ts";

const locked: Manifest = {
  ...toys.get("spring")!,
  type: "vault",
  config: z.strictObject({ token: secretRef({ label: { en: "Token", fr: "Jeton" } }) }),
  defaults: { token: null },
};
const manifests = new Map([...toys, ["vault", locked]]);
const step = (id: unknown, type: unknown = "sieve", more: object = {}) => ({ id, type, ...more });
const wire = (from: string, to: string, id = `${from}-${to}`) => ({
  id,
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const sound = [step("a", "spring"), step("b"), step("z", "well", { config: { account: "x:lea" } })];
const map = (change: object = {}) => ({
  schema: 1,
  name: "Carte",
  nodes: sound,
  edges: [wire("a", "b"), wire("b", "z")],
  ...change,
});
const json = JSON.stringify;
const deep = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
/** `nodes` and `wires` that are taken; null: refused whole. `codes`: of what is said about the file. */
type Case = [
  name: string,
  text: string,
  taken: { nodes: string[]; wires?: string[] } | null,
  codes: string[],
  words?: RegExp,
];
const all = { nodes: ["a", "b", "z"], wires: ["a-b", "b-z"] };

const cases: Case[] = [
  ["a sound map", json(map()), all, []],
  ["no text", "", null, ["not-json"]],
  ["half a file", '{"schema": 1,\n "name": ', null, ["not-json"], /line 2, column 10/u],
  ["a comma too many", '{\n  "name": "x",\n}', null, ["not-json"], /line 3, column 1/u],
  ["a picture", "\u0089PNG\r\n\u001a\n", null, ["not-json"], /line 1, column 1/u],
  ["NaN for a place", json(map()).replace('"id":"b"', '"id":"b","position":{"x":NaN,"y":0}'), null, ["not-json"]],
  ["another JSON file", json({ name: "shop", version: "1.0.0", dependencies: {} }), null, ["bad-document"]],
  ["a list", "[1,2]", null, ["bad-document"]],
  ["null", "null", null, ["bad-document"]],
  ["a newer form", json(map({ schema: 2, nodes: "?" })), null, ["newer-document"], /newer Relaymap/u],
  [
    "settings that nest for ever",
    json(map({ nodes: [step("a", "sieve", { config: { every: 7 } })] })).replace("7", deep(100_000)),
    null,
    ["too-large"],
  ],
  [
    "__proto__",
    json(map()).replace('"id":"b"', '"id":"b","config":{"__proto__":{"admin":true}}'),
    null,
    ["bad-document"],
    /__proto__/u,
  ],
  ["10 MB", json(map({ description: "x".repeat(10_000_000) })), null, ["too-large"]],
  [
    "100,000 steps",
    json(map({ nodes: Array.from({ length: 100_000 }, (_, n) => ({ id: `n${n}`, type: "sieve" })) })),
    null,
    ["too-many-nodes"],
  ],
  [
    "6,000 wires",
    json(map({ edges: Array.from({ length: 6_000 }, (_, n) => wire("a", "b", `w${n}`)) })),
    null,
    ["too-many-edges"],
  ],
  [
    "a step called constructor",
    json(map({ nodes: [...sound, step("constructor")] })),
    { nodes: [...all.nodes, "step-2"], wires: all.wires! },
    ["bad-document"],
  ],
  ["a step without a type", json(map({ nodes: [...sound, { id: "n" }, 7] })), all, ["bad-document", "bad-document"]],
  [
    "a place beyond all numbers",
    json(map({ nodes: [...sound, step("n", "sieve", { position: { x: 0, y: 0 } })] })).replace('{"x":0', '{"x":1e999'),
    { nodes: [...all.nodes, "n"], wires: all.wires! },
    ["bad-document"],
  ],
  [
    "a place that nobody finds",
    json(map({ nodes: [...sound, step("n", "sieve", { position: { x: 1e300, y: 0 } })] })),
    { nodes: [...all.nodes, "n"], wires: all.wires! },
    ["far-away"],
  ],
  [
    "two steps of one id",
    json(map({ nodes: [...sound, step("b")] })),
    { nodes: [...all.nodes, "step-2"], wires: all.wires! },
    ["duplicate-id"],
  ],
  [
    "two wires of one id",
    json(map({ edges: [wire("a", "b", "w"), wire("b", "z", "w")] })),
    { nodes: all.nodes, wires: ["w", "wire-1"] },
    [],
  ],
  [
    "wires to nowhere",
    json(map({ edges: [wire("a", "b"), wire("b", "gone"), wire("gone", "z")] })),
    { nodes: all.nodes, wires: ["a-b"] },
    ["missing-node"],
    /^2 wires/u,
  ],
  [
    "a wire without an end",
    json(map({ edges: [wire("a", "b"), { id: "w", from: { node: "b", port: "out" } }] })),
    { nodes: all.nodes, wires: ["a-b"] },
    ["bad-document"],
  ],
  [
    "a title of a megabyte",
    json(map({ nodes: [step("a", "spring", { title: "t".repeat(1_000_000) })] })),
    { nodes: ["a"], wires: [] },
    ["bad-document", "missing-node"],
  ],
  [
    "a frame that is wrong everywhere",
    json(map({ name: 7, schedule: { kind: "never" }, owner: "me", limits: { burst: -1 }, notes: [{}] })),
    all,
    ["bad-document", "bad-document", "bad-document", "bad-document", "bad-document"],
  ],
  [
    "signs that nobody sees",
    json(
      map({
        name: "Ca\u0000r\u202Ete",
        nodes: [step("a", "stamp", { title: "\u2066Lea", config: { mark: "\u0007!" } })],
        edges: [],
      }),
    ),
    { nodes: ["a"] },
    ["hidden-signs"],
    /^3 texts/u,
  ],
  [
    "a circle, an unknown step and newer settings: seen on the canvas",
    json(
      map({
        nodes: [...sound, step("q", "teleport"), step("n", "sieve", { version: 9 })],
        edges: [wire("b", "b"), wire("q", "b")],
      }),
    ),
    { nodes: [...all.nodes, "q", "n"], wires: ["b-b", "q-b"] },
    [],
  ],
];

test.each(cases)(
  "A file with %s is taken as far as it makes sense, or refused whole, and everything is said",
  (_name, text, taken, codes, words) => {
    const { document, problems } = salvage(text, "file");
    expect(problems.map(({ code }) => code)).toEqual(codes);
    if (words) expect(problems[0]?.message.en).toMatch(words);
    for (const { message } of problems)
      expect(message.en !== "" && message.fr !== "" && message.en !== message.fr).toBe(true);
    if (taken === null) return expect(document).toBeNull();
    expect(document?.nodes.map(({ id }) => id)).toEqual(taken.nodes);
    if (taken.wires) expect(document?.edges.map(({ id }) => id)).toEqual(taken.wires);
    // Whatever is handed out can be stored as a draft.
    expect(MapDocument.safeParse(document).success).toBe(true);
    expect(compile(document, { manifests }).document).not.toBeNull();
    expect(json(document)).not.toMatch(/\\u0000|\\u0007/u);
  },
);

test("What is wrong with the drawing itself is told by the compiler, on the canvas", () => {
  const { document } = salvage(cases.at(-1)![1], "file");
  const found = new Set(compile(document, { manifests }, { accounts: [] }).problems.map(({ code }) => code));
  for (const code of ["cycle", "unknown-type", "newer-config", "unknown-account"]) expect(found).toContain(code);
});

test("A secret in a file is left out of the map and never repeated", () => {
  const { document } = salvage(
    json(map({ nodes: [step("v", "vault", { config: { token: "hunter2" } })], edges: [] })),
    "f",
  );
  const { document: clean, problems } = withoutSecrets(document!, manifests);
  expect(problems).toMatchObject([{ code: "plain-secret", node: "v" }]);
  expect(json([clean, problems])).not.toContain("hunter2");
  expect(compile(clean, { manifests }).document).not.toBeNull();
  expect(compile(document, { manifests }).document).toBeNull();
});

test("Where a text stops being JSON is found where JSON.parse refuses it, and nowhere else", () => {
  const sign = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    '"a"',
    "1",
    "-",
    "0",
    ".5",
    "e9",
    "true",
    "nul",
    "\\u00e9",
    "\\",
    " ",
    "\n",
  );
  const parses = (text: string): boolean => {
    try {
      return (JSON.parse(text), true);
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(sign, { maxLength: 12 }).map((all) => all.join("")),
        fc.json(),
      ),
      (text) => {
        expect(jsonPlace(text) === null).toBe(parses(text));
      },
    ),
    { numRuns: 1_000 },
  );
  expect(jsonPlace('{\n  "a": [1, 2,, 3]\n}')).toEqual({ line: 2, column: 14 });
});
