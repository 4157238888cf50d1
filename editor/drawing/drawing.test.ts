import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { faces, manifests, readManifests } from "../nodes.ts";
import { copy, paste } from "./clipboard.ts";
import { addNode, changeNode, connect, freshId, moveNodes, newNode, remove, switchNodes, turnInto } from "./draft.ts";
import { countChanges, difference, sameDrawing } from "#engine/difference.ts";
import { addCase, casesOf, changeCase, removeCase, setFailing } from "./cases.ts";
import { deedOf } from "./deed.ts";
import { begin, edit, redo, rest, room, undo } from "./history.ts";
import { addWired, insertOn, mayStand, passes } from "./inserting.ts";
import { layout } from "./layout.ts";
import { order } from "./order.ts";
import { placed } from "./placed.ts";
import { outputsOf, refusal } from "./wiring.ts";

beforeAll(() => readManifests(faces.keys()));

const empty = MapDocument.parse({ schema: 1, name: "Map" });

/** feed → words → everybody */
function chainOfThree(): MapDocument {
  const node = (id: string, type: string, x: number) => ({
    id,
    type,
    config: structuredClone(manifests.get(type)!.defaults) as Record<string, unknown>,
    position: { x, y: 0 },
  });
  return MapDocument.parse({
    ...empty,
    nodes: [node("feed", "rss", 0), node("words", "keywords", 320), node("everybody", "ambassadors", 640)],
    edges: [
      { id: "a", from: { node: "feed", port: "out" }, to: { node: "words", port: "in" } },
      { id: "b", from: { node: "words", port: "out" }, to: { node: "everybody", port: "in" } },
    ],
  });
}
const out = (node: string) => ({ node, port: "out" });
const into = (node: string) => ({ node, port: "in" });

describe("the drawing", () => {
  test("steps of a file without places are laid out, and places that somebody chose stay", () => {
    const chosen = chainOfThree();
    expect(placed(chosen)).toBe(chosen);
    const pile = { ...chosen, nodes: chosen.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })) };
    const xs = placed(pile).nodes.map(({ position }) => position.x);
    expect(new Set(xs).size).toBe(3);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  test("a step that becomes another keeps its place, its name and its wires", () => {
    const before = chainOfThree();
    const youtube = manifests.get("youtube")!;
    const after = turnInto("feed", youtube, { address: "@lumen", shorts: true })(before);
    expect(after.nodes[0]).toEqual({
      ...before.nodes[0],
      type: "youtube",
      version: youtube.version,
      config: { address: "@lumen", shorts: true },
    });
    expect([after.nodes.slice(1), after.edges]).toEqual([before.nodes.slice(1), before.edges]);
    const other = { ...before, edges: before.edges.map((edge) => ({ ...edge, from: { ...edge.from, port: "gone" } })) };
    const turned = turnInto("feed", youtube, { address: "@lumen", shorts: true })(other).edges;
    expect(turned.map((edge) => edge.from.port)).toEqual(["out", ...other.edges.slice(1).map(() => "gone")]);
  });

  test("becoming another step is one step back, and nothing where the step is gone or its settings do not fit", () => {
    const before = chainOfThree();
    const youtube = manifests.get("youtube")!;
    const history = edit(begin(before), turnInto("feed", youtube, { address: "@lumen", shorts: true }), 0);
    expect(history.present.nodes[0]?.type).toBe("youtube");
    expect(undo(history).present).toBe(before);
    expect(redo(undo(history)).present).toBe(history.present);
    expect(turnInto("other", youtube, { address: "@lumen", shorts: true })(before)).toBe(before);
    expect(turnInto("feed", youtube, { address: "no channel" })(before)).toBe(before);
  });

  test("a step put into a wire makes two of it; what is behind moves on, what is before stays, and it is one step back", () => {
    const before = chainOfThree();
    const { change, id } = insertOn(before, manifests.get("template")!, "a", { x: 150, y: 6 })!;
    const history = edit(begin(before), change, 0);
    const after = MapDocument.parse(history.present);
    expect(after.edges.map(({ from, to }) => [from, to])).toEqual([
      [out("feed"), into(id)],
      [out("words"), into("everybody")],
      [out(id), into("words")],
    ]);
    expect(after.edges[0]?.id).toBe("a");
    expect(after.nodes.map(({ position }) => position)).toEqual([
      { x: 0, y: 0 },
      { x: 608, y: 0 },
      { x: 928, y: 0 },
      { x: 304, y: 8 },
    ]);
    expect(undo(history).present).toBe(before);
  });

  test("where there is room in a wire nothing moves, and a wire that leads back moves nothing either", () => {
    const wide = moveNodes(new Map([["words", { x: 800, y: 0 }]]))(chainOfThree());
    const inserted = insertOn(wide, manifests.get("template")!, "a", { x: 400, y: 0 })!.change(wide);
    expect(inserted.nodes.slice(0, 3)).toEqual(wide.nodes);
    expect(inserted.nodes[3]?.position).toEqual({ x: 400, y: 0 });
    const back = insertOn(wide, manifests.get("template")!, "b", { x: 704, y: 80 })!.change(wide);
    expect(back.nodes.slice(0, 3)).toEqual(wide.nodes);
  });

  test("only what has one way in and one way out may stand in a wire, and its face says so as its settings do", () => {
    const document = chainOfThree();
    for (const [type, face] of faces) {
      const inserted = insertOn(document, manifests.get(type)!, "a", { x: 0, y: 0 });
      expect([type, inserted !== null]).toEqual([type, passes(face)]);
    }
    expect(["rss", "keywords", "switch", "ambassadors"].map((type) => passes(faces.get(type)))).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(insertOn(document, manifests.get("keywords")!, "gone", { x: 0, y: 0 })).toBeNull();
  });

  test("a step at a wire's end is wired to it, either way round, in one step back; what may stand there has the way in or out", () => {
    const before = chainOfThree();
    const at = { x: 400, y: 434 };
    const template = manifests.get("template")!;
    const after = addWired(before, template, { at, from: out("feed"), to: null }).change;
    const history = edit(begin(before), after, 0);
    expect(history.present.edges.at(-1)).toMatchObject({ from: out("feed"), to: into("template") });
    expect(history.present.nodes.at(-1)?.position).toEqual({ x: 400, y: 400 });
    expect(undo(history).present).toBe(before);
    const ahead = addWired(before, template, { at, from: null, to: into("words") }).change(before);
    expect(ahead.edges.at(-1)).toMatchObject({ from: out("template"), to: into("words") });
    const alone = addWired(before, template, { at: { x: 100, y: 20 }, from: null, to: null }).change(before);
    expect(alone.edges).toEqual(before.edges);
    expect(alone.nodes.at(-1)?.position.y).toBeGreaterThanOrEqual(88);
    const lost = addWired(before, template, { at, from: out("gone"), to: null }).change(before);
    expect(lost.edges).toEqual(before.edges);

    const offered = (from: boolean, to: boolean) =>
      new Set(
        [...faces.values()]
          .filter((face) => mayStand(face, { from: from ? out("feed") : null, to: to ? into("words") : null }))
          .map(({ kind }) => kind),
      );
    expect(offered(true, false)).toEqual(new Set(["filter", "rewrite", "flow", "target"]));
    expect(offered(false, true)).toEqual(new Set(["source", "filter", "rewrite", "flow"]));
    expect(offered(false, false).size).toBe(5);
  });

  test("a dropped node carries its type's defaults, a free id and a place on the grid", () => {
    const rss = manifests.get("rss")!;
    const first = newNode(empty, rss, { x: 13, y: 21 });
    const second = newNode(addNode(first)(empty), rss, { x: 0, y: 0 });
    expect(first).toMatchObject({ id: "rss", config: rss.defaults, position: { x: 16, y: 24 } });
    expect(second.id).toBe("rss-2");
  });

  test("removing a node removes its wires, and nothing else", () => {
    const left = remove(new Set(["words"]))(chainOfThree());
    expect(left.nodes.map((node) => node.id)).toEqual(["feed", "everybody"]);
    expect(left.edges).toEqual([]);
  });

  test("what a change does not touch keeps its identity, so that only changed cards are drawn again", () => {
    const before = chainOfThree();
    const after = moveNodes(
      new Map([
        ["feed", { x: 8, y: 8 }],
        ["words", before.nodes[1]!.position],
      ]),
    )(before);
    expect(after.nodes[0]).not.toBe(before.nodes[0]);
    expect(after.nodes[1]).toBe(before.nodes[1]);
    expect(after.nodes[2]).toBe(before.nodes[2]);
  });

  test("a fresh id is never one that is taken", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string>("n", "n-2", "n-3", "n-4", "m")),
        (taken) => !new Set(taken).has(freshId(new Set(taken), "n")),
      ),
    );
  });
});

describe("wires", () => {
  test("join an out port to an in port of another step, once, and never close a loop", () => {
    const document = chainOfThree();
    expect(refusal(document, manifests, out("feed"), into("everybody"))).toBeNull();
    expect(refusal(document, manifests, out("feed"), into("words"))).toBe("double");
    expect(refusal(document, manifests, out("words"), into("words"))).toBe("same");
    expect(refusal(document, manifests, out("words"), into("feed"))).toBe("direction");
    const longer = connect(out("words"), into("words-2"))(addNode({ ...document.nodes[1]!, id: "words-2" })(document));
    expect(refusal(longer, manifests, out("words-2"), into("words"))).toBe("cycle");
  });

  test("a step whose settings do not parse keeps its usual ways out, so that its wires stay", () => {
    const topics = manifests.get("switch")!;
    const node = { ...newNode(empty, topics, { x: 0, y: 0 }), config: { topics: [] } };
    expect(outputsOf(topics, node).map((port) => port.id)).toEqual(
      topics.outputs(topics.config.parse(topics.defaults)).map((port) => port.id),
    );
  });
});

describe("the history", () => {
  const rename = (name: string) => (document: MapDocument) => ({ ...document, name });

  test("undo and redo lead back to the very same drawings", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 30 }), (names) => {
        let history = begin(empty);
        const seen = [history.present];
        for (const [at, name] of names.entries()) {
          history = edit(history, rename(name), at * 10_000);
          seen.push(history.present);
        }
        for (const document of seen.toReversed()) {
          expect(history.present).toBe(document);
          history = undo(history);
        }
        for (const document of seen) {
          expect(history.present).toBe(document);
          history = redo(history);
        }
      }),
    );
  });

  test("typing in one field is one step; a pause or another field begins a new one", () => {
    let history = begin(empty);
    history = edit(history, rename("a"), 0, "name");
    history = edit(history, rename("ab"), 300, "name");
    history = edit(history, rename("abc"), 600, "name");
    expect(undo(history).present.name).toBe("Map");
    history = edit(history, rename("abcd"), 90_000, "name");
    expect(undo(history).present.name).toBe("abc");
    history = edit(history, rename("x"), 90_100, "title");
    expect(undo(history).present.name).toBe("abcd");
    history = edit(rest(history), rename("xy"), 90_200, "title");
    expect(undo(history).present.name, "left, and come back").toBe("x");
  });

  test("as much of the past is kept as there is room for, and a few steps whatever they weigh", () => {
    let history = begin(empty);
    for (let at = 0; at < 300; at += 1) history = edit(history, rename(`map ${at}`), at);
    expect(history.past).toHaveLength(300);
    expect(room(history.past, 0, 5)).toEqual(history.past.slice(-5));
    const kept = room(history.past, 100_000, 5).length;
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThan(300);
  });

  test("a change that changes nothing is no step", () => {
    const history = begin(empty);
    expect(edit(history, (document) => document, 0)).toBe(history);
  });
});

describe("what was done", () => {
  const before = chainOfThree;
  const did = (change: (document: MapDocument) => MapDocument, from = before()) => deedOf(from, change(from));

  test("is read from the two drawings: one step, several, a wire, a setting, the map", () => {
    const [feed, words, everybody] = before().nodes;
    const gone = new Set(["words"]);
    expect(did(remove(gone))).toEqual({ did: "delete", node: words });
    expect(did(remove(new Set(["words", "feed"])))).toEqual({ did: "deleteMany", count: 2 });
    expect(did(remove(new Set(["a"])))).toEqual({ did: "disconnect", from: feed, to: words });
    expect(did(remove(new Set(["a", "b"])))).toEqual({ did: "cutMany", count: 2 });
    expect(did(connect(out("feed"), into("everybody")))).toEqual({ did: "connect", from: feed, to: everybody });
    expect(did(moveNodes(new Map([["feed", { x: 8, y: 8 }]])))).toMatchObject({ did: "move", node: { id: "feed" } });
    expect(did(changeNode("words", { title: "Light" }))).toEqual({ did: "rename", node: words });
    const config = { ...words!.config, whole: "other" };
    expect(did(changeNode("words", { config }))).toMatchObject({ did: "set", field: "whole" });
    expect(did((document) => ({ ...document, name: "Other" }))).toEqual({ did: "name" });
    expect(did((document) => ({ ...document, schedule: { kind: "manual" } }))).toEqual({ did: "schedule" });
    const note = (document: MapDocument) => ({ ...document, notes: [{ id: "n" }] }) as unknown as MapDocument;
    expect(did(note)).toEqual({ did: "noteAdd" });
    expect(deedOf(note(before()), before())).toEqual({ did: "noteDelete" });
  });

  test("tells a step that was put into a wire from one that was added, and whatever it is, has a name", () => {
    const age = manifests.get("age")!;
    const { change } = insertOn(before(), age, "a", { x: 300, y: 0 })!;
    expect(did(change)).toMatchObject({ did: "insert", node: { type: "age" } });
    expect(did(addNode(newNode(before(), age, { x: 0, y: 0 })))).toMatchObject({ did: "add", node: { type: "age" } });
    expect(deedOf(before(), { ...empty, name: "Map" }, "replace")).toEqual({ did: "replace" });
    const kept = {
      name: "Goes",
      from: "a",
      on: "2026-11-26T09:00:00.000Z",
      item: { title: "A title" },
      to: "b",
      goes: true,
    };
    const tested = setFailing("refuse")(addCase(kept)(addCase(kept)(before())));
    expect(casesOf(tested)).toMatchObject({ failing: "refuse", list: [{ id: "test" }, { id: "test-2" }] });
    expect(did(addCase(kept))).toEqual({ did: "testAdd" });
    expect(did(removeCase("test"), tested)).toEqual({ did: "testDelete" });
    expect(
      did(
        changeCase("test-2", (one) => ({ ...one, goes: false })),
        tested,
      ),
    ).toEqual({ did: "testChange" });
    expect(did(setFailing("warn"), tested)).toEqual({ did: "testChange" });
    // Nothing is done where nothing changes; a map whose last test goes has no word of tests, but of what they forbid.
    expect(changeCase("test", (one) => one)(tested)).toBe(tested);
    const without = removeCase("test-2")(removeCase("test")(tested));
    expect(without).toEqual({ ...before(), tests: { failing: "refuse", list: [] } });
    expect(setFailing("warn")(without)).toEqual(before());
  });

  test("a card that is taken up and put back was not moved", () => {
    const document = before();
    expect(moveNodes(new Map([["feed", { x: 0, y: 0 }]]))(document)).toBe(document);
  });
});

describe("the clipboard", () => {
  test("pasting gives new ids and keeps the wires inside the piece", () => {
    const document = chainOfThree();
    const piece = copy(document, new Set(["feed", "words"]))!;
    const { change, pasted } = paste(document, piece);
    const after = MapDocument.parse(change(document));
    expect(pasted).toEqual(["feed-2", "words-2"]);
    expect(after.edges.at(-1)).toMatchObject({ from: out("feed-2"), to: into("words-2") });
    expect(new Set(after.edges.map((edge) => edge.id)).size).toBe(3);
  });

  test("a piece with several steps of one type gives each an id of its own", () => {
    const twice = addNode({ ...chainOfThree().nodes[0]!, id: "feed-2" })(chainOfThree());
    const { change, pasted } = paste(twice, copy(twice, new Set(["feed", "feed-2"]))!);
    expect(pasted).toEqual(["feed-3", "feed-4"]);
    expect(new Set(change(twice).nodes.map((node) => node.id)).size).toBe(6);
  });

  test("a wire alone is nothing to copy", () => {
    expect(copy(chainOfThree(), new Set(["a"]))).toBeNull();
  });
});

describe("the tidy layout", () => {
  test("puts each step to the right of those before it, and no two on one place", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 }),
        (count, pairs) => {
          const nodes = Array.from({ length: count }, (_, index) => ({ id: `n${index}`, type: "merge" }));
          const edges = pairs
            .filter(([a, b]) => a < b && b < count)
            .map(([a, b], index) => ({ id: `e${index}`, from: out(`n${a}`), to: into(`n${b}`) }));
          const document = MapDocument.parse({ ...empty, nodes, edges });
          const places = layout(document);
          for (const edge of document.edges)
            expect(places.get(edge.from.node)!.x).toBeLessThan(places.get(edge.to.node)!.x);
          expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
        },
      ),
    );
  });

  test("the outline lists the steps in the order in which items pass, whatever the order in the file", () => {
    const document = chainOfThree();
    expect(order({ ...document, nodes: document.nodes.toReversed() }).map((node) => node.id)).toEqual([
      "feed",
      "words",
      "everybody",
    ]);
  });
});

describe("what publishing would change", () => {
  test("moving a card changes nothing; settings, steps, wires and the schedule do", () => {
    const live = chainOfThree();
    expect(sameDrawing(live, moveNodes(new Map([["feed", { x: 80, y: 80 }]]))(live))).toBe(true);
    const draft = {
      ...remove(new Set(["b"]))(changeNode("feed", { title: "Blog" })(live)),
      schedule: { kind: "manual" as const },
    };
    expect(difference(live, draft)).toMatchObject({
      added: [],
      removed: [],
      edited: [{ id: "feed" }],
      wires: { added: [], removed: [{ id: "b" }] },
      settings: ["schedule"],
    });
    expect(countChanges(difference(live, draft))).toBe(3);
    expect(sameDrawing(live, draft)).toBe(false);
    // Whether links are shortened is no part of a step either, and changes what is posted.
    expect(sameDrawing(live, { ...live, links: { short: true } })).toBe(false);
    // A wire that goes with its step is not a second change.
    expect(countChanges(difference(live, remove(new Set(["feed"]))(live)))).toBe(1);
  });

  test("a step that is switched off is a change; notes and groups are told and change nothing that is posted", () => {
    const live = chainOfThree();
    const rest = switchNodes(new Set(["words"]), false)(live);
    expect(difference(live, rest)).toMatchObject({ edited: [{ id: "words" }], notes: false });
    expect(switchNodes(new Set(["words"]), true)(rest)).toEqual(live);
    const grouped = { ...live, groups: [{ id: "g", title: "Watch", color: "teal" as const, nodes: ["feed"] }] };
    expect(difference(live, grouped).notes).toBe(true);
    expect(sameDrawing(live, grouped)).toBe(true);
  });
});
