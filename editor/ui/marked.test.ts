import { expect, test } from "vitest";
import { hitsIn } from "./marked.tsx";

const marked = (text: string, search: string) =>
  hitsIn(text, search).map(([from, to]) => [...text.normalize("NFC")].slice(from, to).join(""));

test("what was searched for is marked as it is written, with its accents and capitals, and none over another", () => {
  expect(marked("Fête des Lumières", "FETE lumi")).toEqual(["Fête", "Lumi"]);
  expect(marked("Fête des Lumières".normalize("NFD"), "fete")).toEqual(["Fête"]);
  expect(marked("aaaa", "aa a")).toEqual(["aaaa"]);
  expect(marked("Nantes 👩‍🎨 à l’œuvre", "œuvre")).toEqual(["œuvre"]);
  expect(marked("Nantes", "%")).toEqual([]);
  expect(marked("Nantes", "é".repeat(10_000))).toEqual([]);
});
