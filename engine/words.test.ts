import fc from "fast-check";
import { expect, test } from "vitest";
import { finder, fold } from "./words.ts";

/** Any code point: fast-check's own `binary` unit takes seconds to begin. */
const letter = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

const has = (word: string, text: string, whole = true) => finder([word], whole).first(fold(text)) !== null;

test("accents, case and apostrophes do not matter", () => {
  expect(has("EMPLOI", "Le marché de l’emploi")).toBe(true);
  expect(has("ingenieur", "Un Ingénieur à Lyon")).toBe(true);
  expect(has("Ingénieur", "un ingenieur")).toBe(true);
  expect(has("offre d'emploi", "Une offre  d’Emploi")).toBe(true);
  expect(has("cœur", "au COEUR de")).toBe(true);
});

test("whole words have Unicode borders", () => {
  expect(has("emploi", "le réemploi et l’emploi")).toBe(true);
  expect(has("emploi", "le réemploi")).toBe(false);
  expect(has("ploi", "l’emploi")).toBe(false);
  expect(has("été", "étés")).toBe(false);
  expect(has("été", "l'été.")).toBe(true);
  expect(has("C++", "du C++ et du C")).toBe(true);
  expect(has("#RSE", "vive la #rse!")).toBe(true);
  expect(has("мир", "Мир, труд")).toBe(true);
  expect(has("мир", "мирный")).toBe(false);
  expect(has("求人", "新しい求人情報")).toBe(true);
});

test("a star stands for any ending, and parts of words are found on request", () => {
  expect(has("recrut*", "Acme recrutera demain")).toBe(true);
  expect(has("recrut*", "un prérecrutement")).toBe(false);
  expect(has("ploi", "l’emploi", false)).toBe(true);
});

test("a word does not run over from one field to the next", () => {
  expect(has("deux mots", "deux\nmots")).toBe(false);
});

test("folding gives what decomposing the whole text gives", () => {
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 20 }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
      expect(fold(text.normalize("NFD"))).toBe(fold(text.normalize("NFC")));
    }),
  );
  expect(fold("ÉTÉ\u00a0\u202f ŒUVRE Ǆ ﬁn ΣΑΣ Łódź")).toBe("ete oeuvre dz fin σασ lodz");
});

test("any keyword is found in a text that has it, whatever signs it holds", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      (word, rest) => {
        fc.pre(/[^\s*]/u.test(word) && !/^\*|\*$/u.test(word.trim()) && !word.includes("\n"));
        expect(has(word, `${rest} ${word.trim()} ${rest}`)).toBe(true);
      },
    ),
  );
});
