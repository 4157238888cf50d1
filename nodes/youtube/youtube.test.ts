import { expect, test } from "vitest";
import type { FeedEntry, FetchedFeed } from "#engine/node.ts";
import { failureOf, pollingOf, scripted } from "#test/support/polling.ts";
import { channelName, readChannel } from "./address.ts";
import { manifest } from "./node.ts";
import { source } from "./run.ts";

const id = "UCabcdefghijklmnopqrstu-";
const entry = (video: string, more: Partial<FeedEntry> = {}): FeedEntry => ({
  id: `yt:video:${video}`,
  title: `Film ${video}`,
  link: `https://www.youtube.com/watch?v=${video}`,
  summary: "De l’esquisse au montage.",
  author: "Acme",
  tags: [],
  media: [
    { url: "https://i.test/hqdefault.jpg", kind: "picture", width: 480, height: 360 },
    { url: "https://www.youtube.com/v/1", kind: "video" },
  ],
  kind: "video",
  language: null,
  published: "2026-03-01T08:00:00.000Z",
  updated: "2026-03-01T09:00:00.000Z",
  ...more,
});

function polling(page: { status?: number; text: string }, entries: FeedEntry[] = [entry("aaaaaaaaaaa")]) {
  const asked: string[] = [];
  const feed: FetchedFeed = { unchanged: false, cursor: { etag: "1" }, title: "Acme", url: "u", entries };
  const given = {
    network: (name: string) => scripted({}).network(name),
    getPage: async (url: string) => {
      asked.push(url);
      return { status: page.status ?? 200, url, text: page.text };
    },
    readFeed: async (url: string) => {
      asked.push(url);
      return feed;
    },
  };
  return { asked, given };
}
const config = (address: string, more: object = {}) => manifest.config.parse({ address, ...more });

test("a channel is found once by its page, then read by its feed, which gives videos with their pictures", async () => {
  const page = `<html><link rel="canonical" href="https://www.youtube.com/channel/${id}"><script>{"channelId":"UCxxxxxxxxxxxxxxxxxxxxxx"}</script>`;
  const { asked, given } = polling({ text: page });
  const first = await source.poll(config("@acme"), pollingOf(given));
  expect(first.items).toEqual([
    {
      key: "yt:video:aaaaaaaaaaa",
      kind: "video",
      source: "Acme",
      title: "Film aaaaaaaaaaa",
      text: "Film aaaaaaaaaaa",
      link: "https://www.youtube.com/watch?v=aaaaaaaaaaa",
      summary: "De l’esquisse au montage.",
      author: "Acme",
      tags: [],
      media: [{ url: "https://i.test/hqdefault.jpg", kind: "picture", width: 480, height: 360 }],
      language: null,
      published: "2026-03-01T08:00:00.000Z",
      updated: "2026-03-01T09:00:00.000Z",
      origin: {
        network: "youtube",
        remoteId: "aaaaaaaaaaa",
        url: "https://www.youtube.com/watch?v=aaaaaaaaaaa",
        account: id,
      },
    },
  ]);
  await source.poll(config("@acme"), pollingOf({ ...given, cursor: first.cursor }));
  const feed = `https://web.test/feeds/videos.xml?channel_id=${id}`;
  // Asked at the network's own address, whatever was pasted.
  expect(asked).toEqual(["https://web.test/@acme", feed, feed]);
});

test("the page of a video names its own channel among others", async () => {
  const page = `<script>{"channelId":"UCxxxxxxxxxxxxxxxxxxxxxx"},"videoDetails":{"videoId":"v","channelId":"${id}"}</script>`;
  const { asked, given } = polling({ text: page });
  await source.poll(config("https://youtu.be/aaaaaaaaaaa?t=3"), pollingOf(given));
  expect(asked).toEqual(["https://web.test/watch?v=aaaaaaaaaaa", `https://web.test/feeds/videos.xml?channel_id=${id}`]);
});

test("Shorts may be left out, and what is no video is no item", async () => {
  const short = entry("bbbbbbbbbbb", { link: "https://www.youtube.com/shorts/bbbbbbbbbbb" });
  const { given } = polling({ text: "" }, [short, entry("aaaaaaaaaaa"), entry("x", { id: null })]);
  const keys = async (more: object) => (await source.poll(config(id, more), pollingOf(given))).items.length;
  expect([await keys({}), await keys({ shorts: false })]).toEqual([2, 1]);
});

test("a page that is not there, or names no channel, is told", async () => {
  const error = async (page: { status?: number; text: string }) =>
    failureOf(source.poll(config("@acme"), pollingOf(polling(page).given)));
  expect(await error({ status: 404, text: "" })).toMatchObject({ code: "not_there", retry: false });
  expect(await error({ status: 503, text: "" })).toMatchObject({ code: "down", retry: true });
  expect((await error({ text: "<html>Before you continue</html>" })).text.fr).toContain("@acme");
});

test.each([
  [id, id],
  ["@Acme.Film", "@Acme.Film"],
  ["https://www.youtube.com/@acme/videos", "@acme"],
  ["youtube.com/@acme", "@acme"],
  [`https://m.youtube.com/channel/${id}?view=0`, id],
  [`https://www.youtube.com/feeds/videos.xml?channel_id=${id}`, id],
  ["https://www.youtube.com/c/Acme", "c/Acme"],
  ["https://www.youtube.com/user/acme", "user/acme"],
  ["https://www.youtube.com/watch?v=aaaaaaaaaaa&list=1", "watch?v=aaaaaaaaaaa"],
  ["https://www.youtube.com/shorts/aaaaaaaaaaa", "watch?v=aaaaaaaaaaa"],
  ["https://youtu.be/aaaaaaaaaaa", "watch?v=aaaaaaaaaaa"],
  ["http://127.0.0.1:3100/youtube/@acme", "@acme"],
  ["https://youtube.com.evil.test/@acme", null],
  ["https://www.youtube.com/", null],
  ["https://www.youtube.com/channel/nobody", null],
  ["acme", null],
])("%s is %s", (text, meant) => {
  const channel = readChannel(text);
  expect(channel === null ? null : channelName(channel)).toBe(meant);
});
