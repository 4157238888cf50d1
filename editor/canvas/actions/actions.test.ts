import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { createCanvas } from "../state/store.ts";
import { actionOn, comboOf, holdOf, type Desk, type Hold, type Place } from "./action.ts";
import { keyName } from "./key-names.ts";
import { actions } from "./list.ts";

const pressed = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}) =>
  comboOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test("a key is spelled the same on every keyboard: Shift counts beside letters and arrows, not where it makes the sign", () => {
  expect(pressed("Z", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+z");
  expect(pressed("z", { metaKey: true })).toBe("mod+z");
  expect(pressed("/", { shiftKey: true })).toBe("/");
  expect(pressed("?", { shiftKey: true })).toBe("?");
  expect(pressed("ArrowRight", { altKey: true, shiftKey: true })).toBe("alt+shift+arrowright");
});

test("no key means two things at once, and every action is there once", () => {
  const holds: Hold[] = ["nothing", "step", "steps", "wire", "wires"];
  const meanings = actions.flatMap(({ id, keys = [], on = holds, can }) =>
    can === undefined ? keys.flatMap((key) => on.map((hold) => `${key.replace("*", "")} with ${hold}`)) : [`${id}`],
  );
  expect(meanings.toSorted()).toEqual([...new Set(meanings)].toSorted());
  expect(actions.map(({ id }) => id)).toEqual([...new Set(actions.map(({ id }) => id))]);
});

test("what is chosen decides what a key does, and whoever writes keeps their keys but for saving", () => {
  const step = (id: string) => ({ id, type: "x", config: {}, position: { x: 0, y: 0 } });
  const canvas = createCanvas(
    MapDocument.parse({
      schema: 1,
      name: "Map",
      nodes: [step("a"), step("b")],
      edges: [{ id: "w", from: { node: "a", port: "out" }, to: { node: "b", port: "in" } }],
    }),
  );
  const desk = { canvas } as Desk;
  const does = (combo: string, where: Place = "drawing") => actionOn(actions, combo, where, desk)?.id;
  expect([does("a"), does("delete"), does("mod+d")]).toEqual(["here", undefined, undefined]);
  canvas.choose(["a"]);
  expect([does("a"), does("delete"), does("mod+d")]).toEqual(["next", "delete", "duplicate"]);
  canvas.choose(["w"]);
  expect([holdOf(canvas.get()), does("delete"), does("mod+d")]).toEqual(["wire", "delete", undefined]);
  expect([does("mod+s", "writing"), does("delete", "writing")]).toEqual(["save", undefined]);
  expect([does("mod+z"), does("mod+c")]).toEqual([undefined, undefined]);
});

test("one key switches steps off and, where all that are chosen are off, on again", () => {
  const step = (id: string, disabled?: true) => ({ id, type: "x", config: {}, position: { x: 0, y: 0 }, disabled });
  const canvas = createCanvas(MapDocument.parse({ schema: 1, name: "Map", nodes: [step("a"), step("b", true)] }));
  const desk = { canvas } as Desk;
  const press = () => void actionOn(actions, "d", "drawing", desk)?.run(desk, "d");
  const off = () => canvas.document().nodes.flatMap(({ id, disabled }) => (disabled ? [id] : []));
  press();
  expect(off()).toEqual(["b"]);
  canvas.choose(["a", "b"]);
  press();
  expect(off()).toEqual(["a", "b"]);
  press();
  expect(off()).toEqual([]);
  canvas.undo();
  expect(off()).toEqual(["a", "b"]);
});

test("keys are named as on the reader's keyboard", () => {
  const t = (key: string) => key;
  expect(keyName("*mod+s", t, false)).toBe("Ctrl S");
  expect(keyName("mod+shift+z", t, true)).toBe("⌘ keys.shift Z");
  expect(keyName("+", t, false)).toBe("+");
});
