import { beforeAll, expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { manifests, readManifests } from "../../nodes.ts";
import { addAt, chooseAll } from "./commands.ts";
import { createCanvas } from "./store.ts";

beforeAll(() => readManifests(["limit", "age"]));

const map = (more: object = {}) => MapDocument.parse({ schema: 1, name: "Map", ...more });
const zoneIn = (document: MapDocument, type = "limit") => {
  const canvas = createCanvas(document, "America/Montreal");
  addAt(canvas, manifests.get(type)!, { x: 0, y: 0 });
  return canvas.document().nodes.at(-1)?.config["zone"];
};

test("a new step counts its days by the company's clocks, or by those that the map's schedule names", () => {
  expect(zoneIn(map())).toBe("America/Montreal");
  const schedule = { kind: "cron", expression: "0 9 * * *", zone: "Asia/Tokyo" };
  expect(zoneIn(map({ schedule }))).toBe("Asia/Tokyo");
  expect(zoneIn(map(), "age")).toBeUndefined();
});

test("everything that is chosen at once is steps, wires and notes", () => {
  const nodes = [{ id: "a", type: "age" }];
  const canvas = createCanvas(map({ nodes, notes: [{ id: "n", text: "Pas en août" }] }));
  chooseAll(canvas);
  expect([...canvas.get().chosen]).toEqual(["a", "note:n"]);
});
