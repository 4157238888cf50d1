import fc from "fast-check";
import { expect, test } from "vitest";
import { countGraphemes, shorten } from "./cut.ts";

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
  expect(shorten("voir https://example.org/un/chemin ensuite", 11, weigh)).toBe("voir https://example.org/un/chemin…");
  expect(shorten("voir https://example.org/un/chemin ensuite", 8, weigh)).toBe("voir…");
  expect(shorten(flag.repeat(9), 4, weigh)).toBe(`${flag.repeat(3)}…`);
});
