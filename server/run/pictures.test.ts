import { expect, test } from "vitest";
import type { ItemMedium } from "#engine/item.ts";
import { mediaDefaults, mediaWish } from "#engine/media-setting.ts";
import { item } from "#test/support/toys.ts";
import { picturesOf } from "./pictures.ts";

const at = (name: string, kind: ItemMedium["kind"] = "picture"): ItemMedium => ({
  url: `https://e.example/${name}`,
  kind,
});
const media = [at("film", "video"), at("1"), at("2"), at("1"), at("3")];
const news = item("a", { media });
const toot = item("b", { media, origin: { network: "mastodon", remoteId: "9", url: null } });
const shown = (...args: Parameters<typeof picturesOf>) => picturesOf(...args).map(({ url }) => url.slice(-1));

test("of several pictures the first goes, until a target wants more: all of everything, or of a network's posts alone", () => {
  expect(shown(news, undefined, 4)).toEqual(["1"]);
  expect(shown(news, "posts", 4)).toEqual(["1"]);
  expect(shown(toot, "posts", 4)).toEqual(["1", "2", "3"]);
  expect(shown(news, "all", 4)).toEqual(["1", "2", "3"]);
});

test("no more are asked for than the network takes, and never more than a part holds", () => {
  expect(shown(news, "all", 2)).toEqual(["1", "2"]);
  expect(shown(news, "all", 1)).toEqual(["1"]);
  const many = { ...news, media: Array.from({ length: 30 }, (_, index) => at(`${index}`)) };
  expect(picturesOf(many, "all", 50)).toHaveLength(20);
});

test("a target that is dropped on the canvas takes all of a network's post; one that is live goes on with the first", () => {
  expect(mediaWish(mediaDefaults)?.several).toBe("posts");
  expect(mediaWish({ ...mediaDefaults, several: "first" })).not.toHaveProperty("several");
});
