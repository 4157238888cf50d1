import { expect, test } from "vitest";
import { fold } from "#engine/words.ts";
import { foundOf } from "./found.ts";

const titles = ["L’usine de Nantes embauche", "100 % recyclé", "Été à Brest", "usine_à_gaz"];
const folded = titles.map(fold);
const found = (search: string) => foundOf(titles, folded, search);

test("All words have to stand in a title, whatever their accents and capitals; signs are signs.", () => {
  expect(found("USINE nantes")).toEqual([titles[0]]);
  expect(found("ete")).toEqual([titles[2]]);
  expect(found("  ")).toEqual(titles);
  expect(found("%")).toEqual([titles[1]]);
  expect(found("_")).toEqual([titles[3]]);
  expect(found("Lyon")).toEqual([]);
  expect(found("x".repeat(10_000))).toEqual([]);
});
