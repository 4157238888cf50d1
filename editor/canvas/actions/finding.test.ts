import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { findSteps } from "./finding.ts";

test("steps are found by name, type, account and the words they are set to, accents away, in the order of the flow", () => {
  const node = (id: string, title: string, config = {}) => ({ id, type: id, title, config });
  const wire = (from: string, to: string) => ({
    id: from,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const document = MapDocument.parse({
    schema: 1,
    name: "Map",
    nodes: [
      node("account", "", { account: "x:1" }),
      node("keywords", "Mots de l’été", { words: ["Lumière", "ville"], in: { field: "title" } }),
      node("rss", "Le blog", { url: "https://ville.example/feed.xml" }),
    ],
    edges: [wire("rss", "keywords"), wire("keywords", "account")],
  });
  const names = (each: { type: string; title: string }) => [
    each.title,
    each.type === "account" ? "Zoé Blanc" : each.type,
  ];
  const found = (query: string) => findSteps(document, query, names).map(({ id }) => id);
  expect(found("ville")).toEqual(["rss", "keywords"]);
  expect([found("lumiere"), found("ETE"), found("zoe"), found("rss"), found("feed.xml")]).toEqual([
    ["keywords"],
    ["keywords"],
    ["account"],
    ["rss"],
    ["rss"],
  ]);
  expect([found(" "), found("nothing")]).toEqual([[], []]);
});
