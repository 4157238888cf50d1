import { expect, test } from "vitest";
import type { ItemMedium } from "#engine/item.ts";
import { item } from "#test/support/toys.ts";
import { manifest, type Config } from "./node.ts";
import { process } from "./run.ts";

const url = "https://a.example/m";
const of = (key: string, ...media: Omit<ItemMedium, "url">[]) =>
  item(key, { media: media.map((medium) => ({ url, ...medium })) });
const news = [
  of("none"),
  of("sound", { kind: "audio" }),
  of("small", { kind: "picture", width: 120 }, { kind: "picture", width: 300 }),
  of("large", { kind: "picture", width: 120 }, { kind: "picture", width: 1200 }),
  of("unsaid", { kind: "picture", width: 120 }, { kind: "picture" }),
  of("film", { kind: "video", width: 100 }),
];
const run = (config: Partial<Config>) => {
  const { out, drops } = process(news, manifest.config.parse(config), { now: 0, state: undefined });
  return {
    kept: out["out"]?.map(({ key }) => key),
    gone: drops.map(({ item: { key }, code, reason: { en, fr } }) => [key, code, en, fr]),
  };
};

test("items with a picture, a video, one of both or neither are kept", () => {
  expect(run({}).kept).toEqual(["small", "large", "unsaid"]);
  expect(run({ kind: "video" }).kept).toEqual(["film"]);
  expect(run({ kind: "either" }).kept).toEqual(["small", "large", "unsaid", "film"]);
  expect(run({ kind: "neither" }).kept).toEqual(["none", "sound"]);
});

test("a picture that is known to be too small does not count; one of unknown size as it shall", () => {
  expect(run({ width: 600 })).toEqual({
    kept: ["large", "unsaid"],
    gone: [
      ["none", "no-media", "It has no picture.", "Elle n’a pas d’image."],
      ["sound", "no-media", "It has no picture.", "Elle n’a pas d’image."],
      [
        "small",
        "picture-small",
        "Its picture is 300 pixels wide; at least 600 are wanted.",
        "Son image fait 300 pixels de large ; il en faut au moins 600.",
      ],
      ["film", "no-media", "It has no picture.", "Elle n’a pas d’image."],
    ],
  });
  expect(run({ width: 600, unknown: "drop" }).gone).toContainEqual([
    "unsaid",
    "picture-unknown",
    "Its source does not say how wide its picture is.",
    "Sa source ne dit pas la largeur de son image.",
  ]);
  expect(run({ kind: "either", width: 600 }).kept).toEqual(["large", "unsaid", "film"]);
});

test("the card says it in one line, and a width only where it counts", () => {
  const card = (config: Partial<Config>) => manifest.summary(manifest.config.parse(config));
  expect(card({ width: 600 })).toEqual({
    en: "with a picture · 600 pixels wide or more",
    fr: "avec une image · 600 pixels de large au moins",
  });
  expect(card({ kind: "video", width: 600 })).toEqual({ en: "with a video", fr: "avec une vidéo" });
});
