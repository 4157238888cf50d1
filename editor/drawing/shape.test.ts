import { beforeAll, expect, test } from "vitest";
import type { MapNode } from "#engine/map.ts";
import { manifests, readManifests } from "../nodes.ts";
import { shapeOf } from "./shape.ts";

beforeAll(() => readManifests(["rss", "switch"]));

const step = (type: string, config: Record<string, unknown>): MapNode => ({
  id: "a",
  type,
  version: 1,
  title: "",
  config,
  position: { x: 0, y: 0 },
});

test("a card's one way out lies beside its head, several below it, one under the other", () => {
  const one = shapeOf(step("rss", { url: "" }), manifests.get("rss"));
  expect([one.height, one.inputs, one.outputs]).toEqual([70, [], [{ id: "out", x: 237.5, y: 35 }]]);
  const names = ["jobs", "works"].map((id) => ({ id, name: id, words: [id] }));
  const several = shapeOf(step("switch", { topics: names }), manifests.get("switch"));
  expect(several.height).toBe(159);
  expect(several.inputs).toEqual([{ id: "in", x: -5.5, y: 35 }]);
  expect(several.outputs.map(({ id, y }) => `${id} ${y}`)).toEqual(["jobs 87", "works 113", "else 139"]);
});

test("a step of a type that is not known has a place and no ports", () => {
  expect(shapeOf(step("gone", {}), undefined)).toMatchObject({ height: 70, inputs: [], outputs: [] });
});
