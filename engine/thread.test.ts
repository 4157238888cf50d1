import fc from "fast-check";
import { expect, test } from "vitest";
import { countGraphemes, shorten } from "./cut.ts";
import { plainShape, threadOf } from "./thread.ts";

const network = {
  count: (text: string) => countGraphemes(text),
  cut: (text: string, max: number) => shorten(text, max, countGraphemes),
};
const limits = (text: number) => ({ text, pictures: 0, videos: 0, alt: 0 });
const all = { reply: true, comment: true };
const thread = { long: "thread", link: "post" } as const;
const texts = (parts: { text: string }[]) => parts.map(({ text }) => text);
const link = "https://e.fr/1";

test("what fits is one post, whatever is wished", () => {
  expect(texts(threadOf("Short words", link, network, limits(40), all, thread))).toEqual([`Short words ${link}`]);
});

test("what does not fit goes on in a thread, the link in its first part, each part ending with a sentence where it can", () => {
  const words =
    "The first sentence is here. The second one follows it. And a third, longer sentence with many words ends it all.";
  const parts = threadOf(words, link, network, limits(60), all, thread);
  expect(texts(parts)).toEqual([
    `The first sentence is here. ${link}`,
    "The second one follows it.",
    "And a third, longer sentence with many words ends it all.",
  ]);
  expect(parts.map(({ kind }) => kind)).toEqual(["post", "reply", "reply"]);
  expect(parts[0]?.link).toBe(link);
});

test("a sentence that is too long ends with a word and the sign for more, and no comma is lost", () => {
  const parts = texts(
    threadOf("one two three, four five six seven eight nine ten", null, network, limits(16), all, thread),
  );
  expect(parts).toEqual(["one two three,…", "four five six…", "seven eight…", "nine ten"]);
});

test("where the network has no threads, or none is wished, the words are cut as ever", () => {
  const words = "one two three four five six seven";
  const cut = [`one two three… ${link}`];
  expect(texts(threadOf(words, link, network, limits(30), { reply: false, comment: true }, thread))).toEqual(cut);
  expect(texts(threadOf(words, link, network, limits(30), all, plainShape))).toEqual(cut);
});

test("the link goes into the first comment where that is wished and can be; a post of nothing else keeps it", () => {
  const comment = { long: "cut", link: "comment" } as const;
  const parts = threadOf(`See this ${link} now`, link, network, limits(60), all, comment);
  expect(parts).toMatchObject([{ text: "See this now" }, { kind: "comment", text: link, link }]);
  expect(parts[0]).not.toHaveProperty("link");
  expect(texts(threadOf(link, link, network, limits(60), all, comment))).toEqual([link]);
  expect(texts(threadOf("Words", link, network, limits(60), { reply: true, comment: false }, comment))).toEqual([
    `Words ${link}`,
  ]);
});

test("a thread and a first comment go together: the comment is last", () => {
  const both = { long: "thread", link: "comment" } as const;
  const parts = threadOf("one two three four five six", link, network, limits(18), all, both);
  expect(parts.map(({ kind }) => kind)).toEqual(["post", "reply", "comment"]);
});

test("each part fits, there are at most ten of a thread, and short of that every word is in it", () => {
  const word = fc.stringMatching(/^[a-zé]{1,9}[.,!?]?$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 80 }), fc.integer({ min: 20, max: 80 }), (list, max) => {
      const parts = threadOf(list.join(" "), null, network, limits(max), all, thread);
      for (const { text } of parts) expect(countGraphemes(text)).toBeLessThanOrEqual(max);
      expect(parts.length).toBeLessThanOrEqual(10);
      const letters = (text: string) => text.replaceAll(/[^a-zé]/gu, "");
      if (parts.length < 10) expect(letters(texts(parts).join(""))).toBe(letters(list.join("")));
    }),
    { numRuns: 300 },
  );
});

test("what somebody wrote to follow, and as the first comment, goes where the network can, with the link where it belongs", () => {
  const written = {
    ...plainShape,
    link: "comment",
    thread: ["And more", "", "x".repeat(90)],
    comment: "Read on",
  } as const;
  const parts = threadOf("Words", link, network, limits(60), all, written);
  expect(parts.map(({ kind }) => kind)).toEqual(["post", "reply", "reply", "comment"]);
  expect(parts.at(-1)).toMatchObject({ text: `Read on ${link}`, link });
  for (const { text } of parts) expect(countGraphemes(text)).toBeLessThanOrEqual(60);
  expect(texts(threadOf("Words", link, network, limits(60), { reply: false, comment: false }, written))).toEqual([
    `Words ${link}`,
  ]);
});
