import { expect, test } from "vitest";
import { loginOf } from "#test/support/network.ts";
import { failureOf, pollingOf, scripted, type Scripted } from "#test/support/polling.ts";
import { card } from "./card.ts";
import { readCounts, readFollowers } from "./measures.ts";
import { manifest } from "./node.ts";
import { source } from "./run.ts";

const page = loginOf(card, { kind: "page", remoteId: "123", handle: "acme" });
const at = Date.parse("2026-03-01T08:00:00Z");
/** As LinkedIn gives a page's post back: little text with templates for hashtags. */
const post = (id: string, more: object = {}) => ({
  id,
  author: "urn:li:organization:123",
  commentary: `Bonjour \\(${id.slice(-1)}\\) avec @[Lumen \\#1](urn:li:organization:9) {hashtag|\\#|emploi\\_2026}\n\nhttps://acme.test/a\\_b`,
  createdAt: at,
  publishedAt: at,
  lastModifiedAt: at + 300,
  lifecycleState: "PUBLISHED",
  visibility: "PUBLIC",
  distribution: { feedDistribution: "MAIN_FEED" },
  ...more,
});
const share = (number: number, more: object = {}) => post(`urn:li:share:${number}`, more);
type Answers = Parameters<typeof scripted>[0];

function read(
  answers: Answers,
  given: { cursor?: object; now?: number; login?: typeof page; reshares?: boolean } = {},
) {
  const { reader, asked } = scripted(answers);
  const { cursor = {}, now = at, login = page, reshares = false } = given;
  const context = pollingOf({ account: reader(login), cursor: { ...cursor }, now });
  return { asked, polled: source.poll({ account: "linkedin:acme#123", reshares }, context) };
}
const list = (...elements: unknown[]): Scripted => ({ body: { elements, paging: {} } });
const hour = 3_600_000;

test("a page's post becomes an item that says where it can be reposted, its words as readers see them, its article and its picture", async () => {
  const article = { source: "https://acme.test/x", title: "Un titre", thumbnail: "urn:li:image:5" };
  const images = { results: { "urn:li:image:5": { downloadUrl: "https://media.test/5" } }, statuses: {}, errors: {} };
  const { polled, asked } = read({
    "/rest/posts?author": list(post("urn:li:ugcPost:7", { content: { article }, lastModifiedAt: at + hour })),
    "/rest/images?ids=List(urn%3Ali%3Aimage%3A5)": { body: images },
  });
  const { items, title } = await polled;
  expect(title).toBe("LinkedIn · acme");
  expect(items).toMatchObject([
    {
      key: "linkedin:urn:li:ugcPost:7",
      kind: "article",
      title: "Bonjour (7) avec Lumen #1 #emploi_2026",
      link: "https://acme.test/x",
      summary: "Bonjour (7) avec Lumen #1 #emploi_2026\n\nhttps://acme.test/a_b",
      tags: ["1", "emploi_2026"],
      media: [{ url: "https://media.test/5", kind: "picture" }],
      published: "2026-03-01T08:00:00.000Z",
      updated: "2026-03-01T09:00:00.000Z",
      origin: {
        network: "linkedin",
        remoteId: "urn:li:ugcPost:7",
        url: "https://web.test/feed/update/urn:li:ugcPost:7",
        account: "123",
      },
    },
  ]);
  expect(asked.map(({ headers }) => headers["x-restli-method"])).toEqual(["FINDER", "BATCH_GET"]);
});

test("pictures come with their alternative texts, a video with its picture before it; a document and what may not be seen cost nothing", async () => {
  const several = {
    multiImage: { images: [{ id: "urn:li:image:1", altText: "Une lampe" }, { id: "urn:li:image:2" }] },
  };
  const { polled } = read({
    "/rest/posts?author": list(
      share(3, { content: several }),
      share(2, { content: { media: { id: "urn:li:video:9" } }, commentary: null }),
      share(1, { content: { media: { id: "urn:li:document:4", title: "Rapport" } }, commentary: "" }),
    ),
    "/rest/images": { body: { results: { "urn:li:image:1": { downloadUrl: "https://m.test/1" } } } },
    "/rest/videos": {
      body: { results: { "urn:li:video:9": { downloadUrl: "https://m.test/9", thumbnail: "https://m.test/9.jpg" } } },
    },
  });
  const { items } = await polled;
  expect(items.map(({ kind, title, media }) => [kind, title, media])).toEqual([
    ["post", expect.any(String), [{ url: "https://m.test/1", kind: "picture", alt: "Une lampe" }]],
    [
      "video",
      "",
      [
        { url: "https://m.test/9.jpg", kind: "picture" },
        { url: "https://m.test/9", kind: "video" },
      ],
    ],
    ["post", "Rapport", []],
  ]);
});

test("drafts, what not everybody sees, advertisements and, unless wanted, what is passed on of others are left out", async () => {
  const posts = [
    share(5, { lifecycleState: "DRAFT" }),
    share(4, { visibility: "LOGGED_IN" }),
    share(3, { distribution: { feedDistribution: "NONE" } }),
    share(2, { reshareContext: { parent: "urn:li:share:900" } }),
    share(1),
  ];
  const keys = async (reshares: boolean) =>
    (await read({ "/rest/posts?author": list(...posts) }, { reshares }).polled).items.map(({ key }) => key.at(-1));
  expect(await keys(false)).toEqual(["1"]);
  expect(await keys(true)).toEqual(["2", "1"]);
});

test("an edit makes the list another; what is gone is told where LinkedIn says so by name; known pictures are not looked for again", async () => {
  const picture = { content: { media: { id: "urn:li:image:1" } } };
  const images = { body: { results: { "urn:li:image:1": { downloadUrl: "https://m.test/1" } } } };
  const first = await read({
    "/rest/posts?author": list(share(3, picture), share(2), share(1)),
    "/rest/images": images,
  }).polled;
  const again = async (answers: Answers) => {
    const { polled, asked } = read(answers, { cursor: first.cursor, now: at + hour });
    return { ...(await polled), calls: asked.length };
  };
  const same = await again({ "/rest/posts?author": list(share(3, picture), share(2), share(1)) });
  expect(same).toMatchObject({ unchanged: true, calls: 1 });
  const edited = await again({
    "/rest/posts?author": list(share(1, { lastModifiedAt: at + hour }), share(3), share(2)),
  });
  expect(edited).toMatchObject({ unchanged: false, gone: [] });
  const without = list(share(3), share(1));
  const told = (body: object) => again({ "/rest/posts?author": without, "/rest/posts?ids": { body } });
  expect(await told({ results: {}, statuses: { "urn:li:share:2": 404 }, errors: {} })).toMatchObject({
    unchanged: false,
    gone: ["linkedin:urn:li:share:2"],
  });
  // Left out of the list, and still there, or not told of at all.
  expect((await told({ results: { "urn:li:share:2": {} }, statuses: { "urn:li:share:2": 200 } })).gone).toEqual([]);
  expect((await told({ results: {} })).gone).toEqual([]);
});

test("LinkedIn counts calls by the day: within a quarter of an hour nothing is asked, and a first poll asks for one page only", async () => {
  const many = Array.from({ length: 50 }, (_, number) => share(number + 10));
  const first = read({ "/rest/posts?author": list(...many) });
  const { cursor } = await first.polled;
  expect(first.asked).toHaveLength(1);
  const soon = read({}, { cursor, now: at + 14 * 60_000 });
  expect(await soon.polled).toMatchObject({ unchanged: true, cursor });
  expect(soon.asked).toEqual([]);
  const later = read({ "/rest/posts?author": list(...many) }, { cursor, now: at + 16 * 60_000 });
  await later.polled;
  expect(later.asked).toHaveLength(1);
});

test.each([
  [401, {}, "access", false, null],
  [403, { message: "Not enough permissions" }, "forbidden", false, null],
  [426, { code: "NONEXISTENT_VERSION" }, "retired", true, 3600],
  [429, { message: "Resource level throttle MEMBER DAY limit" }, "limit", true, 15 * 3600],
  [500, {}, "down", true, null],
])("HTTP %i is told in both languages, with what to do", async (status, body, code, retry, wait) => {
  const error = await failureOf(read({ "/rest/posts": { status, body } }).polled);
  expect(error).toMatchObject({ code, retry, wait });
  expect(error.text.fr).not.toBe(error.text.en);
});

test("a profile is no page, and is not asked for", async () => {
  const { polled, asked } = read({}, { login: loginOf(card, { kind: "person" }) });
  expect(await failureOf(polled)).toMatchObject({ code: "no_page", retry: false });
  expect(asked).toEqual([]);
});

test("posts are counted by the kind of their URN; what nothing is told of has no reader yet, or is gone", async () => {
  const statistics = (urns: string[], name: string) => ({
    body: {
      elements: urns.map((urn) => ({
        [name]: urn,
        totalShareStatistics: { likeCount: 3, commentCount: -1, shareCount: 2, impressionCount: 90, clickCount: 4 },
      })),
    },
  });
  const { network, asked } = scripted({
    "&shares=List(urn%3Ali%3Ashare%3A1,urn%3Ali%3Ashare%3A2,urn%3Ali%3Ashare%3A3)": statistics(
      ["urn:li:share:1"],
      "share",
    ),
    "&ugcPosts=List(urn%3Ali%3AugcPost%3A4)": statistics(["urn:li:ugcPost:4"], "ugcPost"),
    "/rest/posts?ids=List(urn%3Ali%3Ashare%3A2,urn%3Ali%3Ashare%3A3)": {
      body: { results: { "urn:li:share:2": {} }, statuses: { "urn:li:share:3": 404 }, errors: {} },
    },
  });
  const ids = ["urn:li:share:1", "urn:li:share:2", "urn:li:share:3", "urn:li:ugcPost:4"];
  const result = await readCounts(network("linkedin"), page, ids);
  if (result.kind !== "read") throw new Error(result.kind);
  expect(result.counts.get("urn:li:ugcPost:4")).toEqual({
    likes: 3,
    reposts: 2,
    replies: 0,
    views: 90,
    reach: 0,
    clicks: 4,
  });
  expect(result.counts.get("urn:li:share:2")).toMatchObject({ likes: 0, views: 0 });
  expect([...result.counts.keys()].toSorted()).toEqual([ids[0], ids[1], ids[3]].toSorted());
  expect(asked).toHaveLength(3);
});

test("numbers that are refused for now are asked for later, and say nothing of the posts", async () => {
  const answer = async (status: number, body: object) =>
    readCounts(scripted({ "/rest": { status, body } }).network("linkedin"), page, ["urn:li:share:1"]);
  expect(await answer(429, { message: "MEMBER DAY limit" })).toEqual({
    kind: "limited",
    until: Date.parse("2026-03-03T00:00:00Z"),
  });
  expect(await answer(403, {})).toEqual({ kind: "failed", status: 403 });
  const { network } = scripted({
    "/rest/networkSizes/urn%3Ali%3Aorganization%3A123?edgeType=COMPANY_FOLLOWED_BY_MEMBER": {
      body: { firstDegreeSize: 42 },
    },
  });
  expect(await readFollowers(network("linkedin"), page)).toEqual({ kind: "read", followers: 42 });
});

test("a page's address is known as one, and which account reads it is chosen next", () => {
  expect(manifest.takes?.("https://www.linkedin.com/company/acme/posts/")).toEqual({ account: "", reshares: false });
  expect(manifest.takes?.("https://www.linkedin.com/in/lea")).toBeNull();
  expect(manifest.reads?.({ account: "linkedin:acme#123", reshares: false })).toEqual({
    network: "linkedin",
    account: "123",
  });
});
