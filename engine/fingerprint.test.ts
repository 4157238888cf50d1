import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, fingerprint, nearIdentical, normalise, toBigint } from "./fingerprint.ts";

const near = (a: string, b: string) => nearIdentical(fingerprint(a), fingerprint(b));

test("accents, case, dashes, addresses and apostrophes do not make another story", () => {
  expect(
    near(
      "Acme recrute 200 ingénieurs à Lyon et Nantes",
      "ACME recrute 200 ingenieurs a Lyon et Nantes ! https://t.example/x",
    ),
  ).toBe(true);
  expect(near("L’emploi industriel repart en France", "L'emploi industriel repart en France…")).toBe(true);
  const long =
    "The company said on Monday that it will open a new office in Berlin next year with more than two hundred people working on engines and design";
  expect(near(long, long.replace("on Monday", "Monday"))).toBe(true);
});

test("another town, person, quarter or subject makes another story", () => {
  expect(near("Acme ouvre un bureau à Lyon", "Acme ouvre un bureau à Paris")).toBe(false);
  expect(near("Acme results for Q1 2026 are out", "Acme results for Q2 2026 are out")).toBe(false);
  expect(
    near("Weekly digest: what we read this week about AI", "Weekly digest: what we read this week about energy"),
  ).toBe(false);
});

test("very short texts are never called near-identical", () => {
  expect(fingerprint("Bonne année")).toBe("");
  expect(near("Bonne année", "Bonne année")).toBe(false);
});

test("normalising keeps the words of any script", () => {
  expect(normalise("Étude : l’été à Paris — 日本語のニュース https://x.example/a?b")).toBe(
    "etude l ete a paris 日本語のニュース",
  );
});

test("a fingerprint is 64 bits that fit a signed column", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, unit: fc.constantFrom(..."abcdeé") }), {
        minLength: 4,
        maxLength: 30,
      }),
      (words) => {
        const print = fingerprint(words.join(" "));
        expect(print).toMatch(/^[0-9a-f]{16}$/u);
        expect(distance(print, print)).toBe(0);
        const signed = BigInt(toBigint(print));
        expect(signed >= -(2n ** 63n) && signed < 2n ** 63n).toBe(true);
      },
    ),
  );
  expect(distance("0000000000000000", "ffffffffffffffff")).toBe(64);
  expect(distance("0000000000000001", "8000000000000000")).toBe(2);
});
