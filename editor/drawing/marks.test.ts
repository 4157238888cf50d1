import { describe, expect, test } from "vitest";
import { MapDocument, noteSizes } from "#engine/map.ts";
import { serialise } from "#engine/serialise.ts";
import { aligned, chainOf, distributed } from "./arrange.ts";
import { copy, paste } from "./clipboard.ts";
import { moveNodes, remove } from "./draft.ts";
import {
  addNote,
  blocksOf,
  changeGroup,
  frameOf,
  groupKey,
  groupOf,
  keysOf,
  noteKey,
  noteStep,
  putInto,
  regroup,
  resizeNote,
} from "./marks.ts";
import { readPasted } from "./pasted.ts";

const node = (id: string, x: number, y: number) => ({ id, type: "x", config: {}, position: { x, y } });
const wire = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const map = MapDocument.parse({
  schema: 1,
  name: "Map",
  nodes: [node("a", 0, 0), node("b", 304, 96), node("c", 640, 40), node("d", 0, 400)],
  edges: [wire("a", "b"), wire("b", "c")],
});
const group = (id: string) => ({ id, title: "Watch", color: "teal" as const, nodes: [] });
const note = { id: "n", text: "Not in August", color: "amber" as const, position: { x: 0, y: 0 } };
const size = { width: 220, height: 120 };

describe("groups and notes", () => {
  test("a step is in one group at a time, and a group that is left empty goes; without any the file is as it was", () => {
    const one = putInto(new Set(["a", "b"]), group("g"))(map);
    const two = putInto(new Set(["b"]), group("h"))(one);
    expect(two.groups?.map(({ id, nodes }) => [id, nodes])).toEqual([
      ["g", ["a"]],
      ["h", ["b"]],
    ]);
    expect(groupOf(two, "b")?.id).toBe("h");
    const none = putInto(new Set(["a", "b"]), null)(two);
    expect(serialise(none)).toBe(serialise(map));
  });

  test("deleting a frame leaves its steps, deleting steps takes them out of it, and a note goes by its key", () => {
    const drawn = addNote({ ...note, size })(putInto(new Set(["a", "b"]), group("g"))(map));
    expect(keysOf(drawn)).toEqual([noteKey("n"), groupKey("g")]);
    expect(remove(new Set([groupKey("g")]))(drawn)).toMatchObject({ nodes: map.nodes, notes: [{ id: "n" }] });
    expect(remove(new Set(["a"]))(drawn).groups).toMatchObject([{ nodes: ["b"] }]);
    expect(remove(new Set(["a", "b"]))(drawn).groups).toBeUndefined();
    expect(remove(new Set([noteKey("n")]))(drawn).notes).toBeUndefined();
    expect(changeGroup("g", { title: "Veille" })(drawn).groups).toMatchObject([{ title: "Veille", nodes: ["a", "b"] }]);
  });

  test("who wrote a note, and when, stays with it: copied, made larger, undone and in the file", () => {
    const wrote = { by: "0b0e8b4e-8d2f-4c6a-9a55-0f6a6d4c1c11", on: "2026-11-26" };
    const drawn = addNote({ ...note, size, ...wrote })(map);
    expect(MapDocument.parse(JSON.parse(serialise(drawn))).notes).toMatchObject([wrote]);
    const read = readPasted(JSON.stringify(copy(drawn, new Set([noteKey("n")]))));
    const pasted = read.is === "steps" ? paste(map, read.piece).change(map) : map;
    expect(pasted.notes).toMatchObject([wrote]);
    expect(resizeNote("n", { width: noteStep })(drawn).notes).toMatchObject([
      { ...wrote, size: { width: 260, height: 120 } },
    ]);
    expect(resizeNote("n", { height: -10 * noteStep })(drawn).notes?.[0]?.size).toEqual({
      width: 220,
      height: noteSizes.least.height,
    });
  });

  test("the outline has a group's steps together, where the first of them stands", () => {
    const drawn = putInto(new Set(["a", "c"]), group("g"))(map);
    expect(blocksOf(drawn, drawn.nodes).map(({ group: own, nodes }) => [own?.id, nodes.map(({ id }) => id)])).toEqual([
      ["g", ["a", "c"]],
      [undefined, ["b"]],
      [undefined, ["d"]],
    ]);
  });

  test("a frame is as large as its steps, and is gone with the last of them", () => {
    const drawn = putInto(new Set(["a", "b"]), group("g"))(map);
    const frame = frameOf(drawn, drawn.groups![0]!, new Map([["b", 120]]));
    expect(frame).toEqual({ x: -24, y: -48, width: 304 + 232 + 48, height: 48 + 96 + 120 + 28 });
    expect(frameOf(map, { ...group("g"), nodes: ["gone"] }, new Map())).toBeNull();
  });

  test("a step that is let go inside a frame joins it, one that is pulled out leaves it, and a whole group that moves stays whole", () => {
    const drawn = putInto(new Set(["a", "b"]), group("g"))(map);
    const to = (id: string, x: number, y: number) => regroup(new Map([[id, { x, y }]]), new Map())(drawn).groups;
    expect(to("d", 100, 60)).toMatchObject([{ nodes: ["a", "b", "d"] }]);
    expect(to("b", 304, 600)).toMatchObject([{ nodes: ["a"] }]);
    expect(to("b", 280, 90)).toMatchObject([{ nodes: ["a", "b"] }]);
    const both = new Map([
      ["a", { x: 2000, y: 0 }],
      ["b", { x: 2304, y: 96 }],
    ]);
    expect(regroup(both, new Map())(drawn).groups).toMatchObject([{ nodes: ["a", "b"] }]);
  });
});

describe("order among steps", () => {
  const ids = new Set(["a", "b", "c"]);
  const places = (moved: ReadonlyMap<string, { x: number; y: number }>) =>
    moveNodes(moved)(map).nodes.map(({ position: { x, y } }) => [x, y]);

  test("edges and middles come into one line, and steps that were not meant stay", () => {
    expect(places(aligned(map, ids, "Left"))).toEqual([
      [0, 0],
      [0, 96],
      [0, 40],
      [0, 400],
    ]);
    expect(places(aligned(map, ids, "Right")).map(([x]) => x)).toEqual([640, 640, 640, 0]);
    expect(places(aligned(map, ids, "Centre")).map(([x]) => x)).toEqual([320, 320, 320, 0]);
    expect(places(aligned(map, ids, "Top")).map(([, y]) => y)).toEqual([0, 0, 0, 400]);
    const tall = new Map([["a", 40]]);
    expect(places(aligned(map, ids, "Bottom", tall)).map(([, y]) => y)).toEqual([144, 96, 96, 400]);
    expect(places(aligned(map, ids, "Middle", tall)).map(([, y]) => y)).toEqual([72, 48, 48, 400]);
    expect(aligned(map, new Set(["a"]), "Left").size).toBe(0);
  });

  test("the same room is between them, and the outermost stay", () => {
    expect(places(distributed(map, ids, "Across")).map(([x]) => x)).toEqual([0, 320, 640, 0]);
    expect(distributed(map, new Set(["a", "b"]), "Down").size).toBe(0);
  });

  test("a chain is all that leads to a step and all that it leads to", () => {
    expect([...chainOf(map, new Set(["b"]))].toSorted()).toEqual(["a", "b", "c"]);
    expect([...chainOf(map, new Set(["d"]))]).toEqual(["d"]);
  });
});
