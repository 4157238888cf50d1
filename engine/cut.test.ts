import fc from "fast-check";
import { expect, test } from "vitest";
import { countGraphemes, ellipsis, shorten } from "./cut.ts";

const flag = "🇫🇷";
/** Addresses count 5, so that a longer text may be lighter than its beginning. */
const weigh = (text: string): number => countGraphemes(text.replace(/https:\/\/\S+/gu, "xxxxx"));

test("whatever is cut fits, and begins as the text did", () => {
  const word = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constant("https://example.org/a/long/address"),
    fc.constant(flag),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 1, max: 80 }), (words, max) => {
      const text = words.join(" ");
      const cut = shorten(text, max, weigh);
      expect(weigh(cut)).toBeLessThanOrEqual(max);
      if (weigh(text) <= max) expect(cut).toBe(text);
      else expect(text.startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});

test("a cut ends on a word where that costs little, inside one where it would cost half", () => {
  expect(shorten("un deux trois quatre", 14, weigh)).toBe("un deux trois…");
  expect(shorten("un deux trois quatre", 13, weigh)).toBe("un deux…");
  expect(shorten(`a ${"b".repeat(40)}`, 20, weigh)).toBe(`a ${"b".repeat(17)}…`);
  expect(shorten("un, deux — trois", 10, weigh)).toBe("un, deux…");
});

test("an address and a grapheme are kept whole or left out", () => {
  expect(shorten("voir https://example.org/un/chemin ensuite", 12, weigh)).toBe("voir https://example.org/un/chemin …");
  expect(shorten("voir https://example.org/un/chemin ensuite", 11, weigh)).toBe("voir…");
  expect(shorten(flag.repeat(9), 4, weigh)).toBe(`${flag.repeat(3)}…`);
});

test.each([
  ["an address", "Voir https://rapports.example/2026/annexes.pdf", "Voir…"],
  ["an address in brackets", "Voir (https://rapports.example/2026/annexes.pdf)", "Voir…"],
  ["an address without a scheme", "Voir rapports.example/2026/industrie/annexes", "Voir…"],
  ["a hashtag", "Bienvenue #TransitionÉcologiqueEtNumérique", "Bienvenue…"],
  ["a mention", "Bonjour @camille.durand@social.example", "Bonjour…"],
  ["a mail address", "Écrire à prenom.nom.tres.long@atelier.example", "Écrire à…"],
  [
    "a hashtag between signs of another script",
    "新しい製品を発表しました#イノベーション二〇二六年",
    "新しい製品を発表しました…",
  ],
])("%s is never cut: what does not fit whole goes", (_, text, expected) => {
  for (const most of [16, 20, 24]) expect(ellipsis(text, most)).toBe(expected);
  for (const most of [16, 20, 24]) expect(shorten(text, most, countGraphemes)).toBe(expected);
});

test("an address that stays is apart from the sign, and a hashtag is not", () => {
  expect(ellipsis("Voir https://a.example/un maintenant ou jamais", 30)).toBe("Voir https://a.example/un …");
  expect(ellipsis("Voir https://a.example/un maintenant ou jamais", 26)).toBe("Voir…");
  expect(ellipsis("Voir https://a.example/un, puis deux mots de plus", 28)).toBe("Voir https://a.example/un …");
  expect(ellipsis("Fête #Bonn2026 maintenant ou jamais", 20)).toBe("Fête #Bonn2026…");
});

test("no address, hashtag or mention is ever halved, whatever is cut to whatever length", () => {
  const wholes = [
    "https://a.example/un/chemin?x=1",
    "#Été2026",
    "@lea@social.example",
    "www.b.example/z",
    "👩‍👩‍👧‍👦",
    "e\u0301",
  ];
  const word = fc.oneof(fc.constantFrom(...wholes), fc.string({ unit: fc.constantFrom(..."abcé-,."), maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 1, max: 80 }), (words, max) => {
      const text = words.join(" ");
      for (const cut of [ellipsis(text, max), shorten(text, max, countGraphemes)]) {
        expect(countGraphemes(cut)).toBeLessThanOrEqual(max);
        for (const piece of cut.split(/[\s…]+/u))
          if (/[#@/👩]|^www/u.test(piece)) expect(wholes.some((one) => piece.includes(one))).toBe(true);
      }
    }),
  );
});

test("a long text without spaces is cut well within the test's time: quadratic in its length it would take minutes", () => {
  for (const unit of ["日本", "a.", "#a", "https://", "@"]) ellipsis(unit.repeat(10_000), 5000);
});
