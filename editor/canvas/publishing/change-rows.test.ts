import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { manifest as keywords } from "#nodes/keywords/node.ts";
import { manifest as template } from "#nodes/template/node.ts";
import { wordsOf } from "../../language.tsx";
import { changeRows } from "./change-rows.ts";
import { behind, newSources } from "./new-sources.ts";
import "./words.ts";

const node = (id: string, type: string, config: object = {}) => ({ id, type, config });
const wire = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port: "out" },
  to: { node: to, port: "in" },
});
const before = MapDocument.parse({
  schema: 1,
  name: "News",
  nodes: [
    node("feed", "rss", { url: "https://a.example/feed" }),
    node("words", "keywords", { mode: "any", words: ["emploi", "stage"] }),
    node("text", "template", { template: "Venez ! {{link}}" }),
    node("slack", "slack"),
  ],
  edges: [wire("feed", "words"), wire("words", "text"), wire("text", "slack")],
});
const after = MapDocument.parse({
  ...before,
  nodes: [
    before.nodes[0],
    node("alert", "google-alerts"),
    { ...before.nodes[1], config: { mode: "all", words: ["emploi", "chantier"] } },
    { ...before.nodes[2], title: "Notre texte", disabled: true, position: { x: 80, y: 0 } },
  ],
  edges: [wire("feed", "text"), wire("words", "text"), wire("alert", "words")],
  limits: { burst: 30 },
  links: { short: true },
});
const words = wordsOf("fr");
const reading = {
  words,
  manifests: new Map([keywords, template].map((each) => [each.type, each as typeof template])),
  known: { accounts: [], people: new Map<string, string>() },
  name: (each: { title: string; type: string }) =>
    each.title || { keywords: "Mots-clés", rss: "rss" }[each.type] || each.type,
  schedule: () => "toutes les 15 minutes",
};

test("What differs is told as people call it: steps, their settings by name, wires, the map's own settings.", () => {
  const rows = changeRows(before, after, reading as never);
  expect(rows.map(({ id, sort, title }) => [id, sort, title])).toEqual([
    ["alert", "added", "google-alerts"],
    ["words", "edited", "Mots-clés"],
    ["text", "edited", "Notre texte"],
    ["slack", "removed", "slack"],
    ["wires", "edited", "Liens"],
    ["map", "edited", "La carte elle-même"],
  ]);
  const said = (id: string) =>
    rows
      .find((row) => row.id === id)!
      .fields.map(({ label, parts }) => [label, parts.map(({ kind, text }) => `${kind} ${text}`).join(" | ")]);
  expect(said("words")).toEqual([
    ["Garder les nouvelles qui contiennent", "old au moins un mot | new tous les mots"],
    ["Mots", "same emploi | old stage | new chantier"],
  ]);
  expect(said("text")).toEqual([
    ["Nom de l’étape", "new Notre texte"],
    ["Désactivée", "old non | new oui"],
  ]);
  // The wire of the step that went is said with it.
  expect(said("wires")).toEqual([["", "old rss vers Mots-clés | new rss vers Notre texte"]]);
  expect(said("map").map(([label]) => label)).toEqual([expect.stringContaining("relecture"), "Liens courts"]);
  expect(changeRows(before, before, reading as never)).toEqual([]);
});

test("Only sources that the live version does not read are asked about, with what lies behind them.", () => {
  const isSource = ({ type }: { type: string }) => type === "rss" || type === "google-alerts";
  const fresh = newSources(before, after, isSource);
  expect([...fresh]).toEqual(["alert"]);
  expect(behind(after, fresh).nodes.map(({ id }) => id)).toEqual(["alert", "words", "text"]);
  const moved = {
    ...after,
    nodes: after.nodes.map((each) => (each.id === "feed" ? { ...each, config: { url: "https://b.example" } } : each)),
  };
  expect([...newSources(before, moved, isSource)]).toEqual(["feed", "alert"]);
});
