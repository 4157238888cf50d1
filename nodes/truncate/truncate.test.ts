import fc from "fast-check";
import { expect, test } from "vitest";
import { compose, fit } from "#engine/compose.ts";
import { countGraphemes } from "#engine/cut.ts";
import { item } from "#test/support/toys.ts";
import { process } from "./run.ts";

const context = { now: 0, state: undefined };
const link = "https://acme.example/a-very-long-address-of-a-page-with-many-words?and=parameters";
const cut = (text: string, most: number, at: string | null = link) =>
  process([item("k", { text, link: at })], { limit: "characters", most }, context).out["out"]?.[0]?.text ?? "";

test("a text that fits with its link stays as it is", () => {
  const text = "x".repeat(56);
  expect(cut(text, 80)).toBe(text);
  expect(cut(`${text} ${link}`, 80)).toBe(`${text} ${link}`);
  expect(cut("x".repeat(80), 80, null)).toHaveLength(80);
});

test("a longer one is cut after a word and leaves room for the link", () => {
  expect(cut("The quick brown fox jumps over the lazy dog", 50)).toBe("The quick brown fox jumps…");
  expect(cut("The quick brown fox jumps over the lazy dog", 30, null)).toBe("The quick brown fox jumps…");
});

test("a link inside a text that is too long is never cut", () => {
  const text = cut(`Before ${link} and after it many, many words that do not fit any more`, 60);
  expect(text).not.toContain("https");
  expect(compose(text, link)).toBe(`Before and after it many, many… ${link}`);
});

test("what is cut is never longer than was asked for, and its letters stay whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 30, max: 120 }), (text, most) => {
      const short = cut(text, most, "https://a.example/1");
      expect(countGraphemes(short)).toBeLessThanOrEqual(most - 24);
      expect(short.isWellFormed()).toBe(text.isWellFormed());
    }),
  );
});

test("as each network allows: the node passes the text on, and the post is cut for its network", () => {
  const text = "A sentence that this network finds far too long for a single post";
  expect(process([item("k", { text })], { limit: "network", most: 30 }, context).out["out"]?.[0]?.text).toBe(text);
  const network = {
    count: (post: string) => post.replaceAll(/https:\S+/gu, "x".repeat(23)).length,
    cut: (post: string, most: number) => (post.length <= most ? post : `${post.slice(0, most - 1)}…`),
  };
  const limits = { text: 40, pictures: 0, videos: 0, alt: 0 };
  expect(fit("Short", link, network, limits)).toBe(`Short ${link}`);
  const post = fit(text, link, network, limits);
  expect(post.endsWith(` ${link}`)).toBe(true);
  expect(network.count(post)).toBeLessThanOrEqual(40);
  expect(network.count(post)).toBeGreaterThanOrEqual(38);
  expect(fit(`${link} ${text}`, link, network, limits)).toBe(post);
  expect(fit(text, null, network, limits)).toHaveLength(40);
});
