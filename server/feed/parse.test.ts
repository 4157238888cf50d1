import { expect, test } from "vitest";
import { parseFeed } from "./parse.ts";
import { Unreadable } from "./raw.ts";

const url = "https://site.example/blog/feed.xml";
const read = (text: string) => parseFeed({ bytes: Buffer.from(text), contentType: null, url });
const rss = (inside: string, root = "") =>
  `<rss version="2.0" ${root}><channel><title>Le blog</title><link>https://site.example/</link>${inside}</channel></rss>`;
const first = async (text: string) => (await read(text)).entries[0];

test("an RSS item is read with all its fields", async () => {
  const feed = await read(
    rss(
      `<item><title>Nous &lt;b&gt;recrutons&lt;/b&gt; &amp; formons</title><link>/recrutement</link><guid isPermaLink="false">42</guid><pubDate>Tue, 03 Mar 2026 09:15:00 +0100</pubDate>
      <description>&lt;p&gt;Deux postes&lt;/p&gt;</description><dc:creator>Léa Martin</dc:creator><category>Emploi</category><category>Emploi</category><category>Lyon</category>
      <enclosure type="image/jpeg" url="/photo.jpg"/></item>`,
      'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ),
  );
  expect(feed).toEqual({
    title: "Le blog",
    entries: [
      {
        id: "42",
        title: "Nous recrutons & formons",
        link: "https://site.example/recrutement",
        summary: "Deux postes",
        author: "Léa Martin",
        tags: ["Emploi", "Lyon"],
        kind: "article",
        media: [{ url: "https://site.example/photo.jpg", kind: "picture", type: "image/jpeg" }],
        language: null,
        published: "2026-03-03T08:15:00.000Z",
        updated: null,
      },
    ],
  });
});

test("an Atom entry is read with markup in its title, its own base and its alternate link", async () => {
  const entry =
    await first(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/"><title>A</title><entry xml:base="2026/">
    <id>tag:atom.example,2026:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <b>two</b> three</div></title>
    <link rel="self" href="entry.atom"/><link rel="alternate" type="text/html" href="one.html"/><updated>2026-03-03T09:15:00Z</updated>
    <author><name>Noé</name></author><category term="x" label="Emploi"/><summary type="html">&lt;i&gt;S&lt;/i&gt;</summary></entry></feed>`);
  expect(entry).toMatchObject({
    title: "One two three",
    link: "https://atom.example/2026/one.html",
    author: "Noé",
    tags: ["Emploi"],
    summary: "S",
    published: null,
    updated: "2026-03-03T09:15:00.000Z",
  });
});

test("RDF, prefixed Atom, RSS 1.1, CDF and JSON Feed are feeds too", async () => {
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>R</title></channel><item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link></item></rdf:RDF>`;
  expect(await first(rdf)).toMatchObject({ id: "https://r.example/1", title: "One" });
  expect(
    await first(
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>One</a:title><a:link href="https://a.example/"/></a:entry></a:feed>`,
    ),
  ).toMatchObject({ title: "One", link: "https://a.example/" });
  expect(
    await first(
      `<Channel xmlns="http://purl.org/net/rss1.1#"><title>X</title><items><item><title>One</title></item></items></Channel>`,
    ),
  ).toMatchObject({ title: "One" });
  expect(
    await first(
      `<CHANNEL><ITEM HREF="https://c.example/" LASTMOD="2004-04-06T23:05:43Z"><TITLE>One</TITLE></ITEM></CHANNEL>`,
    ),
  ).toMatchObject({ title: "One", link: "https://c.example/" });
  expect(
    await first(
      `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://j.example/1","content_text":"a < b","date_published":"2026-03-03"}]}`,
    ),
  ).toMatchObject({ id: "1", summary: "a < b", title: "" });
});

test("what is not well-formed is repaired once", async () => {
  expect(await first(rss("<item><title>R&D & co &eacute;t&eacute; &unknown;</title></item>"))).toMatchObject({
    title: "R&D & co été &unknown;",
  });
  expect(
    await first(rss("<item><title>One <b>two</title><link>https://x.example/?a=1&b=2</link></item>")),
  ).toMatchObject({ title: "One two", link: "https://x.example/?a=1&b=2" });
  expect(await first(rss("<item><title>A</titel><description><p>Un<br>deux</description></item>"))).toMatchObject({
    summary: "Un\ndeux",
  });
  expect(
    (await read(rss("<item><title>A</title><item><title>B</title></item>"))).entries.map((entry) => entry.title),
  ).toEqual(["A", "B"]);
  expect(
    await first(`Warning: mysql_connect()\n${rss("<item><title>A</title></item>")}<!-- cached -->junk`),
  ).toMatchObject({ title: "A" });
  expect(await first(rss(`<item><title attr=unquoted attr="twice">A\u0001</title></item>`))).toMatchObject({
    title: "A",
  });
});

test("of a feed that breaks off, the whole entries are read", async () => {
  const whole = rss("<item><title>A</title></item><item><title>B</title></item><item><title>C is cut</title></item>");
  expect((await read(whole.slice(0, whole.indexOf(" cut")))).entries.map((entry) => entry.title)).toEqual(["A", "B"]);
  const json = `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"A"},{"id":"2","title":"B"},{"id":"3","ti`;
  expect((await read(json)).entries.map((entry) => entry.title)).toEqual(["A", "B"]);
});

test("a feed without entries is a feed, and one that breaks off says so", async () => {
  expect(await read(rss(""))).toEqual({ title: "Le blog", entries: [] });
  expect(await read(`<rss version="2.0"><channel><title>Le blog</title><link>https://site`)).toMatchObject({
    entries: [],
    cut: true,
  });
  expect((await read(rss("<item><title>A</title></item>").replace("</channel></rss>", "<item><ti"))).cut).toBe(true);
  expect((await read(rss("<item><title>A & B</title></item>"))).cut).toBeUndefined();
  expect(await read(`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[]}`)).toEqual({
    title: "J",
    entries: [],
  });
  expect(await read(`{"title":"J","items":[]}`)).toEqual({ title: "J", entries: [] });
  await expect(read(`{"items":[]}`)).rejects.toMatchObject({ code: "not_a_feed" });
});

test("a relative permalink, a link without a scheme and the base of the root lead where they mean", async () => {
  const link = async (inside: string, root = "") =>
    (await first(rss(`<item><title>A</title>${inside}</item>`, root)))?.link;
  expect(await link(`<guid isPermaLink="true">/p/1</guid>`)).toBe("https://site.example/p/1");
  expect(await link(`<guid isPermaLink="true">p/2.html</guid>`)).toBe("https://site.example/p/2.html");
  expect(await link(`<guid>/p/3</guid>`)).toBe("https://site.example/p/3");
  for (const id of [
    `<guid isPermaLink="true">42</guid>`,
    `<guid isPermaLink="true">tag:x,2026:1/2</guid>`,
    "<guid>p/2</guid>",
    `<guid isPermaLink="false">/p/1</guid>`,
  ])
    expect(await link(id)).toBeNull();
  expect(await link("<link>www.autre.example/a?b=1</link>")).toBe("https://www.autre.example/a?b=1");
  expect(await link("<link>site.example/a</link>")).toBe("https://site.example/a");
  expect(await link("<link>autre.example/a</link>")).toBe("https://autre.example/a");
  expect(await link("<link>http//www.autre.example/a</link>")).toBe("https://www.autre.example/a");
  expect(await link("<link>http://https://autre.example/a</link>")).toBe("https://autre.example/a");
  expect(await link("<link>//autre.example/a</link>")).toBe("https://autre.example/a");
  expect(await link("<link>page.html</link>")).toBe("https://site.example/page.html");
  expect(await link("<link>p/1</link>", 'xml:base="https://base.example/dossier/"')).toBe(
    "https://base.example/dossier/p/1",
  );
});

test("an entry without an id is recognised by what it was recognised by", async () => {
  expect((await first(rss("<item><title>Vec&lt;T&gt;</title></item>")))?.former).toEqual({
    link: null,
    title: "Vec",
    summary: "",
  });
  expect((await first(rss("<item><title>A</title><link>www.autre.example/a</link></item>")))?.former?.link).toBe(
    "https://site.example/www.autre.example/a",
  );
  for (const inside of [
    "<title>A &amp; B</title>",
    "<title>Vec&lt;T&gt;</title><link>/a</link>",
    "<title>Vec&lt;T&gt;</title><guid>1</guid>",
  ])
    expect((await first(rss(`<item>${inside}</item>`)))?.former).toBeUndefined();
});

test("one odd date or link does not cost the others", async () => {
  const feed = await read(
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link>https://a.example/</link><published>soon</published></entry><entry/><entry><title>C</title><link/></entry></feed>`,
  );
  expect(feed.entries.map((entry) => [entry.title, entry.link, entry.published])).toEqual([
    ["A", "https://a.example/", null],
    ["", null, null],
    ["C", null, null],
  ]);
});

test.each([
  "javascript:alert(1)",
  "file:///etc/passwd",
  "data:text/html,x",
  "ftp://x.example/",
  "https://user:pw@x.example/",
  "mailto:a@b.example",
])("%s never becomes a link", async (link) => {
  expect(
    await first(rss(`<item><title>A</title><link>${link}</link><enclosure type="image/png" url="${link}"/></item>`)),
  ).toMatchObject({ link: null, media: [] });
});

test("a web page is no feed, and the feed that it names is told", async () => {
  const page = `<!DOCTYPE html><html><head><title>Le blog</title><link rel="stylesheet" href="/x.css"><link rel='alternate' type='application/rss+xml' title='RSS' href='/feed/?a=1&amp;b=2'></head><body></body></html>`;
  const thrown = await read(page).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Unreadable);
  expect(thrown).toMatchObject({ code: "not_a_feed", hint: "https://site.example/feed/?a=1&b=2" });
  await expect(read("<html><body>rss</body></html>")).rejects.toMatchObject({ code: "not_a_feed", hint: null });
  await expect(read("just words")).rejects.toMatchObject({ code: "not_a_feed" });
  await expect(read('{"a":1}')).rejects.toMatchObject({ code: "not_a_feed" });
  await expect(read(" \n ")).rejects.toMatchObject({ code: "empty" });
});
