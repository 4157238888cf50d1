import { expect, test } from "vitest";
import { Item, readItem, unsaid, writeItem } from "./item.ts";

const old = {
  key: "k",
  source: "Le blog",
  title: "Bonjour",
  text: "Bonjour",
  link: "https://site.example/1",
  summary: "S",
  author: null,
  tags: ["a"],
  image: "https://site.example/1.jpg",
  published: "2026-03-02T09:00:00.000Z",
};

test("an item of the first form is read: its picture is its medium", () => {
  const { image, ...rest } = old;
  expect(Item.parse(readItem(old))).toEqual({ ...rest, ...unsaid, media: [{ url: image, kind: "picture" }] });
  expect(Item.parse(readItem({ ...old, image: null })).media).toEqual([]);
});

test("an item comes back as it was stored, and what says nothing is not stored", () => {
  const item: Item = {
    ...readItem(old),
    kind: "podcast",
    language: "fr",
    updated: "2026-03-03T09:00:00.000Z",
    media: [{ url: "https://site.example/a.mp3", kind: "audio", type: "audio/mpeg", bytes: 12 }],
    origin: { network: "mastodon", remoteId: "12", url: null },
  };
  const stored = JSON.parse(JSON.stringify(writeItem(item))) as Record<string, unknown>;
  expect(stored["version"]).toBe(2);
  expect(stored).not.toHaveProperty("author");
  expect(readItem(stored)).toEqual(item);
  const plain = readItem({ key: "k", source: "", title: "", text: "", summary: "", version: 2 });
  expect(Item.parse(plain)).toMatchObject({ link: null, author: null, tags: [], media: [], published: null });
});

test("an item of a newer Relaymap is not guessed at", () => {
  expect(() => readItem({ ...old, version: 3 })).toThrow("newer");
  expect(() => readItem({ ...old, version: 0 })).toThrow("newer");
});
