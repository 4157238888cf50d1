import { expect, test } from "vitest";
import { rankOf, ranked } from "../ui/rank.ts";
import { found } from "./found.ts";
import type { Group, Offer } from "./offer.ts";

const offer = (group: Group, name: string, more = ""): Offer => ({
  id: `${group}:${name}`,
  group,
  name,
  more,
  run: () => undefined,
});
const offers = [
  offer("canvas", "Ranger"),
  offer("place", "Cartes"),
  offer("place", "Réglages"),
  offer("map", "Blog de l’atelier"),
  offer("map", "Cartes de vœux"),
  offer("person", "Zoé Blanc", "zoe@atelier.example"),
];
const names = (query: string, lately: string[] = []) =>
  found(offers, query, lately).map(([group, some]) => `${group}: ${some.map(({ name }) => name).join(", ")}`);

test("a name that begins with the search comes before a word that does, before what is inside, before what is said of it", () => {
  expect(
    ["Mots-clés", "Les mots", "Émotions", "Rien", "Autre"].map((name) =>
      rankOf("mot", [name], name === "Rien" ? "motif" : ""),
    ),
  ).toEqual([1, 2, 3, 4, Infinity]);
  expect(rankOf("atelier blog", ["Blog de l’atelier"])).toBe(5);
  expect(rankOf("", ["x"])).toBe(0);
});

test("groups stand by their best, and without a search in their own order", () => {
  const all = new Map([
    ["a", ["bb", "ab"]],
    ["b", ["b", "a"]],
  ]);
  expect(ranked(all, (name) => rankOf("a", [name]))).toEqual([
    ["a", ["ab"]],
    ["b", ["a"]],
  ]);
  expect(ranked(all, () => 0)).toEqual([...all]);
});

test("what was used lately comes first; people and maps are found once a word is typed", () => {
  expect(names("", ["map:Blog de l’atelier", "map:gone"])).toEqual([
    "recent: Blog de l’atelier",
    "canvas: Ranger",
    "place: Cartes, Réglages",
  ]);
  expect(names("cartes")).toEqual(["place: Cartes", "map: Cartes de vœux"]);
  expect(names("zoe@")).toEqual(["person: Zoé Blanc"]);
  expect(names("reglage")).toEqual(["place: Réglages"]);
  expect(names("nothing")).toEqual([]);
});
