import fc from "fast-check";
import { expect, test } from "vitest";
import { anchorOf, pageOf } from "./address.ts";

test("a page is one however its address is spelled", () => {
  for (const other of [
    "http://example.com/a/B%c3%a9?id=2&x=1",
    "https://www.EXAMPLE.com:443/a/B%C3%A9/?id=2&x=1#top",
    "https://www.example.com:80/a/Bé?mtm_campaign=rss&id=2&x=1&pk_kwd=2",
    "HTTPS://example.com./%61/Bé//?utm_source=feed&id=2&UTM_Medium=x&x=1&fbclid=abc",
    " https://user:secret@example.com/a/B%C3%A9?id=2&gclid=1&x=1 ",
  ]) {
    expect(pageOf(other)).toBe("example.com/a/B%C3%A9?id=2&x=1");
  }
});

test("pages that differ have different names", () => {
  const all = [
    "https://a.example/?a=1&b=2",
    "https://a.example/?b=2&a=1",
    "https://a.example/A",
    "https://a.example/a",
    "https://a.example:8080/a",
    "https://b.a.example/a",
    "https://a.example/a%2Fb",
    "https://a.example/a/b",
    "https://www.example/a",
    "https://example/a",
    "https://a.example/#/offer/1",
    "https://a.example/#/offer/2",
    "https://a.example/#!offer",
  ].map((address) => pageOf(address));
  expect(new Set(all).size).toBe(all.length);
});

test("what stands behind # counts where it is said to, but for marks", () => {
  expect(pageOf("https://a.example/log#v2", true)).toBe("a.example/log#v2");
  expect(pageOf("https://a.example/log#v2")).toBe("a.example/log");
  expect(pageOf("https://a.example/log#xtor=RSS-1", true)).toBe("a.example/log");
  expect(pageOf("https://a.example/log#Echobox=1699&v=2", true)).toBe("a.example/log#v=2");
  expect(anchorOf("https://a.example/log#v2:~:text=Hello")).toBe("v2");
  expect(anchorOf("no address")).toBe("");
});

test("what is no web address has no page", () => {
  for (const bad of ["", "mailto:a@b.example", "/relative", "https://", "not a url"]) expect(pageOf(bad)).toBeNull();
});

test("a page's name, read as an address, is its own name", () => {
  const part = fc.constantFrom(
    "a",
    "B",
    "/",
    "?",
    "&",
    "=",
    "#",
    "#/",
    "utm_source=x",
    "&mtm_b=y",
    "%20",
    "%7e",
    "é",
    ";",
    "+",
    ".",
    " ",
  );
  const address = fc.array(part, { maxLength: 12 }).map((parts) => `https://www.example.com:8443/${parts.join("")}`);
  fc.assert(
    fc.property(address, fc.boolean(), (url, anchored) => {
      const once = pageOf(url, anchored);
      expect(once).not.toBeNull();
      expect(pageOf(`https://${once}`, anchored)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});
