import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import type { Item } from "./item.ts";
import type { Outcome } from "./node.ts";
import { rewriteAll } from "./rewording.ts";
import { textsOf } from "./wordings.ts";

const worded = (key: string, ...texts: string[]): Item =>
  item(key, { text: texts[0]!, wordings: { short: "leave", list: texts.map((text) => ({ id: text, text })) } });
const reason = { en: "No.", fr: "Non." };
/** Shouts, and lets go of what begins with a dash. */
const shout = (items: Item[]): Outcome => ({
  out: {
    out: items.filter(({ text }) => !text.startsWith("-")).map((one) => ({ ...one, text: one.text.toUpperCase() })),
  },
  drops: items.filter(({ text }) => text.startsWith("-")).map((one) => ({ item: one, code: "dash", reason })),
});

test("a rewrite behind several wordings does to each what it does to a text, and items keep their order", () => {
  const items = [
    item("a"),
    worded("b", "one", "two", "three"),
    item("c"),
    worded("d", "- no", "yes"),
    worded("e", "- no"),
  ];
  const { out, drops } = rewriteAll(items, shout);
  expect(out["out"]?.map((one) => [one.key, textsOf(one)])).toEqual([
    ["a", ["A"]],
    ["b", ["ONE", "TWO", "THREE"]],
    ["c", ["C"]],
    ["d", ["YES"]],
  ]);
  expect(out["out"]?.[1]?.wordings).toEqual({
    short: "leave",
    list: [
      { id: "one", text: "ONE" },
      { id: "two", text: "TWO" },
      { id: "three", text: "THREE" },
    ],
  });
  expect(drops.map(({ item: { key }, code }) => [key, code])).toEqual([["e", "dash"]]);
});

test("wordings that a step makes the same are one, and wordings of wordings are all of them", () => {
  const same = rewriteAll([worded("a", "one", "ONE", "two")], shout);
  expect(textsOf(same.out["out"]![0]!)).toEqual(["ONE", "TWO"]);
  const twice = (items: Item[]): Outcome => ({
    out: {
      out: items.map(({ text, ...one }) => {
        const list = ["?", "!"].map((sign) => ({ id: sign, text: text + sign }));
        return { ...one, text: list[0]!.text, wordings: { short: "reuse" as const, list } };
      }),
    },
    drops: [],
  });
  const [made] = rewriteAll([worded("a", "one", "two")], twice).out["out"]!;
  expect(textsOf(made!)).toEqual(["one?", "one!", "two?", "two!"]);
  expect(new Set(made!.wordings!.list.map(({ id }) => id)).size).toBe(4);
  expect(made!.wordings!.short).toBe("reuse");
});

test("an item whose text was written anew has lost its wordings", () => {
  const anew = { ...worded("a", "one", "two"), text: "digest" };
  const [made] = rewriteAll([anew], shout).out["out"]!;
  expect(made).toMatchObject({ text: "DIGEST" });
  expect(made!.wordings).toBeUndefined();
});

test("an item of which a machine made one wording is marked, whichever it was", () => {
  const mark = { task: "rewrite" as const, model: "m", prompt: "p" };
  const some = (items: Item[]): Outcome => ({
    out: { out: items.map((one) => (one.text === "two" ? { ...one, text: "II", machine: [mark] } : one)) },
    drops: [],
  });
  const { out } = rewriteAll([worded("a", "one", "two"), worded("b", "two", "one"), worded("c", "one")], some);
  expect(out["out"]?.map(({ machine }) => machine)).toEqual([[mark], [mark], undefined]);
});

test("what was written for a network stays so, also where the same words are said for all", () => {
  const list = [
    { id: "all", text: "one" },
    { id: "x", text: "one", for: "x" },
  ];
  const [made] = rewriteAll([{ ...worded("a", "one"), wordings: { short: "reuse", list } }], shout).out["out"]!;
  expect(made!.wordings!.list).toEqual([
    { id: "all", text: "ONE" },
    { id: "x", text: "ONE", for: "x" },
  ]);
});
