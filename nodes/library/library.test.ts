import { expect, test } from "vitest";
import { readItem, writeItem } from "#engine/item.ts";
import { wordingsOf } from "#engine/wordings.ts";
import { type Message, source } from "./run.ts";

const id = "6f0c3a52-4f0e-4d55-9a53-0f1f0a1b2c3d";
const message: Message = {
  id,
  round: 2,
  words: [
    { text: " Portes ouvertes\nsamedi ", for: null },
    { text: "Portes ouvertes, en bref", for: "x" },
  ],
  link: "https://lumen.example/portes",
  short: false,
  language: "fr",
  topic: "Événements",
  media: [],
  at: "2026-11-30T08:00:00.000Z",
  aim: {
    ...{ accounts: ["x:lumen"], people: null, topic: "Événements", from: "2026-11-30T08:00:00.000Z" },
    ...{ until: "2026-12-01T08:00:00.000Z", by: null, admin: false, own: false, except: [] },
    ...{ said: ["Portes ouvertes\nsamedi", "Portes ouvertes, en bref"], linkIn: "post", long: "cut", card: "ours" },
    ...{ visibility: "account", thread: [], comment: "" },
  },
};
const receive = (given: unknown) =>
  source.receive(
    { headers: {}, body: Buffer.from(JSON.stringify(given)), at: 0 },
    { part: "dated" },
    {
      sourceId: "s",
      secrets: () => Promise.resolve([]),
    },
  );

test("an entry is one item by its id and round, with its words for each network, and is the same once it was stored", async () => {
  const read = await receive(message);
  if (read.kind === "refused") throw new Error(read.refusal.code);
  const [item] = read.items;
  expect(read.id).toBe(`${id}:2`);
  expect(item).toMatchObject({
    ...{
      key: `entry:${id}:2`,
      title: "Portes ouvertes",
      text: "Portes ouvertes\nsamedi",
      link: message.link,
      short: false,
    },
    ...{ language: "fr", tags: ["Événements"], published: message.at, written: message.aim },
  });
  expect(wordingsOf(item!)?.list).toMatchObject([{ text: "Portes ouvertes\nsamedi" }, { for: "x" }]);
  expect(readItem(JSON.parse(JSON.stringify(writeItem(item!))))).toEqual(item);
});

test("one wording is no choice, and what is no entry is refused", async () => {
  const read = await receive({ ...message, words: [message.words[0]] });
  expect(read.kind === "items" && read.items[0]!.wordings).toBe(undefined);
  for (const given of [null, {}, { ...message, round: 0 }, { ...message, aim: {} }])
    expect(await receive(given)).toMatchObject({ kind: "refused", refusal: { code: "no_entry" } });
});
