import fc from "fast-check";
import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { serialise } from "#engine/serialise.ts";
import { copy, keysIn, paste } from "./clipboard.ts";
import { remove } from "./draft.ts";
import { hasRoom, readPasted, type Pasted } from "./pasted.ts";

const map = MapDocument.parse({
  schema: 1,
  name: "Watch",
  nodes: [
    { id: "feed", type: "rss", config: { url: "https://blog.example/feed" }, position: { x: 0, y: 0 } },
    { id: "words", type: "keywords", disabled: true, position: { x: 320, y: 0 } },
    { id: "all", type: "ambassadors", position: { x: 640, y: 0 } },
  ],
  edges: [
    { id: "a", from: { node: "feed", port: "out" }, to: { node: "words", port: "in" } },
    { id: "b", from: { node: "words", port: "out" }, to: { node: "all", port: "in" } },
  ],
  notes: [
    { id: "inside", text: "Only in summer", position: { x: 40, y: 40 } },
    { id: "far", text: "Elsewhere", position: { x: 40, y: 900 } },
  ],
  groups: [{ id: "in", title: "What comes in", nodes: ["feed", "words"] }],
});
const stepsOf = (pasted: Pasted) => {
  if (pasted.is !== "steps") throw new Error(`read as ${pasted.is}`);
  return pasted;
};
const empty = MapDocument.parse({ schema: 1, name: "Other" });

test("a piece goes over the clipboard with its notes, its groups and what is switched off, and all of it is cut", () => {
  const piece = copy(map, new Set(["group:in"]))!;
  const { piece: read, name } = stepsOf(readPasted(JSON.stringify(piece)));
  expect([read, name]).toEqual([piece, null]);
  const { change, pasted } = paste(map, read);
  const after = MapDocument.parse(change(map));
  expect(pasted).toEqual(["feed-2", "words-2", "note:inside-2"]);
  expect(after.nodes[4]).toMatchObject({ id: "words-2", disabled: true });
  expect(after.groups?.[1]).toMatchObject({ id: "in-2", title: "What comes in", nodes: ["feed-2", "words-2"] });
  expect(after.notes?.map(({ text }) => text)).toEqual(["Only in summer", "Elsewhere", "Only in summer"]);
  const left = remove(keysIn(piece))(map);
  expect([left.nodes.map(({ id }) => id), left.groups ?? [], left.notes?.map(({ id }) => id)]).toEqual([
    ["all"],
    [],
    ["far"],
  ]);
});

test("a group goes along where all its steps do; notes go alone; a piece without either is as it always was", () => {
  expect(copy(map, new Set(["feed", "words"]))!.groups).toHaveLength(1);
  expect(copy(map, new Set(["feed", "all"]))).not.toHaveProperty("groups");
  expect(Object.keys(copy(map, new Set(["feed"]))!)).toEqual(["relaymap", "nodes", "edges"]);
  const note = copy(map, new Set(["note:far"]))!;
  expect(paste(empty, note).change(empty).notes).toHaveLength(1);
  expect(copy(map, new Set(["a", "group:gone"]))).toBeNull();
});

test("pasted twice it lies beside what was pasted before", () => {
  const piece = copy(map, new Set(["feed"]))!;
  const once = paste(map, piece).change(map);
  const twice = paste(once, piece).change(once);
  expect(twice.nodes.slice(3).map(({ position }) => position)).toEqual([
    { x: 40, y: 40 },
    { x: 80, y: 80 },
  ]);
});

test("a map's file gives its steps, and those that can be mended, each with its reason", () => {
  const { piece, name, problems } = stepsOf(readPasted(serialise(map)));
  expect([piece.nodes.length, piece.notes?.length, name, problems]).toEqual([3, 2, "Watch", []]);
  const broken = { ...map, nodes: [...map.nodes, { id: "no way", type: "rss" }, { id: "odd", type: 3 }] };
  const some = stepsOf(readPasted(`\uFEFF${JSON.stringify(broken)}`));
  expect(some.piece.nodes).toHaveLength(4);
  expect(some.problems.length).toBeGreaterThanOrEqual(2);
  expect(readPasted(JSON.stringify({ ...map, schema: 99 }))).toMatchObject({
    is: "refused",
    problem: { code: "newer-document" },
  });
});

test("addresses are told from words, and what is no map is called what it is", () => {
  const addresses = [
    "https://blog.example/feed.xml",
    " http://a.example/?q=1#x\n",
    "www.example.org",
    "exemple.fr/actualités",
    "@camille@social.example",
  ];
  for (const text of addresses) expect(readPasted(text)).toEqual({ is: "address", address: text.trim() });
  const others: [string, Pasted["is"]][] = [
    ["Bonjour à tous", "words"],
    ["javascript:alert(1)", "words"],
    ["1.5", "words"],
    ["https://a.example https://b.example", "words"],
    [" \n ", "nothing"],
    ['{"name":"relaymap","version":"1"}', "data"],
    ["[1, 2]", "data"],
    ['{"relaymap":"piece","nodes":[{"id":"__proto__ x"}],"edges":[]}', "refused"],
    ['{"relaymap":"piece","nodes":[],"edges":[]}', "nothing"],
  ];
  for (const [text, is] of others) expect([text, readPasted(text).is]).toEqual([text, is]);
  expect(readPasted('{\n  "schema": 1,\n  "nodes" []\n}')).toEqual({ is: "broken", line: 3, column: 11 });
});

test("what is larger than 200 kB is refused with its size; what was copied here may be larger", () => {
  expect(readPasted("é".repeat(100_001))).toEqual({ is: "large", bytes: 200_002 });
  const long = { ...map, nodes: map.nodes.map((node) => ({ ...node, config: { text: "x".repeat(100_000) } })) };
  expect(readPasted(serialise(MapDocument.parse(long))).is).toBe("large");
  expect(readPasted(JSON.stringify(copy(MapDocument.parse(long), new Set(["feed", "words", "all"])))).is).toBe("steps");
});

test("a map has room for a thousand steps", () => {
  const many = { relaymap: "piece" as const, nodes: Array.from({ length: 998 }, () => map.nodes[0]!), edges: [] };
  expect([hasRoom(map, many), hasRoom(empty, many)]).toEqual([false, true]);
});

test("whatever is pasted, there is an answer", () => {
  const odd = { ...map, nodes: [{ ...map.nodes[0], config: JSON.parse('{"__proto__": {"a": 1}}') as unknown }] };
  expect(readPasted(JSON.stringify(odd)).is).toBe("refused");
  fc.assert(fc.property(fc.oneof(fc.json({ maxDepth: 2 }), fc.string()), (text) => readPasted(text).is.length > 0));
});
