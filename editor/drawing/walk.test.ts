import { beforeAll, expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { faces, manifests, readManifests } from "../nodes.ts";
import { inFlow, neighbour, reachable, wiresOf, type Way } from "./walk.ts";

beforeAll(() => readManifests(faces.keys()));

/** two feeds → words → two targets; a third feed alone. In the file, the last come first. */
const document = (): MapDocument => {
  const node = (id: string, type: string, x: number, y: number) => ({ id, type, position: { x, y } });
  const wire = (from: string, to: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  return MapDocument.parse({
    schema: 1,
    name: "Map",
    nodes: [
      node("mine", "account", 600, 0),
      node("all", "ambassadors", 600, 100),
      node("words", "keywords", 300, 40),
      node("blog", "rss", 0, 0),
      node("press", "rss", 0, 100),
      node("alone", "rss", 0, 300),
    ],
    edges: [wire("blog", "words"), wire("press", "words"), wire("words", "mine"), wire("words", "all")],
  });
};
const to = (id: string, way: Way) => neighbour(document(), id, way);

test("the keyboard meets the steps in the order in which items pass, wherever they lie and stand in the file", () => {
  expect(inFlow(document()).map(({ id }) => id)).toEqual(["blog", "press", "alone", "words", "mine", "all"]);
  const round = document();
  round.edges.push({ id: "back", from: { node: "words", port: "out" }, to: { node: "blog", port: "in" } });
  expect(inFlow(round)).toHaveLength(6);
});

test("arrows go along the wires to the nearest end, up and down to the siblings, and stop where there is nothing", () => {
  expect([to("blog", "right"), to("words", "right"), to("words", "left"), to("blog", "left")]).toEqual([
    "words",
    "mine",
    "blog",
    null,
  ]);
  expect([to("blog", "down"), to("press", "up"), to("mine", "down"), to("all", "up")]).toEqual([
    "press",
    "blog",
    "all",
    "mine",
  ]);
  // No sibling below: then the next step as far along the map.
  expect([to("press", "down"), to("alone", "down"), to("gone", "down")]).toEqual(["alone", null, null]);
});

test("a step's wires are those that leave and those that come in; a wire may lead only where it is legal", () => {
  expect(wiresOf(document(), "words")).toEqual(["words-mine", "words-all", "blog-words", "press-words"]);
  expect(reachable(document(), manifests, { node: "alone", port: "out" })).toEqual(["words", "mine", "all"]);
  expect(reachable(document(), manifests, { node: "blog", port: "out" })).toEqual(["mine", "all"]);
  expect(reachable(document(), manifests, { node: "words", port: "out" })).toEqual([]);
});
