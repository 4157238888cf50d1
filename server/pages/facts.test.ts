import { expect, test } from "vitest";
import { factsOf } from "./facts.ts";

const url = "https://www.lumen.example/actus/ouverture";
const read = (head: string, type: string | null = "text/html; charset=utf-8", at = url) =>
  factsOf(Buffer.from(`<!doctype html><html><head>${head}</head><body></body></html>`), type, at);
const og = (name: string, content: string) => `<meta property="og:${name}" content="${content}">`;
const address = (href: string, at = url) => read(og("image", href), null, at).picture?.url ?? null;

test("a page's picture comes with its sizes and what it shows; its words are one line", () => {
  const head = `${og("image", "/img/a.jpg")}${og("image:width", "1200")}${og("image:height", "630px")}
    ${og("image:alt", "Une lampe &amp; son  ombre")}${og("description", "Deux\n lignes&nbsp;!")}`;
  expect(read(head)).toEqual({
    url,
    canonical: null,
    summary: "Deux lignes\u00a0!",
    picture: {
      url: "https://www.lumen.example/img/a.jpg",
      kind: "picture",
      width: 1200,
      height: 630,
      alt: "Une lampe & son ombre",
    },
  });
});

test.each([
  ["//cdn.lumen.example/a.jpg", "https://cdn.lumen.example/a.jpg"],
  ["a.jpg?w=1&amp;h=2", "https://www.lumen.example/actus/a.jpg?w=1&h=2"],
  ["http://www.lumen.example/a.jpg", "https://www.lumen.example/a.jpg"],
  ["http://pictures.example:8080/a.jpg", "http://pictures.example:8080/a.jpg"],
  ["https://pictures.example/été.jpg", "https://pictures.example/%C3%A9t%C3%A9.jpg"],
  ["https://logo.example/logos/lampe.jpg", "https://logo.example/logos/lampe.jpg"],
])("%s is read as %s", (href, meant) => {
  expect(address(href)).toBe(meant);
});

test.each([
  "data:image/png;base64,AAAA",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "https://user:pass@pictures.example/a.jpg",
  "https://pictures.example/site-logo.png",
  "https://pictures.example/favicon-512.png",
  "https://pictures.example/default_og.jpg",
  "https://pictures.example/a.svg",
  "https://",
  "",
])("%s is no picture to post", (href) => {
  expect(address(href)).toBeNull();
});

test("an address that is too long to be kept is none, whole or cut", () => {
  expect(address(`https://pictures.example/${"a".repeat(5000)}.jpg`)).toBeNull();
});

test("the first picture that is large enough is taken; others' names for it count where Open Graph says nothing", () => {
  const small = `${og("image", "/s.jpg")}${og("image:width", "64")}`;
  expect(read(`${small}${og("image", "/l.jpg")}`).picture?.url).toMatch(/\/l\.jpg$/u);
  expect(
    read(`${og("image", "http://a.example/p")}${og("image:secure_url", "https://b.example/p")}`).picture?.url,
  ).toBe("https://b.example/p");
  const twitter = '<meta name="twitter:image:src" content="/t.jpg"><meta name="twitter:image:alt" content="T">';
  expect(read(`${small}${twitter}`).picture).toMatchObject({ url: "https://www.lumen.example/t.jpg", alt: "T" });
  expect(read('<link rel="image_src" href="/i.jpg">').picture?.url).toMatch(/\/i\.jpg$/u);
  expect(read(`<base href="https://b.example/x/">${og("image", "i.jpg")}`).picture?.url).toBe(
    "https://b.example/x/i.jpg",
  );
});

test.each([
  ["https://www.lumen.example/actus/ouverture-bis", "https://www.lumen.example/actus/ouverture-bis"],
  ["https://m.lumen.example/actus/o", "https://m.lumen.example/actus/o"],
  ["http://lumen.example/actus/o", "https://lumen.example/actus/o"],
  ["/actus/o", "https://www.lumen.example/actus/o"],
  ["https://www.lumen.example/", null],
  ["https://evil.example/actus/o", null],
  ["https://lumen.example.evil.example/o", null],
  ["https://www.lumen.example:8443/o", null],
  ["https://127.0.0.1/o", null],
  ["javascript:alert(1)", null],
])("a page that calls itself %s has %s for its address", (href, meant) => {
  expect(read(`<link rel="canonical" href="${href}">`).canonical).toBe(meant);
});

test.each([
  ["windows-1252", Buffer.from("Une soir\xe9e", "latin1"), "text/html; charset=iso-8859-1"],
  ["windows-1252, said in the page alone", Buffer.from("Une soir\xe9e", "latin1"), "text/html"],
  ["UTF-8 whatever is said", Buffer.from("Une soirée"), "text/html; charset=iso-8859-1"],
])("letters are read: %s", (_, words, type) => {
  const [before, after] = ['<head><meta charset="windows-1252"><meta name="description" content="', '"></head>'];
  const bytes = Buffer.concat([Buffer.from(before), words, Buffer.from(after)]);
  expect(factsOf(bytes, type, url).summary).toBe("Une soirée");
});

const picture = og("image", "/a.jpg");
test.each([
  ["in a comment", `<!-- ${picture} -->`, false],
  ["in a comment that never ends", `<!-- ${picture}`, false],
  ["in a script", `<script>"${picture}"</script>`, false],
  ["in the title", `<title>${picture}</title>`, false],
  ["in a script that never ends", `<script>${picture}`, false],
  ["in an attribute", `<meta name="x" content='${picture}'>`, false],
  ["behind the head", `</head>${picture}`, false],
  ["in the body", `<body>${picture}`, false],
  ["behind a script that speaks of the body", `<script>"<body></head>"</script>${picture}`, true],
  ["behind ten thousand open elements", `${"<b>".repeat(10_000)}${picture}`, true],
  [
    "with its attributes turned round, twice, in capitals",
    '<META CONTENT="/a.jpg" content="/b.jpg" PROPERTY=og:image />',
    true,
  ],
  ["in a tag that is cut off", '<meta property="og:image" content="/a.jpg', false],
  ["behind a quote that never closes", `<meta content="x>${picture}`, false],
  ["behind a prototype", `<meta property="__proto__" content="1"><meta property="constructor">${picture}`, true],
])("a picture %s", (_, head, found) => {
  expect(factsOf(Buffer.from(`<html><head>${head}`), null, url).picture !== null).toBe(found);
});

test.each([
  ["open tags", "<meta ".repeat(80_000)],
  ["signs", "<".repeat(500_000)],
  ["one attribute", `<meta content="${"&amp;".repeat(100_000)}">`],
  ["attributes", `<meta ${'a="b" '.repeat(80_000)}>`],
  ["tags", og("image", "x:y").repeat(10_000)],
  ["comments", "<!--".repeat(120_000)],
  ["NUL", "\0".repeat(500_000)],
  ["entities", `<meta name="description" content="${"&".repeat(400_000)}">`],
])("half a megabyte of %s is read in a moment, and says nothing", (_, head) => {
  // The test's own time limit holds against what would be quadratic.
  expect(factsOf(Buffer.from(head), "text/html", url).picture).toBeNull();
});

test("the sign of a site is one that can be shown, of the size that is nearest to how it is shown", () => {
  const icon = (head: string) => read(head).icon ?? null;
  const link = (rel: string, href: string, more = "") => `<link rel="${rel}" href="${href}" ${more}>`;
  expect(icon(link("icon", "/a.svg", 'type="image/svg+xml"') + link("shortcut icon", "/favicon.ico"))).toBeNull();
  expect(icon(link("icon", "/32.png", 'sizes="32x32"') + link("icon", "/512.png", 'sizes="512x512"'))).toBe(
    "https://www.lumen.example/512.png",
  );
  expect(icon(link("icon", "/512.png", 'sizes="512x512"') + link("apple-touch-icon", "/touch"))).toBe(
    "https://www.lumen.example/touch",
  );
  expect(icon(link("icon", "javascript:alert(1)", 'type="image/png"') + link("stylesheet", "/a.png"))).toBeNull();
});
