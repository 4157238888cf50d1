import fc from "fast-check";
import { expect, test } from "vitest";
import { compose } from "./compose.ts";
import { canonicalUrl, itemKey } from "./key.ts";

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

const sha256 = (text: string) => `h${text.length}`;
const entry = { id: null, link: null, title: "A title", summary: "words" };

test("addresses of one page have one spelling", () => {
  const page = "https://example.com/a/B?id=2&x=1";
  for (const other of [
    "https://EXAMPLE.com:443/a/B/?id=2&x=1#top",
    "HTTPS://example.com./a/B?utm_source=feed&id=2&UTM_Medium=x&x=1&fbclid=abc",
    " https://user:secret@example.com/a/B?id=2&gclid=1&x=1 ",
  ]) {
    expect(canonicalUrl(other)).toBe(page);
  }
  expect(canonicalUrl("http://example.com/")).toBe("http://example.com");
  expect(canonicalUrl("http://example.com:8080/a")).toBe("http://example.com:8080/a");
});

test("pages that differ keep different spellings", () => {
  const spellings = [
    "https://a.example/?a=1&b=2",
    "https://a.example/?b=2&a=1",
    "https://a.example/A",
    "https://a.example/a",
    "http://a.example/a",
  ].map(canonicalUrl);
  expect(new Set(spellings).size).toBe(spellings.length);
});

test("what is no web address has no canonical spelling", () => {
  for (const bad of [
    "",
    "mailto:a@b.example",
    "javascript:alert(1)",
    "/relative",
    "https://",
    "file:///etc/passwd",
    "not a url",
  ])
    expect(canonicalUrl(bad)).toBeNull();
});

test("a second question mark belongs to the query", () => {
  expect(canonicalUrl("https://a.example/??utm_source=x")).toBe("https://a.example??utm_source=x");
});

test("canonical spelling is a fixed point for any address", () => {
  fc.assert(
    fc.property(address, (url) => {
      const once = canonicalUrl(url);
      expect(once).not.toBeNull();
      expect(canonicalUrl(once ?? "")).toBe(once);
    }),
    { numRuns: 5000 },
  );
});

test("a global id is the key as it is, a local one is told apart by its source", () => {
  expect(itemKey({ ...entry, id: "tag:example.com,2026:1" }, "s1", sha256)).toBe("tag:example.com,2026:1");
  expect(itemKey({ ...entry, id: "https://example.com/?p=1" }, "s1", sha256)).toBe("https://example.com/?p=1");
  expect(itemKey({ ...entry, id: "1234" }, "s1", sha256)).toBe("s1 1234");
  expect(itemKey({ ...entry, id: "1234" }, "s2", sha256)).toBe("s2 1234");
  expect(itemKey({ ...entry, id: "c:\\x y" }, "s1", sha256)).toBe("s1 c:\\x y");
});

test("without an id the link decides, without a link the words do", () => {
  expect(itemKey({ ...entry, id: " ", link: "https://example.com/a?utm_source=x" }, "s", sha256)).toBe(
    "https://example.com/a",
  );
  expect(itemKey({ ...entry, link: "javascript:void(0)" }, "s", sha256)).toBe("sha256:h13");
  expect(itemKey({ ...entry, id: `urn:${"x".repeat(600)}` }, "s", sha256)).toBe("sha256:h604");
});

test("a post has its link once", () => {
  expect(compose("Read this", "https://a.example/1")).toBe("Read this https://a.example/1");
  expect(compose("See https://a.example/1 now", "https://a.example/1")).toBe("See https://a.example/1 now");
  expect(compose("", "https://a.example/1")).toBe("https://a.example/1");
  expect(compose("Alone", null)).toBe("Alone");
});
