import { expect, test } from "vitest";
import type { Network } from "#engine/network.ts";
import { fit } from "./fit.ts";

/** Counts letters, and a link as 23, as X and Mastodon do. */
const counted = (text: string) => [...text.replace(/https?:\/\/\S+/gu, "x".repeat(23))].length;
const network = {
  maxLength: 60,
  length: counted,
  cut: (text: string, max: number) => (counted(text) <= max ? text : `${[...text].slice(0, max - 1).join("")}…`),
} as Network;
const link = `https://example.org/${"long".repeat(20)}`;

test("A text that fits is left alone and gets its link.", () => {
  expect(fit(network, { text: "Bonjour", link })).toBe(`Bonjour ${link}`);
  expect(fit(network, { text: "Bonjour", link: null })).toBe("Bonjour");
});

test("A long text is cut so that text and link fit together.", () => {
  const text = fit(network, { text: "é".repeat(100), link });
  expect(counted(text)).toBe(60);
  expect(text.endsWith(`… ${link}`)).toBe(true);
});

test("A link inside a long text survives the cut, once.", () => {
  const text = fit(network, { text: `${"a".repeat(80)} ${link} ${"b".repeat(80)}`, link });
  expect(counted(text)).toBeLessThanOrEqual(60);
  expect(text.split(link)).toHaveLength(2);
});

test("A long text without a link is cut to the limit.", () => {
  expect(counted(fit(network, { text: "a".repeat(100), link: null }))).toBe(60);
});
