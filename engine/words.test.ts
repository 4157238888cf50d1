import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "./words.ts";

/** Any code point: fast-check's own `binary` unit takes seconds to begin. */
const letter = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

test("folding gives what decomposing the whole text gives", () => {
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 20 }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
      expect(fold(text.normalize("NFD"))).toBe(fold(text.normalize("NFC")));
    }),
  );
  expect(fold("ÉTÉ\u00a0\u202f ŒUVRE Ǆ ﬁn ΣΑΣ Łódź")).toBe("ete oeuvre dz fin σασ lodz");
});
