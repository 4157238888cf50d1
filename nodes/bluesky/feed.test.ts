import { expect, test } from "vitest";
import { loginOf } from "#test/support/network.ts";
import { failureOf, pollingOf, scripted, type Scripted } from "#test/support/polling.ts";
import { card } from "./card.ts";
import { readText } from "./feed.ts";
import { manifest } from "./node.ts";
import { source } from "./run.ts";

const did = "did:plc:abcdefghijklmnopqrstuvwx";
const post = (rkey: string, more: { record?: object; [name: string]: unknown } = {}) => {
  const { record, ...rest } = more;
  return {
    uri: `at://${did}/app.bsky.feed.post/${rkey}`,
    cid: `bafy${rkey}`,
    author: { did, handle: "acme.test", displayName: "Acme", labels: [] },
    record: {
      $type: "app.bsky.feed.post",
      text: `Bonjour ${rkey}`,
      createdAt: "2026-03-01T08:00:00Z",
      langs: ["fr"],
      ...record,
    },
    labels: [],
    ...rest,
  };
};
const feed = (...posts: unknown[]): Scripted => ({ body: { feed: posts.map((one) => ({ post: one })) } });
const config = (more: object = {}) => manifest.config.parse({ author: "@acme.test", ...more });
const read = (answer: Scripted, more: object = {}, given: Parameters<typeof pollingOf>[0] = {}) => {
  const net = scripted({ getAuthorFeed: answer });
  return { asked: net.asked, polled: source.poll(config(more), pollingOf({ network: net.network, ...given })) };
};

test("an address that stands shortened in a text is whole in the item, and a facet that stands wrong changes nothing", () => {
  const text = "👩‍👩‍👧 Lisez example.com/long… et ici #été";
  const at = (words: string) => {
    const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(words)));
    return { byteStart, byteEnd: byteStart + Buffer.byteLength(words) };
  };
  const facets = [
    { index: at("ici"), features: [{ uri: "https://acme.test/ici" }] },
    { index: at("example.com/long…"), features: [{ uri: "https://www.example.com/longer/than?that=1" }] },
    { index: at("#été"), features: [{ tag: "été" }] },
    { index: { byteStart: 5, byteEnd: 900 }, features: [{ uri: "https://wrong.test" }] },
  ];
  expect(readText({ text, facets })).toEqual({
    text: "👩‍👩‍👧 Lisez https://www.example.com/longer/than?that=1 et ici #été",
    links: ["https://www.example.com/longer/than?that=1", "https://acme.test/ici"],
    tags: ["été"],
  });
});

test("a post becomes an item with its card, pictures and quote, and says where it can be reposted", async () => {
  const images = {
    images: [{ fullsize: "https://cdn.test/1", alt: "Une lampe", aspectRatio: { width: 4, height: 3 } }],
  };
  const quote = {
    record: { uri: `at://${did}/app.bsky.feed.post/q`, author: { handle: "lea.test" }, value: { text: "Bravo" } },
  };
  const { items } = await read(
    feed(
      post("3", { embed: { $type: "app.bsky.embed.recordWithMedia#view", record: quote, media: images } }),
      post("2", {
        embed: { external: { uri: "https://acme.test/a", title: "L’article", thumb: "https://cdn.test/t" } },
      }),
      post("1", { embed: { playlist: "https://v.test/x.m3u8", thumbnail: "https://v.test/t.jpg" } }),
    ),
  ).polled;
  expect(items).toEqual([
    expect.objectContaining({
      key: `bluesky:at://${did}/app.bsky.feed.post/3`,
      title: "Bonjour 3",
      summary: "Bonjour 3\n\n« Bravo » — @lea.test",
      media: [{ url: "https://cdn.test/1", kind: "picture", width: 4, height: 3, alt: "Une lampe" }],
      link: `https://web.test/profile/${did}/post/3`,
      language: "fr",
      origin: {
        network: "bluesky",
        remoteId: `at://${did}/app.bsky.feed.post/3`,
        url: `https://web.test/profile/${did}/post/3`,
        account: did,
      },
    }),
    expect.objectContaining({
      kind: "article",
      link: "https://acme.test/a",
      media: [{ url: "https://cdn.test/t", kind: "picture" }],
    }),
    expect.objectContaining({ kind: "video", media: [{ url: "https://v.test/t.jpg", kind: "picture" }] }),
  ]);
});

test("reposts and labelled posts come only where they are wanted, and who asks not to be shown to everybody is not", async () => {
  const reposted = { post: post("2"), reason: { $type: "app.bsky.feed.defs#reasonRepost" } };
  const list: Scripted = { body: { feed: [reposted, { post: post("1", { labels: [{ val: "graphic-media" }] }) }] } };
  expect((await read(list).polled).items).toHaveLength(0);
  const [one, two] = (await read(list, { reposts: true, sensitive: true }).polled).items;
  expect([one?.title, two?.title, two?.warning]).toEqual(["Bonjour 2", "graphic-media", "graphic-media"]);
  const shy = post("1", { author: { did, handle: "acme.test", labels: [{ val: "!no-unauthenticated" }] } });
  expect(await failureOf(read(feed(shy)).polled)).toMatchObject({ code: "bluesky_signed_in", retry: false });
});

test("absence from the reading side is no deletion: only what is not where it was put is gone", async () => {
  const first = await read(feed(post("3"), post("2"), post("1"))).polled;
  const again = (record: Scripted) => {
    const net = scripted({ getAuthorFeed: feed(post("3"), post("1")), getRecord: record });
    return source.poll(config(), pollingOf({ network: net.network, cursor: first.cursor }));
  };
  expect((await again({ body: {} })).gone).toEqual([]);
  expect((await again({ status: 400, body: { error: "RecordNotFound" } })).gone).toEqual([
    `bluesky:at://${did}/app.bsky.feed.post/2`,
  ]);
});

test("an account is read by the name that stays its own: one whose handle changed is read on, and whoever took that handle is not", async () => {
  const first = await read(feed(post("1"))).polled;
  expect(first).toMatchObject({ title: "Bluesky · @acme.test", stays: `https://web.test/profile/${did}` });
  const moved = { author: { did, handle: "acme.example", labels: [] } };
  const again = read(feed(post("2", moved), post("1", moved)), {}, { cursor: first.cursor });
  expect((await again.polled).title).toBe("Bluesky · @acme.example");
  const actors = again.asked.map(({ url }) => new URL(url).searchParams.get("actor"));
  expect(actors).toEqual([did]);
  // One that shows nothing yet is asked who it is; a list of nothing but reposts is not the end of it.
  const empty = scripted({ getAuthorFeed: feed(), getProfile: { body: { did, handle: "acme.test" } } });
  expect(await source.poll(config(), pollingOf({ network: empty.network }))).toMatchObject({
    cursor: { who: { did, handle: "acme.test" } },
  });
  const reposts = { post: post("9"), reason: { $type: "app.bsky.feed.defs#reasonRepost" } };
  const net = scripted({
    getAuthorFeed: ({ searchParams }) =>
      searchParams.get("cursor") === null ? { body: { feed: [reposts], cursor: "c" } } : feed(post("3")),
  });
  const later = await source.poll(config(), pollingOf({ network: net.network, cursor: first.cursor }));
  expect(later.items.map(({ title }) => title)).toEqual(["Bonjour 3"]);
});

test("what is labelled, or closed to who is not signed in, after it was read is taken back, once", async () => {
  const first = await read(feed(post("2"), post("1"))).polled;
  const labelled = feed(post("2", { labels: [{ val: "porn" }] }), post("1"));
  const second = await read(labelled, {}, { cursor: first.cursor }).polled;
  expect(second.gone).toEqual([`bluesky:at://${did}/app.bsky.feed.post/2`]);
  expect(await read(labelled, {}, { cursor: second.cursor }).polled).toMatchObject({ gone: [], unchanged: true });
  const shy = { author: { did, handle: "acme.test", labels: [{ val: "!no-unauthenticated" }] } };
  const closed = feed(post("2", shy), post("1", shy));
  const third = await read(closed, {}, { cursor: first.cursor }).polled;
  expect([third.items, third.gone?.length]).toEqual([[], 2]);
  expect(await failureOf(read(closed, {}, { cursor: third.cursor }).polled)).toMatchObject({
    code: "bluesky_signed_in",
  });
});

test("a search is asked with the account's own access, and is lacking without an account", async () => {
  const net = scripted({ searchPosts: { body: { posts: [post("1")] } } });
  const login = loginOf(card, { token: "ACCESS", fields: { server: "https://pds.test" } });
  const wanted = config({ read: "search", query: "#été", account: "bluesky:acme.test#1" });
  const { items, title } = await source.poll(wanted, pollingOf({ account: net.reader(login) }));
  expect([items.length, title]).toEqual([1, "Bluesky · #été"]);
  expect(net.asked[0]?.headers["authorization"]).toBe("Bearer ACCESS");
  expect(new URL(net.asked[0]?.url ?? "").searchParams.get("q")).toBe("#été");
});

test.each([
  [{ status: 400, body: { error: "InvalidRequest", message: "Profile not found" } }, "not_there"],
  [{ status: 429, body: {}, headers: { "ratelimit-reset": "1772442900" } }, "limit"],
  [{ status: 502, body: "" }, "down"],
  [{ body: "<html>" }, "unreadable"],
] as const)("an answer that holds no posts is told (%#)", async (answer, code) => {
  expect(await failureOf(read(answer).polled)).toMatchObject({ code });
});
