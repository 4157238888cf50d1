import { expect, test } from "vitest";
import { languageOf } from "./media.ts";
import { parseFeed } from "./parse.ts";

const namespaces =
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
const url = "https://site.example/feed.xml";
const first = async (text: string) =>
  (await parseFeed({ bytes: Buffer.from(text), contentType: null, url })).entries[0];
const item = (inside: string, channel = "") =>
  first(
    `<rss version="2.0" ${namespaces}><channel><title>Le blog</title>${channel}<item><title>Titre</title>${inside}</item></channel></rss>`,
  );
const html = (markup: string) => item(`<content:encoded><![CDATA[${markup}]]></content:encoded>`);

test("a Mastodon feed's picture keeps its size and the words for those who do not see it", async () => {
  const entry = await item(
    `<media:content url="https://files.example/a.png" type="image/png" fileSize="81234" medium="image"><media:rating scheme="urn:simple">nonadult</media:rating>
    <media:description type="plain">Un chat &amp; son ombre</media:description></media:content>`,
  );
  expect(entry?.media).toEqual([
    {
      url: "https://files.example/a.png",
      kind: "picture",
      type: "image/png",
      bytes: 81_234,
      alt: "Un chat & son ombre",
    },
  ]);
});

test("of one picture in several sizes the largest is kept", async () => {
  const entry = await item(
    `<media:content width="140" url="https://i.example/p.jpg?width=140"/><media:content width="700" url="https://i.example/p.jpg?width=700"/><media:content width="460" url="https://i.example/p.jpg?width=460"/>`,
  );
  expect(entry?.media).toEqual([{ url: "https://i.example/p.jpg?width=700", kind: "picture", width: 700 }]);
});

test("a script's pictures are told apart by their query", async () => {
  const entry = await html(`<img src="/image.php?id=1"><img src="/image.php?id=2">`);
  expect(entry?.media.map((medium) => medium.url)).toEqual([
    "https://site.example/image.php?id=1",
    "https://site.example/image.php?id=2",
  ]);
});

test("an enclosure has the words that the text says of the same picture", async () => {
  const entry = await item(
    `<enclosure url="https://site.example/up/photo.jpg" type="image/jpeg" length="120000"/>
    <content:encoded><![CDATA[<p>Bonjour</p><figure><img class="size-medium" src="https://site.example/up/photo-300x200.jpg" alt="Trois personnes sur un &eacute;chafaudage" width="300" height="200"></figure>]]></content:encoded>`,
  );
  expect(entry?.media).toEqual([
    {
      url: "https://site.example/up/photo.jpg",
      kind: "picture",
      type: "image/jpeg",
      bytes: 120_000,
      alt: "Trois personnes sur un échafaudage",
    },
  ]);
});

test("the first pictures of a text are taken, without signs, counters and placeholders", async () => {
  const entry = await html(
    `<img src="data:image/gif;base64,R0lGOD" data-src="/lazy.jpg" alt='Un "vrai" texte'><img src=https://s.w.org/images/core/emoji/15/1f642.png>
    <img src="/sign.png" width="16" height="16"><IMG SRC="/pixel.gif" WIDTH="1"><img alt="sans adresse"><img src="/deux.png" alt="IMG_2041.png" width="100%"><img src="/trois.png" alt="Titre">`,
  );
  expect(entry?.media).toEqual([
    { url: "https://site.example/lazy.jpg", kind: "picture", alt: 'Un "vrai" texte' },
    { url: "https://site.example/deux.png", kind: "picture" },
    { url: "https://site.example/trois.png", kind: "picture" },
  ]);
});

test("a podcast's sound, its cover and a document are media of their kinds", async () => {
  const entry = await item(
    `<enclosure url="https://pod.example/1.mp3?x=1" type="audio/mpeg" length="34216300"/><itunes:image href="https://pod.example/1.jpg"/><enclosure url="https://pod.example/plan.pdf" type="application/pdf" length="0"/>`,
  );
  expect(entry?.kind).toBe("podcast");
  expect(entry?.media).toEqual([
    { url: "https://pod.example/1.mp3?x=1", kind: "audio", type: "audio/mpeg", bytes: 34_216_300 },
    { url: "https://pod.example/plan.pdf", kind: "file", type: "application/pdf" },
    { url: "https://pod.example/1.jpg", kind: "picture" },
  ]);
});

test("Atom's attachments are media", async () => {
  const entry = await first(
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link rel="enclosure" type="audio/mpeg" length="9" href="/1.mp3"/></entry></feed>`,
  );
  expect(entry).toMatchObject({
    kind: "podcast",
    link: null,
    media: [{ url: "https://site.example/1.mp3", kind: "audio", type: "audio/mpeg", bytes: 9 }],
  });
});

test("a video's player is no medium, its likeness is, and the entry is a video", async () => {
  const entry = await item(
    `<media:group><media:title>Titre</media:title><media:content url="https://www.youtube.com/v/abc?version=3" type="application/x-shockwave-flash" width="640" height="390"/><media:thumbnail url="https://i1.ytimg.com/vi/abc/hqdefault.jpg" width="480" height="360"/></media:group>`,
  );
  expect(entry?.kind).toBe("video");
  expect(entry?.media).toEqual([
    { url: "https://i1.ytimg.com/vi/abc/hqdefault.jpg", kind: "picture", width: 480, height: 360 },
  ]);
});

test("JSON Feed's pictures and attachments are read", async () => {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: "J",
    language: "fr_CA",
    items: [
      {
        id: "1",
        title: "T",
        url: "https://j.example/1",
        image: "/cover.png",
        content_html: '<p><img src="https://j.example/in.jpg" alt="Dans le texte" width="800" height="600"></p>',
        attachments: [
          { url: "https://j.example/a.m4a", mime_type: "audio/x-m4a", size_in_bytes: 900, title: "Épisode" },
        ],
      },
    ],
  };
  expect(await first(JSON.stringify(feed))).toMatchObject({
    kind: "podcast",
    language: "fr-CA",
    media: [
      { url: "https://site.example/cover.png", kind: "picture" },
      { url: "https://j.example/a.m4a", kind: "audio", type: "audio/x-m4a", bytes: 900 },
      { url: "https://j.example/in.jpg", kind: "picture", alt: "Dans le texte", width: 800, height: 600 },
    ],
  });
});

test("the language is the entry's, else the feed's", async () => {
  expect((await item("<dc:language>en-us</dc:language>", "<language>fr</language>"))?.language).toBe("en-US");
  expect((await item("", "<language>fr-FR</language>"))?.language).toBe("fr-FR");
  expect((await item("", "<language>French (France)</language>"))?.language).toBeNull();
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><entry><title>A</title></entry></feed>`;
  expect((await first(atom))?.language).toBe("de");
  expect(languageOf("x")).toBeNull();
});

test("a title is a post's only where it has one", async () => {
  expect(
    (await first(`<rss version="2.0"><channel><item><description>Sans titre</description></item></channel></rss>`))
      ?.kind,
  ).toBe("post");
  expect((await item(""))?.kind).toBe("article");
});

test("hostile markup costs no more than honest markup", async () => {
  for (const markup of [
    "<img ".repeat(100_000),
    `<img ${'src="'.repeat(40_000)}>`,
    "<img src=x>".repeat(40_000),
    `<img${" src".repeat(60_000)}>`,
  ])
    expect((await html(markup))?.media.length).toBeLessThanOrEqual(4);
});
