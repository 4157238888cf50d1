import { expect, test } from "vitest";
import { type Message, source } from "./run.ts";

const id = "6f0c3a52-4f0e-4d55-9a53-0f1f0a1b2c3d";
const message: Message = {
  id,
  kind: "photo",
  title: "",
  body: "Trois nuits dans l’escalier\n\nChaque marche s’éteint après le dernier pas.",
  link: null,
  author: "Léa Martin",
  topic: "Projets",
  medium: {
    url: "https://relaymap.example/api/media/1",
    type: "image/jpeg",
    width: 2048,
    height: 1365,
    alt: "Escalier éclairé",
  },
  at: "2026-11-26T15:00:00.000Z",
};
const receive = async (given: unknown) => {
  const incoming = { headers: {}, body: Buffer.from(JSON.stringify(given)), at: 0 };
  return source.receive(incoming, {}, { sourceId: "s", secrets: () => Promise.resolve([]) });
};
const itemOf = async (given: Message) => {
  const received = await receive(given);
  if (received.kind === "refused") throw new Error(received.refusal.code);
  return received.items[0]!;
};

test("An accepted suggestion is one item: its first line as the title, its topic as a category, its author where they want to be named", async () => {
  const received = await receive(message);
  expect(received).toMatchObject({ kind: "items", id });
  expect(await itemOf(message)).toMatchObject({
    key: `suggestion:${id}`,
    kind: "post",
    title: "Trois nuits dans l’escalier",
    text: "Trois nuits dans l’escalier",
    summary: message.body,
    author: "Léa Martin",
    tags: ["Projets"],
    media: [{ url: message.medium!.url, kind: "picture", width: 2048, alt: "Escalier éclairé" }],
    link: null,
    published: message.at,
    origin: null,
  });
});

test("A link is an article, and who does not want to be named is not", async () => {
  const link = {
    ...message,
    kind: "link" as const,
    title: "La nuit noire",
    link: "https://blog.example.org/nuit",
    medium: null,
  };
  const item = await itemOf({ ...link, author: null, topic: null });
  expect(item).toMatchObject({
    kind: "article",
    title: "La nuit noire",
    link: link.link,
    author: null,
    tags: [],
    media: [],
  });
});

test("An idea for the managers, and what is no suggestion, are not taken", async () => {
  for (const given of [{ ...message, kind: "idea" }, { ...message, id: "1" }, "text", null])
    expect(await receive(given)).toMatchObject({ kind: "refused", refusal: { code: "no_suggestion", why: "content" } });
});

test("An address that no browser opens is no link of it", async () => {
  expect((await itemOf({ ...message, kind: "link", link: "javascript:alert(1)" })).link).toBeNull();
});
