import { expect, test } from "vitest";
import { loginOf } from "#test/support/network.ts";
import { failureOf, pollingOf, scripted, type Scripted } from "#test/support/polling.ts";
import { readPlace } from "./address.ts";
import { card } from "./card.ts";
import { manifest } from "./node.ts";
import { itemsOf, Page } from "./reading.ts";
import { source } from "./run.ts";

const context = scripted({}).network("x");
const from = { context, source: "X · @acme", replies: false, sensitive: false };
const post = (id: string, more: object = {}) => ({ id, text: `Post ${id}`, author_id: "7", lang: "fr", ...more });
const config = (more: object = {}) => manifest.config.parse({ address: "@acme", account: "x:lea", ...more });

/** Spends what a source wants, up to `most`; keeps what came of it. */
function polling(answer: Scripted | ((url: URL) => Scripted), cursor = {}) {
  const net = scripted({ "/tweets": answer });
  const spent: number[] = [];
  const spend = async () => ({ settle: async (reads: number) => void spent.push(reads) });
  return {
    ...net,
    spent,
    given: pollingOf({ account: net.reader(loginOf(card)), spend, cursor: { user: "7", ...cursor } }),
  };
}

test("a long post is read whole, its addresses are the real ones, and its film comes with a picture and its best form", () => {
  const long = {
    ...post("9", { text: "Court… https://t.co/a" }),
    note_tweet: {
      text: "Tom &amp; Léa &lt;3 https://t.co/b https://t.co/m",
      entities: {
        urls: [
          {
            url: "https://t.co/b",
            expanded_url: "https://bit.ly/1",
            unwound_url: "https://acme.test/long",
            title: "Titre",
          },
          { url: "https://t.co/m", expanded_url: "https://x.com/acme/status/9/video/1", media_key: "7_1" },
        ],
        hashtags: [{ tag: "emploi" }],
      },
    },
    attachments: { media_keys: ["7_1", "3_2", "3_gone"] },
  };
  const includes = {
    users: [{ id: "7", username: "Acme", name: "Acme SA" }],
    media: [
      {
        media_key: "7_1",
        type: "video",
        preview_image_url: "https://pbs.test/p.jpg",
        width: 1280,
        height: 720,
        variants: [
          { content_type: "application/x-mpegURL", url: "https://v.test/a.m3u8" },
          { content_type: "video/mp4", url: "https://v.test/low.mp4", bit_rate: 1 },
          { content_type: "video/mp4", url: "https://v.test/high.mp4", bit_rate: 9 },
        ],
      },
      { media_key: "3_2", type: "photo", url: "https://pbs.test/2.jpg", alt_text: "Une lampe" },
    ],
  };
  expect(itemsOf(Page.parse({ data: [long], includes }), from)).toEqual([
    expect.objectContaining({
      title: "Tom & Léa <3 https://acme.test/long",
      link: "https://acme.test/long",
      author: "Acme SA",
      tags: ["emploi"],
      media: [
        { url: "https://pbs.test/p.jpg", kind: "picture", width: 1280, height: 720 },
        { url: "https://v.test/high.mp4", kind: "video", type: "video/mp4", width: 1280, height: 720 },
        { url: "https://pbs.test/2.jpg", kind: "picture", alt: "Une lampe" },
      ],
      origin: { network: "x", remoteId: "9", url: "https://web.test/acme/status/9", account: "acme" },
    }),
  ]);
});

test("replies to others and sensitive posts come only where they are wanted; a thread of one's own is no reply", () => {
  const data = [
    post("3", { in_reply_to_user_id: "8" }),
    post("2", { in_reply_to_user_id: "7" }),
    post("1", { possibly_sensitive: true }),
  ];
  const ids = (more: object) =>
    itemsOf(Page.parse({ data }), { ...from, ...more }).map(({ origin }) => origin?.remoteId);
  expect(ids({})).toEqual(["2"]);
  expect(ids({ replies: true, sensitive: true })).toEqual(["3", "2", "1"]);
});

test("only what is newer than the last id is asked for, ids being text, and each answer is paid for as many posts as it holds", async () => {
  const newest = "99999999999999999999";
  const { asked, spent, given } = polling(
    { body: { data: [post("100000000000000000001")], meta: { newest_id: "100000000000000000001" } } },
    { newest },
  );
  const { cursor } = await source.poll(config(), given);
  expect(cursor["newest"]).toBe("100000000000000000001");
  expect(new URL(asked[0]!.url).searchParams.get("since_id")).toBe(newest);
  expect(spent).toEqual([1]);
});

test("a search whose last post is older than X looks back is asked anew without it", async () => {
  const answer = (url: URL): Scripted =>
    url.searchParams.has("since_id")
      ? { status: 400, body: { errors: [{ message: "'since_id' must be a tweet id created after …" }] } }
      : { body: { data: [post("200")], meta: { newest_id: "200" } } };
  const { spent, given } = polling(answer, { newest: "100" });
  expect((await source.poll(config({ read: "search", query: "lampe" }), given)).items).toHaveLength(1);
  expect(spent).toEqual([0, 1]);
});

test.each([
  [{ status: 402, body: { detail: "credits" } }, "credit", null],
  [{ status: 401, body: {} }, "access", null],
  [
    {
      status: 429,
      body: {},
      headers: { "x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": "1772445600" },
    },
    "limit",
    3600,
  ],
  [{ status: 503, body: "" }, "down", null],
] as const)("an answer that holds no posts costs nothing and is told (%#)", async (answer, code, wait) => {
  const { spent, given } = polling(answer);
  expect(await failureOf(source.poll(config(), given))).toMatchObject({ code, wait });
  expect(spent).toEqual([0]);
});

test.each([
  ["@Acme", { kind: "user", name: "acme" }],
  ["https://twitter.com/Acme/status/9?s=20", { kind: "user", name: "acme" }],
  ["x.com/acme", { kind: "user", name: "acme" }],
  ["https://x.com/i/lists/84839422", { kind: "list", id: "84839422" }],
  ["https://x.com/home", null],
  ["https://x.com.evil.test/acme", null],
])("%s is %o", (text, place) => {
  expect(readPlace(text)).toEqual(place);
});
