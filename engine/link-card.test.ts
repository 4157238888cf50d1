import { expect, test } from "vitest";
import { carded } from "./link-card.ts";
import type { Part, PostMedium } from "./post.ts";

const part: Part = { kind: "post", text: "Bonjour https://e.example/1", link: "https://e.example/1" };
const item = { title: "Un titre", summary: "Une phrase,\n  puis une autre.", text: "Bonjour" };
const picture: PostMedium = { id: "00000000-0000-4000-8000-000000000001", kind: "picture", type: "image/png" };
const given = { cards: ["ours", "none"] as const };
const own = { cards: ["network", "none"] as const };

test("a card of ours takes the item's title, summary and picture to itself, where the network takes one", () => {
  expect(carded(part, item, [picture], given, "ours")).toEqual({
    ...part,
    card: { url: part.link, title: "Un titre", description: "Une phrase, puis une autre.", picture },
  });
  expect(carded(part, item, [picture], own, "ours")).toEqual({ ...part, media: [picture] });
  expect(carded(part, item, [picture], {}, "ours")).toEqual({ ...part, media: [picture] });
});

test("several pictures stand in the post and win over a card of ours, which holds one", () => {
  const two = [picture, { ...picture, id: "00000000-0000-4000-8000-000000000002" }];
  expect(carded(part, item, two, given, "ours")).toEqual({ ...part, media: two });
});

test("what is live without the choice stays as it was", () => {
  for (const network of [given, own, {}])
    expect(carded(part, item, [picture], network, "network")).toEqual({ ...part, media: [picture] });
});

test("none leaves the network's own out where that can be had", () => {
  expect(carded(part, item, [], own, "none")).toEqual({ ...part, cardless: true });
  expect(carded(part, item, [], {}, "none")).toEqual(part);
});

test("a post with a video, or whose link stands elsewhere, has no card", () => {
  const film: PostMedium = { ...picture, kind: "video", type: "video/mp4" };
  expect(carded(part, item, [film], given, "ours")).toEqual({ ...part, media: [film] });
  const { link: _, ...bare } = part;
  expect(carded(bare, item, [picture], given, "ours")).toEqual({ ...bare, media: [picture] });
});

test("what has no title is named by its first words, at worst by where it leads", () => {
  const named = (title: string, text: string) =>
    carded(part, { title, summary: "", text }, [], given, "ours").card?.title;
  expect(named("", "Les premiers mots")).toBe("Les premiers mots");
  expect(named(" ", "")).toBe("e.example");
  expect(named("é".repeat(500), "")?.length).toBeLessThanOrEqual(200);
});
