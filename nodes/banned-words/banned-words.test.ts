import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { manifest, type Config } from "./node.ts";
import { process } from "./run.ts";

const run = (titles: string[], config: Partial<Config>) => {
  const items = titles.map((title) => item(title, { title, summary: "", text: title, tags: [] }));
  const { out, drops } = process(items, manifest.config.parse(config), { now: 0, state: undefined });
  return {
    kept: out["out"]?.map(({ key }) => key),
    gone: drops.map(({ item: { key }, code, reason }) => [key, code, reason]),
  };
};

test("an item with a banned word goes, and the word is named as it stands in the list", () => {
  const { kept, gone } = run(["Le pari sportif recule", "Un PARI reussi", "Paris s’éveille"], {
    words: ["horoscope", "pari"],
  });
  expect(kept).toEqual(["Paris s’éveille"]);
  expect(gone).toEqual([
    [
      "Le pari sportif recule",
      "banned-word",
      { en: "It contains the banned word “pari”.", fr: "Elle contient le mot interdit « pari »." },
    ],
    ["Un PARI reussi", "banned-word", expect.anything()],
  ]);
});

test("a word is harmless in the words that say so, and nowhere else", () => {
  const config = { words: ["pari"], except: ["pari réussi"] };
  expect(run(["Pari réussi pour Acme", "Pari réussi, dit le roi du pari", "Pari réussissant"], config).kept).toEqual([
    "Pari réussi pour Acme",
  ]);
});

test("whatever stands around it, a banned word is found, and names itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
      expect(run([`${before} licenciement ${after}`], { words: ["Licenciement"] }).kept).toEqual([]);
    }),
  );
});

test("tags and the post’s text are looked at too, and fields can be chosen", () => {
  const tagged = item("tagged", { title: "Sport", tags: ["Pari"] });
  const go = (config: Partial<Config>) =>
    process([tagged], manifest.config.parse({ words: ["pari"], ...config }), { now: 0, state: undefined }).drops.length;
  expect([go({}), go({ fields: ["title"] })]).toEqual([1, 0]);
});

test("an empty list is no list: it is said while drawing", () => {
  expect(manifest.check?.(manifest.config.parse({}))).toMatchObject([{ code: "no-words", severity: "error" }]);
  expect(manifest.check?.(manifest.config.parse({ words: ["…"] }))).toMatchObject([{ severity: "warning" }]);
  expect(manifest.check?.(manifest.config.parse({ words: ["pari"] }))).toEqual([]);
});

test("the card says it in one line", () => {
  const words = ["a", "b", "c", "d"];
  expect(manifest.summary(manifest.config.parse({ words }))).toEqual({
    en: "4 banned words: a, b, c…",
    fr: "4 mots interdits : a, b, c…",
  });
});
