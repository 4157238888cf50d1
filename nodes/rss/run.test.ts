import { expect, test } from "vitest";
import { Item, unsaid } from "#engine/item.ts";
import { NodeError, type FeedEntry, type FetchedFeed, type SourceContext } from "#engine/node.ts";
import { manifest } from "./node.ts";
import { source } from "./run.ts";

const entry: FeedEntry = {
  id: "https://blog.example/?p=1",
  title: "Nous recrutons",
  link: "https://blog.example/recrutement",
  summary: "Deux postes à Lyon.",
  author: "Léa",
  tags: ["emploi"],
  kind: "article",
  media: [],
  language: null,
  published: "2026-03-01T08:00:00.000Z",
  updated: null,
};

function context(feed: FetchedFeed | NodeError): SourceContext & { asked: string[] } {
  const asked: string[] = [];
  const never = () => Promise.reject(new Error("not expected"));
  return {
    asked,
    now: 0,
    cursor: {},
    sourceId: "source-1",
    signal: new AbortController().signal,
    readFeed: async (url) => {
      asked.push(url);
      if (feed instanceof NodeError) throw feed;
      return feed;
    },
    getJson: never,
    getPage: never,
    network: () => {
      throw new Error("not expected");
    },
    account: never,
    spend: never,
    secret: never,
  };
}

const read = (entries: FeedEntry[], title: string | null = "Le blog"): FetchedFeed => ({
  unchanged: false,
  cursor: { etag: '"1"' },
  title,
  url: "https://blog.example/feed",
  entries,
});

test("an entry becomes an item whose text is its title", async () => {
  const polled = await source.poll({ url: "https://blog.example/feed#top" }, context(read([entry])));
  expect(polled.items).toEqual([
    {
      key: "https://blog.example/?p=1",
      source: "Le blog",
      title: "Nous recrutons",
      text: "Nous recrutons",
      link: "https://blog.example/recrutement",
      summary: "Deux postes à Lyon.",
      author: "Léa",
      tags: ["emploi"],
      ...unsaid,
      published: "2026-03-01T08:00:00.000Z",
    },
  ]);
  expect(polled.cursor).toEqual({ etag: '"1"' });
  expect(Item.safeParse(polled.items[0]).success).toBe(true);
});

test("an entry without a title speaks by its summary, and its date may be that of its last change", async () => {
  const plain = {
    ...entry,
    title: "",
    summary: "mot ".repeat(200),
    published: null,
    updated: "2026-04-01T00:00:00.000Z",
  };
  const [item] = (await source.poll({ url: "https://blog.example/feed" }, context(read([plain])))).items;
  expect(item?.text.length).toBeLessThanOrEqual(201);
  expect(item?.text).toMatch(/^mot mot .*…$/);
  expect(item?.published).toBe("2026-04-01T00:00:00.000Z");
});

test("all entries are given as they are listed, one that says nothing is counted", async () => {
  const nothing = { ...entry, id: "x", title: "", summary: "", link: null };
  const polled = await source.poll(
    { url: "https://blog.example/feed" },
    context(read([entry, { ...entry, title: "Autre" }, nothing])),
  );
  expect(polled.items.map((item) => item.title)).toEqual(["Nous recrutons", "Autre"]);
  expect(polled.blank).toBe(1);
});

test("an episode without a page leads to its sound, under the key that it had", async () => {
  const media: FeedEntry["media"] = [
    { url: "https://sons.example/4.jpg", kind: "picture" },
    { url: "https://sons.example/4.mp3", kind: "audio" },
  ];
  const episode = { ...entry, id: null, link: null, media };
  const [item] = (await source.poll({ url: "https://blog.example/feed" }, context(read([episode])))).items;
  expect(item?.link).toBe("https://sons.example/4.mp3");
  expect(item?.key).toMatch(/^sha256:/);
});

test("a guid that is only unique inside its feed is kept apart by the source", async () => {
  const [item] = (await source.poll({ url: "https://blog.example/feed" }, context(read([{ ...entry, id: "42" }]))))
    .items;
  expect(item?.key).toBe("source-1 42");
});

test("a feed without a title is called by its host", async () => {
  expect((await source.poll({ url: "https://blog.example/feed" }, context(read([entry], null)))).title).toBe(
    "blog.example",
  );
});

test("nothing changed gives no items and keeps the cursor", async () => {
  const polled = await source.poll(
    { url: "https://blog.example/feed" },
    context({ unchanged: true, cursor: { etag: "x" } }),
  );
  expect(polled).toEqual({ items: [], cursor: { etag: "x" }, title: null, unchanged: true });
});

test("a failure of the feed reaches whoever polls", async () => {
  const failure = new NodeError("not_a_feed", { en: "no feed", fr: "pas un flux" });
  await expect(source.poll({ url: "https://blog.example/feed" }, context(failure))).rejects.toBe(failure);
});

test("two maps that read the same address share one source", () => {
  expect(source.identify({ url: "https://Blog.example/feed#a" })).toBe(
    source.identify({ url: "https://blog.example/feed" }),
  );
  expect(source.identify({ url: "https://blog.example/feed?b" })).not.toBe(
    source.identify({ url: "https://blog.example/feed" }),
  );
});

test.each(["feed", "ftp://blog.example/feed", "javascript:alert(1)", "file:///etc/passwd", "//blog.example"])(
  "%j is not accepted as an address",
  (url) => {
    expect(manifest.config.safeParse({ url }).success).toBe(false);
  },
);
