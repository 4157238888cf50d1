import { expect, test } from "vitest";
import { changes } from "./changes.ts";

const written = (before: string, after: string): string =>
  changes(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "gone" ? `[-${text}]` : `[+${text}]`))
    .join("");

test("Word by word it says what was taken away and what was put in, and both texts are in it", () => {
  expect(written("Croquis du hall", "Le hall, en croquis")).toContain("hall");
  expect(written("Trois nuits ici", "Quatre nuits ici")).toBe("[-Trois][+Quatre] nuits ici");
  expect(written("", "Bonjour")).toBe("[+Bonjour]");
  expect(written("Bonjour", "")).toBe("[-Bonjour]");
  expect(changes("", "")).toEqual([]);
  const [before, after] = ["Un hall, le soir.\n\nDu bois.", "Le hall du soir\n\nDe bois !"];
  const pieces = changes(before, after);
  const side = (kind: string) => pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join("");
  expect([side("new"), side("gone")]).toEqual([before, after]);
});

test("Very long texts are shown as wholes, and cost no time", () => {
  expect(changes("a b ".repeat(2000), "c d ".repeat(2000)).map(({ kind }) => kind)).toEqual(["gone", "new"]);
});
