import { expect, test } from "vitest";
import { isShort } from "#engine/short-link.ts";
import { chain, step } from "#test/support/chain.ts";
import { item, publisher } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import { process } from "./run.ts";

const shortLink = step({ manifest, process });
const story = item("k", { text: "Acme recrute", link: "https://acme.example/1" });
const passed = (link?: string) =>
  chain(link === undefined ? [] : [[shortLink, { link }]], [story], [publisher("x:lea")]).wanted[0]!.item;

test("what passes carries a short link, or its own, whatever the map and the workspace say; the rest goes by their rule", () => {
  const both = [{ short: true }, { short: false }];
  expect(both.map((rule) => isShort(passed("short"), rule))).toEqual([true, true]);
  expect(both.map((rule) => isShort(passed("plain"), rule))).toEqual([false, false]);
  expect(both.map((rule) => isShort(passed(), rule))).toEqual([true, false]);
});

test("the words and the link stay as they are until a post is made", () => {
  expect(passed("short")).toEqual({ ...story, short: true });
  expect(manifest.summary({ link: "plain" })).toEqual({ en: "the link as it is", fr: "le lien tel quel" });
});
