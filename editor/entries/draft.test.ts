import { expect, test } from "vitest";
import { noTone } from "#engine/tone.ts";
import { Written } from "#engine/written.ts";
import { another, asEverywhere, emptyDraft, saying, without, wordingsFor } from "./draft.ts";
import { remarksOn } from "./tone-part.tsx";

const { written: empty } = emptyDraft(null);

test("words are said in several ways, each in its place, and what is said everywhere stays the first", () => {
  const some = another(another(another(saying(empty, 0, "one"), "x", "short"), null, "two"), "x", "shorter");
  expect(wordingsFor(some, null)).toEqual([
    { index: 0, text: "one" },
    { index: 2, text: "two" },
  ]);
  expect(wordingsFor(some, "x").map(({ text }) => text)).toEqual(["short", "shorter"]);
  expect(wordingsFor(saying(some, 3, "least"), "x").map(({ text }) => text)).toEqual(["short", "least"]);
  // The first of all is taken out: the next one that holds everywhere takes its place, as the server wants it.
  const less = without(some, 0);
  expect(less.words.map(({ text }) => text)).toEqual(["two", "short", "shorter"]);
  expect(Written.safeParse(less).success).toBe(true);
  // The last one that holds everywhere stays.
  expect(without(less, 0)).toBe(less);
  expect(asEverywhere(some, "x").words.map(({ text }) => text)).toEqual(["one", "two"]);
});

test("what sounds otherwise is said of each way to say it, once, and with the network's name only where it alone minds", () => {
  const tones = [
    { network: "", notes: "", rules: { ...noTone, avoid: ["synergy"] } },
    { network: "x", notes: "", rules: { ...noTone, hashtags: 1 } },
  ];
  const asked = { networks: ["linkedin", "x"], texts: ["Fine.", "Synergy! #a #b", "More synergy."], language: "en" };
  const told = (network: string | null) =>
    remarksOn(tones, { ...asked, network }).map(({ code, only }) => [code, only]);
  expect(told(null)).toEqual([
    ["avoided", null],
    ["hashtags", "x"],
  ]);
  expect(told("x")).toEqual([
    ["avoided", null],
    ["hashtags", null],
  ]);
  expect(told("linkedin")).toEqual([["avoided", null]]);
  expect(remarksOn([], { ...asked, network: null })).toEqual([]);
});
