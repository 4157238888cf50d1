import { expect, test } from "vitest";
import { readLittle, writeLittle } from "./text.ts";

test.each([
  ["(a) [b] {c} <d> @e * _f_ ~g| \\h", "\\(a\\) \\[b\\] \\{c\\} \\<d\\> \\@e \\* \\_f\\_ \\~g\\| \\\\h"],
  ["Un #hashtag, deux (#Éclairage) et #2026", "Un #hashtag, deux \\(#Éclairage\\) et #2026"],
  ["C# et #, ## ou a#b", "C\\# et \\#, \\#\\# ou a\\#b"],
  ["https://e.example/a_b?c=(d)#e", "https://e.example/a\\_b?c=\\(d\\)\\#e"],
])("%s is written so that LinkedIn shows it whole", (text, written) => {
  expect(writeLittle(text)).toBe(written);
  expect(readLittle(written)).toBe(text);
});

test("what is left bare cuts the post off there", () => {
  expect(readLittle("Avant (après)")).toBe("Avant ");
});
