import { beforeAll, expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { faces, manifests, readManifests } from "../nodes.ts";
import { exchange } from "./exchange.ts";
import { order } from "./order.ts";

beforeAll(() => readManifests(faces.keys()));

/** feed → words → age → everybody, with whatever more leads somewhere. */
const chain = (...more: [string, string][]): MapDocument =>
  MapDocument.parse({
    schema: 1,
    name: "Map",
    nodes: [
      ["feed", "rss"],
      ["other", "rss"],
      ["words", "keywords"],
      ["age", "age"],
      ["everybody", "ambassadors"],
    ].map(([id, type], index) => ({
      id,
      type,
      config: structuredClone(manifests.get(type!)!.defaults),
      position: { x: index * 320, y: 0 },
    })),
    edges: [["feed", "words"], ["words", "age"], ["age", "everybody"], ...more].map(([from, to]) => ({
      id: `${from}-${to}`,
      from: { node: from, port: "out" },
      to: { node: to, port: "in" },
    })),
  });
const wires = ({ edges }: MapDocument) => edges.map(({ from, to }) => `${from.node}>${to.node}`).toSorted();

test("a step changes places with the one before it, with its wires and its place on the drawing", () => {
  const before = chain(["other", "words"]);
  const after = exchange(before, manifests, "age", true)!(before);
  expect(wires(after)).toEqual(["age>words", "feed>age", "other>age", "words>everybody"].toSorted());
  expect(order(after).map(({ id }) => id)).toEqual(["feed", "other", "age", "words", "everybody"]);
  expect(after.nodes.find(({ id }) => id === "age")!.position.x).toBe(640);
  // Back again is what it was.
  expect(wires(exchange(after, manifests, "age", false)!(after))).toEqual(wires(before));
});

test("a source, a target, and a step beside which another wire leads in or out stay where they are", () => {
  const map = chain();
  expect(exchange(map, manifests, "words", true)).toBe(null);
  expect(exchange(map, manifests, "age", false)).toBe(null);
  expect(exchange(chain(["words", "everybody"]), manifests, "age", true)).toBe(null);
  expect(exchange(chain(["other", "age"]), manifests, "age", true)).toBe(null);
});
