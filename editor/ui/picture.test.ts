import { expect, test } from "vitest";
import { cards } from "../networks.ts";
import { longestAlt } from "./picture.ts";

test("a video is described where its network has a place for that, as long as a picture; elsewhere nobody is asked to", () => {
  const said = (network: string) => {
    const card = cards.get(network)!;
    return [longestAlt({ kind: "picture" }, card.limits, card), longestAlt({ kind: "video" }, card.limits, card)];
  };
  expect(said("mastodon")).toEqual([1500, 1500]);
  expect(said("bluesky")[1]).toBe(said("bluesky")[0]);
  expect([said("x"), said("linkedin")[1], said("facebook")[1]]).toEqual([[1000, 0], 0, 0]);
});
