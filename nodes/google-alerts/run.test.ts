import { expect, test } from "vitest";
import type { FeedEntry, SourceContext } from "#engine/node.ts";
import { manifest } from "./node.ts";
import { source, unwrap } from "./run.ts";

const url = "https://www.google.com/alerts/feeds/01234567890123456789/9876543210";

const wrapped = (page: string) =>
  `https://www.google.com/url?rct=j&sa=t&url=${encodeURIComponent(page)}&ct=ga&cd=CAIyH&usg=AOvVaw`;

function found(id: string, page: string, title = "Un titre"): FeedEntry {
  return {
    id: `tag:google.com,2013:googlealerts/feed:${id}`,
    title,
    link: wrapped(page),
    summary: "…",
    author: null,
    tags: [],
    kind: "article",
    media: [],
    language: null,
    published: "2026-03-01T08:00:00.000Z",
    updated: null,
  };
}

function context(entries: FeedEntry[]): SourceContext {
  const never = () => Promise.reject(new Error("not expected"));
  return {
    now: 0,
    cursor: {},
    sourceId: "s",
    signal: new AbortController().signal,
    readFeed: async () => ({ unchanged: false, cursor: {}, title: "Google Alert - emploi", url, entries }),
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

test("links lead straight to the pages", async () => {
  const { items, title } = await source.poll({ url }, context([found("1", "https://journal.example/a?id=1&x=é")]));
  expect(items[0]?.link).toBe("https://journal.example/a?id=1&x=%C3%A9");
  expect(items[0]?.key).toBe("tag:google.com,2013:googlealerts/feed:1");
  expect(title).toBe("Google Alert - emploi");
});

test("one page is one item, under whatever ids and tracking parameters Google lists it", async () => {
  const entries = [
    found("1", "https://journal.example/a"),
    found("2", "https://journal.example/a?utm_source=x"),
    found("1", "https://journal.example/b"),
    found("3", "https://journal.example/c"),
  ];
  const { items } = await source.poll({ url }, context(entries));
  expect(items.map((item) => item.link)).toEqual(["https://journal.example/a", "https://journal.example/c"]);
});

test.each([
  "javascript:alert(1)",
  "file:///etc/passwd",
  "data:text/html,x",
  "",
  "intranet",
  "http://user@journal.example/",
])("what is no web page behind Google's link (%j) is left out", async (page) => {
  expect(unwrap(wrapped(page))).toBeNull();
  expect((await source.poll({ url }, context([found("1", page)]))).items).toEqual([]);
});

test("a link that is not Google's is kept as it is", () => {
  expect(unwrap("https://journal.example/url?url=https://autre.example/")).toBe(
    "https://journal.example/url?url=https://autre.example/",
  );
  expect(unwrap("https://www.google.fr/url?q=https://journal.example/")).toBe("https://journal.example/");
});

test.each([
  url,
  "https://www.google.fr/alerts/feeds/1/2",
  "https://google.co.uk/alerts/feeds/1/2",
  "http://127.0.0.1:3001/feeds/alerts/demo.xml",
])("%s is an alert", (good) => {
  expect(manifest.config.safeParse({ url: good }).success).toBe(true);
});

test.each([
  "https://www.google.com/alerts",
  "https://blog.example/alerts/feeds/1/2",
  "https://google.com.evil.example/alerts/feeds/1/2",
  "http://www.google.com/alerts/feeds/1/2",
  "x",
])("%j is refused with a sentence that says where the right address is", (bad) => {
  const parsed = manifest.config.safeParse({ url: bad });
  expect(parsed.success).toBe(false);
  expect(JSON.stringify(parsed.error?.issues)).toContain("google.com/alerts");
});
