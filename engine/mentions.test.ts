import { expect, test } from "vitest";
import { mentionsIn, placeOfName, readNamed } from "./mentions.ts";

test("a company is written as its name and the address of its page", () => {
  expect(readNamed("Atelier Lumen = network.example/company/42")).toEqual({
    name: "Atelier Lumen",
    address: "https://network.example/company/42",
  });
  expect(readNamed("A = B = https://network.example/company/b")?.name).toBe("A = B");
  for (const wrong of ["Atelier Lumen", "= network.example/x", "Atelier = nowhere", ""])
    expect(readNamed(wrong)).toBeNull();
});

test("a name is found as words of their own, and only the network that knows the address makes it live", () => {
  expect(placeOfName("Chez Atelier Lumens, puis Atelier Lumen.", "Atelier Lumen")).toBe(26);
  expect(placeOfName("Ateliers", "Atelier")).toBe(-1);
  const named = [{ name: "Atelier Lumen", address: "https://network.example/company/42?x" }];
  const mentions = "^https://network\\.example/company/([^/?#]+)";
  expect(mentionsIn("Vu chez Atelier Lumen !", named, { mentions })).toEqual([{ text: "Atelier Lumen", page: "42" }]);
  expect(mentionsIn("Vu ailleurs", named, { mentions })).toEqual([]);
  expect(mentionsIn("Vu chez Atelier Lumen !", named, {})).toEqual([]);
});
