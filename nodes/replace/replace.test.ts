import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { chain, step } from "#test/support/chain.ts";
import { item, publisher } from "#test/support/toys.ts";
import { type Config, manifest } from "./node.ts";
import { check, process } from "./run.ts";

const replace = step({ manifest, process });
const replaced = (changes: Partial<Item>, pairs: [string, string][], settings: Partial<Config> = {}) => {
  const config = { ...settings, pairs: pairs.map(([find, put]) => ({ find, put })) };
  return chain([[replace, config]], [item("k", changes)], [publisher("x:lea")]);
};
const text = (words: string, pairs: [string, string][], settings: Partial<Config> = {}) =>
  replaced({ text: words }, pairs, settings).wanted[0]?.item.text;

test("words are replaced one after the other, in text, title and summary, and addresses are left alone", () => {
  const story = { text: "ACME recrute : https://acme.example/1", title: "Acme", summary: "Chez acme" };
  const [made] = replaced(story, [
    ["acme", "Acme SAS"],
    ["SAS", "SA"],
  ]).wanted;
  expect(made!.item).toMatchObject({
    text: "Acme SA recrute : https://acme.example/1",
    title: "Acme SA",
    summary: "Chez Acme SA",
  });
});

test("whole words only, unless it is wanted otherwise; capitals matter on request; signs stand for themselves", () => {
  expect(text("un art, des artistes, l’art, ART", [["art", "métier"]])).toBe(
    "un métier, des artistes, l’métier, métier",
  );
  expect(text("un art, des artistes", [["art", "X"]], { whole: false })).toBe("un X, des Xistes");
  expect(text("Art et art", [["art", "X"]], { exact: true })).toBe("Art et X");
  expect(
    text("(c) a.b axb $1", [
      ["a.b", "$1"],
      ["(c)", "©"],
    ]),
  ).toBe("© $1 axb $1");
  expect(text("élan éla", [["éla", "X"]])).toBe("élan X");
});

test("what is taken out leaves no gap, and an item of which nothing is left is let go", () => {
  expect(text("Ici, en direct , tout", [["en direct", ""]])).toBe("Ici, , tout");
  expect(replaced({ text: "en direct", title: "", summary: "" }, [["en direct", ""]]).drops).toMatchObject([
    { code: "empty-text" },
  ]);
});

test("patterns may take up what they found", () => {
  const settings = { mode: "pattern" } as const;
  expect(
    text(
      "REF-2041 : 12 M€",
      [
        ["REF-(\\d+)", "n° $1"],
        ["(\\d+) M€", "$1 millions d’$$"],
      ],
      settings,
    ),
  ).toBe("n° 2041 : 12 millions d’$");
  expect(text("a", [["a", "$1"]], settings)).toBe("$1");
});

test("what cannot be read is said with its number; what is still to be written, too", () => {
  const said = (find: string) => check(manifest.config.parse({ mode: "pattern", pairs: [{ find: "a" }, { find }] }));
  expect(said("(b").map(({ field, severity }) => [field, severity])).toEqual([["pairs", "error"]]);
  expect(said("(b")[0]?.message.en).toContain("No. 2");
  expect(said("(a{1,50}){1,50}")[0]?.code).toBe("bad-pattern");
  expect(said("b+")).toEqual([]);
  expect(check(manifest.config.parse({ pairs: [{ find: "(b" }] }))).toEqual([]);
  expect(manifest.check?.(manifest.config.parse({}))).toMatchObject([{ code: "no-replacement" }]);
});

test("any text and any words: nothing is thrown, and words as they are written take no more than their place", () => {
  const any = fc.string({ unit: fc.constantFrom(..."ab (.*$1é\\[]") });
  fc.assert(
    fc.property(
      any,
      any.filter((find) => find !== ""),
      any,
      (words, find, put) => {
        const config = manifest.config.parse({ pairs: [{ find, put }], whole: false, exact: true });
        const [made] = process([item("k", { text: words, title: "t" })], config, { now: 0, state: undefined }).out[
          "out"
        ]!;
        const plain = words.replaceAll(find, () => put);
        const bare = (said: string) => said.replace(/\s/gu, "");
        if (made !== undefined) expect(bare(made.text)).toBe(bare(plain));
      },
    ),
  );
});
