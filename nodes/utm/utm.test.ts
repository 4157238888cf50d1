import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalUrl } from "#engine/key.ts";
import { item } from "#test/support/toys.ts";
import { manifest } from "./node.ts";
import type { Config } from "./node.ts";
import { process } from "./run.ts";

/** Addresses of every form; fast-check's own take seconds to begin. */
const address = fc
  .array(
    fc.constantFrom(
      "a",
      "B",
      "/",
      "//",
      "?",
      "&",
      "=",
      "#",
      "utm_source=x",
      "&UTM_Medium=y",
      "gclid=1",
      "%20",
      "é",
      ";",
      "+",
      ".",
      "~",
      " ",
    ),
    { maxLength: 12 },
  )
  .map((parts) => `https://www.example.com:8443/${parts.join("")}`);

const config: Config = { source: "ambassadors", medium: "social", campaign: "été & co", content: "", replace: true };
const run = (link: string | null, text = "", changes: Partial<Config> = {}) =>
  process([item("k", { link, text })], { ...config, ...changes }, { now: 0, state: undefined }).out["out"]?.[0];
const marks = "utm_source=ambassadors&utm_medium=social&utm_campaign=%C3%A9t%C3%A9%20%26%20co";

test("marks are added behind what the link has", () => {
  expect(run("https://a.example/p")?.link).toBe(`https://a.example/p?${marks}`);
  expect(run("https://a.example/p?id=1&sig=a%2Fb+c#part")?.link).toBe(
    `https://a.example/p?id=1&sig=a%2Fb+c&${marks}#part`,
  );
});

test("marks of the feed are replaced, or kept on request", () => {
  expect(run("https://a.example/?UTM_source=rss&x=1")?.link).toBe(`https://a.example/?x=1&${marks}`);
  expect(run("https://a.example/?utm_source=rss&x=1", "", { replace: false, medium: "", campaign: "" })?.link).toBe(
    "https://a.example/?utm_source=rss&x=1",
  );
});

test("the link in the text is marked too, and no other", () => {
  const text = "See https://a.example/1, not https://a.example/12 (https://a.example/1).";
  const marked = `https://a.example/1?${marks}`;
  expect(run("https://a.example/1", text)?.text).toBe(`See ${marked}, not https://a.example/12 (${marked}).`);
});

test("what is no web link passes as it is", () => {
  for (const link of [null, "mailto:a@b.example", "javascript:alert(1)", "ftp://a.example", "no link"])
    expect(run(link)?.link).toBe(link);
});

test("any web link stays the same page", () => {
  fc.assert(
    fc.property(address, (link) => {
      const marked = run(link)?.link ?? "";
      expect(canonicalUrl(marked)).toBe(canonicalUrl(link));
      expect(run(marked)?.link).toBe(marked);
    }),
  );
});

test("at least one mark is needed", () => {
  expect(manifest.config.safeParse({}).success).toBe(false);
  expect(manifest.config.safeParse({ campaign: "x" }).success).toBe(true);
});
