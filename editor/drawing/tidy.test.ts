import fc from "fast-check";
import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { meet, boxOf, noteBox, within } from "./boxes.ts";
import { snap } from "./draft.ts";
import { frameOf } from "./marks.ts";
import { placed } from "./placed.ts";
import { tidied, tidy } from "./tidy.ts";

const wire = ([from, to]: [string, string], index: number) => ({
  id: `e${index}`,
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const mapOf = (nodes: object[], pairs: [string, string][], rest: object = {}): MapDocument =>
  MapDocument.parse({ schema: 1, name: "Map", nodes, edges: pairs.map(wire), ...rest });
const step = (id: string, x = 0, y = 0) => ({ id, type: "x", config: {}, position: { x, y } });

/** Any drawing: steps anywhere, wires forward, groups apart from one another, notes. */
const drawings = fc
  .record({
    places: fc.array(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })), {
      minLength: 1,
      maxLength: 14,
    }),
    wires: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 20 }),
    homes: fc.array(fc.nat(4), { minLength: 14, maxLength: 14 }),
    high: fc.array(fc.integer({ min: 60, max: 210 }), { minLength: 14, maxLength: 14 }),
    notes: fc.array(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })), {
      maxLength: 4,
    }),
  })
  .map(({ places, wires, homes, high, notes }) => {
    const ids = places.map((_place, index) => `n${index}`);
    const pairs = wires.flatMap(([a, b]): [string, string][] => (a < b && b < ids.length ? [[`n${a}`, `n${b}`]] : []));
    const groups = [0, 1]
      .map((home) => ({ id: `g${home}`, nodes: ids.filter((_id, index) => homes[index] === home) }))
      .filter(({ nodes }) => nodes.length > 0);
    const document = mapOf(
      places.map(([x, y], index) => step(`n${index}`, x, y)),
      pairs,
      { groups, notes: notes.map(([x, y], index) => ({ id: `t${index}`, position: { x, y } })) },
    );
    return { document, heights: new Map(ids.map((id, index) => [id, high[index]!])) };
  });

const pairsIn = <Each>(all: readonly Each[]): [Each, Each][] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other): [Each, Each] => [one, other]));

test("nothing lies on anything, wires go to the right, a frame holds its own steps alone, and a second time nothing moves", () => {
  fc.assert(
    fc.property(drawings, ({ document, heights }) => {
      const after = tidy(document, heights)(document);
      const cards = after.nodes.map((node) => ({ id: node.id, box: boxOf(node, heights) }));
      const notes = (after.notes ?? []).map((note) => noteBox(note, heights));
      for (const [one, other] of pairsIn([...cards.map(({ box }) => box), ...notes]))
        expect(meet(one, other, 0)).toBe(false);
      const corner = ({ nodes }: MapDocument) =>
        Object.values(
          snap({
            x: Math.min(...nodes.map(({ position }) => position.x)),
            y: Math.min(...nodes.map(({ position }) => position.y)),
          }),
        ).join();
      expect(corner(after)).toBe(corner(document));
      const x = new Map(after.nodes.map(({ id, position }) => [id, position.x]));
      for (const { from, to } of after.edges) expect(x.get(from.node)!).toBeLessThan(x.get(to.node)!);
      const frames = (after.groups ?? []).map((group) => ({ group, frame: frameOf(after, group, heights)! }));
      for (const { group, frame } of frames) {
        for (const { id, box } of cards)
          expect(group.nodes.includes(id) ? within(box, frame) : !meet(box, frame, 0)).toBe(true);
        for (const box of notes) expect(within(box, frame) || !meet(box, frame, 0)).toBe(true);
      }
      for (const [one, other] of pairsIn(frames)) expect(meet(one.frame, other.frame, 0)).toBe(false);
      expect(tidy(after, heights)(after)).toBe(after);
    }),
    { numRuns: 60 },
  );
});

test("of a part that is tidied nothing comes to lie on what stays, and what stays does not move", () => {
  fc.assert(
    fc.property(drawings, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), ({ document, heights }, picks) => {
      const only = new Set(document.nodes.flatMap(({ id }, index) => (picks[index] ? [id] : [])));
      const before = { ...document, groups: [], notes: [] };
      const after = tidy(before, heights, only)(before);
      for (const [index, node] of after.nodes.entries()) {
        if (!only.has(node.id)) expect(node).toBe(before.nodes[index]);
        for (const other of after.nodes)
          if (only.has(node.id) && other !== node)
            expect(meet(boxOf(node, heights), boxOf(other, heights), 0)).toBe(false);
      }
      expect(tidy(after, heights, only)(after)).toBe(after);
    }),
    { numRuns: 60 },
  );
});

test("chains lie in one line with their sources, however high the cards, and every source stands in the first column", () => {
  const ids = ["a", "b", "c", "d"].flatMap((row) => [0, 1, 2].map((column) => `${row}${column}`));
  const pairs = ["a", "b", "c", "d"].flatMap((row): [string, string][] => [
    [`${row}0`, `${row}1`],
    [`${row}1`, `${row}2`],
  ]);
  const heights = new Map(ids.map((id, index) => [id, 68 + (index % 5) * 21]));
  const document = mapOf(
    ids.map((id) => step(id, 40, 80)),
    [...pairs, ["late", "d2"]],
  );
  const { steps } = tidied({ ...document, nodes: [...document.nodes, ...mapOf([step("late")], []).nodes] }, heights);
  for (const row of ["a", "b", "c"])
    expect(new Set([0, 1, 2].map((column) => steps.get(`${row}${column}`)!.y)).size).toBe(1);
  expect(new Set(["a0", "b0", "c0", "d0", "late"].map((id) => steps.get(id)!.x))).toEqual(new Set([0]));
});

test("a note goes with the step that it lies beside", () => {
  const notes = [{ id: "t", position: { x: 900, y: 1000 } }];
  const document = mapOf([step("a"), step("b", 880, 860)], [["a", "b"]], { notes });
  const after = tidy(document)(document);
  const { position } = after.nodes[1]!;
  expect(after.notes![0]!.position).toEqual({ x: position.x + 20, y: position.y + 140 });
});

test("a file without places is laid out as tidying would, and one with places is left as it is", () => {
  const bare = mapOf(
    ["a", "b", "c"].map((id) => step(id)),
    [["a", "b"]],
  );
  expect(placed(bare)).toEqual(tidy(bare)(bare));
  const own = mapOf([step("a"), step("b", 400), step("c", 0, 300)], [["a", "b"]]);
  expect(placed(own)).toBe(own);
});

test("loops, wires to themselves and a thousand steps are laid out too", () => {
  const loop = mapOf(
    [step("a"), step("b"), step("c")],
    [
      ["a", "b"],
      ["b", "a"],
      ["c", "c"],
    ],
  );
  expect(tidied(loop, new Map()).steps.size).toBe(3);
  const ids = Array.from({ length: 1000 }, (_, index) => `n${index}`);
  const many = mapOf(
    ids.map((id) => step(id)),
    Array.from({ length: 5000 }, (_, index): [string, string] => [
      `n${(index * 7) % 500}`,
      `n${500 + ((index * 13) % 500)}`,
    ]),
  );
  expect(tidied(many, new Map()).steps.size).toBe(1000);
});
