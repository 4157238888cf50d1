import { expect, test } from "vitest";
import { askedIn } from "./question.ts";

test.each([
  ["Pourquoi pas Paul ?", "paul"],
  ["why not Paul?", "paul"],
  ["Pourquoi Léa n’a-t-elle pas reçu « Usine de Lyon » ?", "lea usine lyon"],
  ["Why didn’t Hugo get the factory?", "hugo factory"],
  ["pourquoi (pas)", ""],
])("%s asks about “%s”", (search, left) => {
  expect(askedIn(search)).toBe(left);
});

test("what does not begin like a question is none", () => {
  expect(["Paul", "Whyte ouvre", "Le pourquoi", "%", ""].map(askedIn)).toEqual([null, null, null, null, null]);
});
