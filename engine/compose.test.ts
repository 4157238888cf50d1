import { expect, test } from "vitest";
import { compose, fit } from "./compose.ts";

/** Counts letters, and a link as 23, as X and Mastodon do. */
const counted = (text: string) => [...text.replace(/https?:\/\/\S+/gu, "x".repeat(23))].length;
const network = {
  count: counted,
  cut: (text: string, max: number) => (counted(text) <= max ? text : `${[...text].slice(0, max - 1).join("")}…`),
};
const limits = { text: 60, pictures: 0, videos: 0, alt: 0 };
const link = `https://example.org/${"long".repeat(20)}`;

test("A text that fits is left alone and gets its link.", () => {
  expect(fit("Bonjour", link, network, limits)).toBe(`Bonjour ${link}`);
  expect(fit("Bonjour", null, network, limits)).toBe("Bonjour");
});

test("A long text is cut so that text and link fit together.", () => {
  const text = fit("é".repeat(100), link, network, limits);
  expect(counted(text)).toBe(60);
  expect(text.endsWith(`… ${link}`)).toBe(true);
});

test("A link inside a long text survives the cut, once.", () => {
  const text = fit(`${"a".repeat(80)} ${link} ${"b".repeat(80)}`, link, network, limits);
  expect(counted(text)).toBeLessThanOrEqual(60);
  expect(text.split(link)).toHaveLength(2);
});

test("A long text without a link is cut to the limit.", () => {
  expect(counted(fit("a".repeat(100), null, network, limits))).toBe(60);
});

test("A link that another, longer address begins with is not taken for it when the text is cut.", () => {
  const short = "https://example.org/1";
  const text = fit(`${"a".repeat(70)} ${short}2`, short, network, limits);
  expect(text.endsWith(` ${short}`)).toBe(true);
  expect(compose("Voir", short)).toBe(`Voir ${short}`);
});
