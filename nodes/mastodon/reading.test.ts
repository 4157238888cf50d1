import { expect, test } from "vitest";
import { NodeError } from "#engine/node.ts";
import { failureOf, pollingOf, scripted, type Scripted } from "#test/support/polling.ts";
import { manifest } from "./node.ts";
import { readPlace } from "./address.ts";
import { source } from "./run.ts";

/** As a server answers it: an edited status with pictures, a card and mentions; ids are text. */
const status = (id: string, more: object = {}) => ({
  id,
  uri: `https://social.test/users/acme/statuses/${id}`,
  url: `https://social.test/@acme/${id}`,
  content: `<p>Bonjour ${id} <a href="https://acme.test/a?x=1&amp;y=2"><span class="invisible">https://</span><span class="ellipsis">acme.test/a?x=1</span><span class="invisible">&amp;y=2</span></a></p><p>La suite <a href="https://social.test/tags/emploi" class="mention hashtag" rel="tag">#<span>emploi</span></a></p>`,
  spoiler_text: "",
  sensitive: false,
  visibility: "public",
  language: "fr",
  created_at: "2026-03-01T08:00:00.000Z",
  edited_at: null,
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  reblog: null,
  account: { id: "7", acct: "acme", display_name: "Acme", url: "https://social.test/@acme" },
  media_attachments: [],
  tags: [{ name: "emploi" }],
  mentions: [],
  card: null,
  ...more,
});

const lookup: Scripted = { body: { id: "7", acct: "acme" } };
const config = (more: object = {}) => manifest.config.parse({ address: "@acme@social.test", ...more });
const read = (statuses: unknown, more: object = {}, given: Parameters<typeof pollingOf>[0] = {}) => {
  const { network, asked } = scripted({ "/accounts/lookup": lookup, "/accounts/7/statuses": { body: statuses } });
  return { asked, polled: source.poll(config(more), pollingOf({ network: (name) => network(name), ...given })) };
};

test("a status becomes an item that says where it can be reposted, with its whole addresses, its media and its language", async () => {
  const media = [
    {
      type: "image",
      url: "https://files.test/1.jpg",
      description: "Une lampe",
      meta: { original: { width: 1200, height: 800 } },
    },
    { type: "gifv", url: "https://files.test/2.mp4", description: null, meta: {} },
    { type: "unknown", url: null },
  ];
  const { polled, asked } = read([status("3", { media_attachments: media, edited_at: "2026-03-01T09:00:00.000Z" })]);
  const { items, title } = await polled;
  expect(title).toBe("Mastodon · @acme@social.test");
  expect(items).toEqual([
    {
      key: "mastodon:https://social.test/users/acme/statuses/3",
      kind: "article",
      source: "Mastodon · @acme@social.test",
      title: "Bonjour 3 https://acme.test/a?x=1&y=2",
      text: "Bonjour 3 https://acme.test/a?x=1&y=2",
      link: "https://acme.test/a?x=1&y=2",
      summary: "Bonjour 3 https://acme.test/a?x=1&y=2\n\nLa suite #emploi",
      author: "Acme",
      tags: ["emploi"],
      media: [
        { url: "https://files.test/1.jpg", kind: "picture", width: 1200, height: 800, alt: "Une lampe" },
        { url: "https://files.test/2.mp4", kind: "video" },
      ],
      language: "fr",
      published: "2026-03-01T08:00:00.000Z",
      updated: "2026-03-01T09:00:00.000Z",
      origin: {
        network: "mastodon",
        remoteId: "https://social.test/users/acme/statuses/3",
        url: "https://social.test/@acme/3",
        account: "acme@social.test",
      },
    },
  ]);
  expect(asked.every(({ headers }) => headers["authorization"] === undefined)).toBe(true);
});

test("replies, boosts, what is unlisted or covered come only where they are wanted, and what followers see never", async () => {
  const list = [
    status("6", { visibility: "private" }),
    status("5", { in_reply_to_id: "99", in_reply_to_account_id: "8" }),
    // A thread of one's own is no reply.
    status("4", { in_reply_to_id: "3", in_reply_to_account_id: "7" }),
    status("3", { visibility: "unlisted" }),
    status("2", { spoiler_text: "Éclipse en direct", sensitive: true }),
    status("1", {
      content: "",
      reblog: status("900", { account: { acct: "other@else.test", display_name: "Other" } }),
    }),
  ];
  const ids = async (more: object) =>
    (await read(list, more).polled).items.map(({ origin }) => origin?.remoteId.split("/").at(-1));
  expect(await ids({})).toEqual(["4"]);
  expect(await ids({ replies: true, unlisted: true })).toEqual(["5", "4", "3"]);
  const [covered] = (await read(list.slice(4, 5), { sensitive: true }).polled).items;
  expect(covered).toMatchObject({
    title: "Éclipse en direct",
    text: "Éclipse en direct",
    warning: "Éclipse en direct",
  });
  const [boosted] = (await read(list.slice(5), { boosts: true }).polled).items;
  expect(boosted).toMatchObject({ author: "Other", origin: { account: "other@else.test" } });
});

test("later polls go back to what is known and no further, by the address that the server names, whose host is not believed", async () => {
  const first = await read([status("01HZ"), status("01HY")]).polled;
  const pages = [[status("01J3"), status("01J2")], [status("01J1"), status("01HZ")], [status("00")]];
  let page = 0;
  const { network, asked } = scripted({
    "/accounts/7/statuses": () => ({
      headers: { link: `<https://evil.test/api/v1/accounts/7/statuses?max_id=${page + 1}>; rel="next"` },
      body: pages[page++],
    }),
  });
  const { items } = await source.poll(config(), pollingOf({ network: (name) => network(name), cursor: first.cursor }));
  expect(items).toHaveLength(4);
  expect(asked.map(({ url }) => new URL(url).host)).toEqual(["net.test", "net.test"]);
});

test("an edit is no new item but makes the list another, and what the server no longer has is gone", async () => {
  const first = await read([status("3"), status("2"), status("1")]).polled;
  const again = async (statuses: unknown, one: Scripted) => {
    const { network } = scripted({ "/accounts/7/statuses": { body: statuses }, "/api/v1/statuses/2": one });
    return source.poll(config(), pollingOf({ network: (name) => network(name), cursor: first.cursor }));
  };
  expect((await again([status("3"), status("2"), status("1")], { body: {} })).unchanged).toBe(true);
  const edited = await again([status("3", { edited_at: "2026-03-01T10:00:00Z" }), status("2"), status("1")], {
    body: {},
  });
  expect(edited).toMatchObject({ unchanged: false, gone: [] });
  const without = [status("3"), status("1")];
  expect(await again(without, { status: 404, body: { error: "Record not found" } })).toMatchObject({
    unchanged: false,
    gone: ["mastodon:https://social.test/users/acme/statuses/2"],
  });
  // Left out, and still there: nobody deleted it.
  expect((await again(without, { body: status("2") })).gone).toEqual([]);
  expect((await again(without, { status: 503, body: "" })).gone).toEqual([]);
});

test("a server of another name than its people's is found by WebFinger", async () => {
  const { network, asked } = scripted({
    "https://social.acme.test/api/v1/accounts/lookup": lookup,
    "/accounts/7/statuses": { body: [status("1")] },
    "/accounts/lookup": { status: 404, body: "<!doctype html>" },
  });
  const getPage = async (url: string) => ({
    status: 200,
    url,
    text: JSON.stringify({ links: [{ rel: "self", href: "https://social.acme.test/users/acme" }] }),
  });
  const polled = await source.poll(
    config({ address: "@acme@acme.test" }),
    pollingOf({ network: (_, server) => network("mastodon", server), getPage }),
  );
  expect(polled.items[0]?.origin?.account).toBe("acme@social.acme.test");
  expect(asked.map(({ url }) => new URL(url).host)).toEqual(["acme.test", "social.acme.test", "social.acme.test"]);
});

test.each([
  [401, "mastodon_signed_in", false],
  [403, "mastodon_signed_in", false],
  [404, "not_there", false],
  [429, "limit", true],
  [500, "down", true],
  [302, "refused", false],
])("HTTP %i is told as %s, in both languages", async (code, name, retry) => {
  const headers = { "x-ratelimit-reset": "2026-03-02T09:10:00.000Z" };
  const { network } = scripted({
    "/accounts/lookup": lookup,
    "/statuses": { status: code, headers, body: { error: "no" } },
  });
  const error = await failureOf(source.poll(config(), pollingOf({ network: (each) => network(each) })));
  expect(error).toMatchObject({ code: name, retry, wait: code === 429 ? 600 : null });
  expect(error.text.en).toContain("@acme@social.test");
  expect(error.text.fr).toContain("@acme@social.test");
});

test.each([
  ["@Acme@Social.test", "@Acme@social.test"],
  ["acct:acme@social.test", "@acme@social.test"],
  ["https://social.test/@acme", "@acme@social.test"],
  ["https://social.test/@acme/114", "@acme@social.test"],
  ["https://social.test/users/acme/statuses/114", "@acme@social.test"],
  ["https://social.test/@acme@else.test", "@acme@else.test"],
  ["https://social.test/web/@acme/with_replies", "@acme@social.test"],
  ["http://127.0.0.1:3100/mastodon/@acme", "@acme@127.0.0.1:3100"],
  ["#Emploi@social.test", "#Emploi@social.test"],
  ["https://social.test/tags/%C3%A9clairage", "#éclairage@social.test"],
  ["https://www.youtube.com/@acme", null],
  ["https://medium.com/@acme", null],
  ["https://acme.test/blog", null],
  ["@acme", null],
  ["acme@", null],
])("%s is %s", (text, meant) => {
  const place = readPlace(text);
  expect(place === null ? null : manifest.summary(config({ address: text })).en).toBe(meant);
});

test("what is put behind a warning after it was read is taken back, once", async () => {
  const first = await read([status("2"), status("1")]).polled;
  expect(first.stays).toBe("@acme@social.test");
  const now = [status("2", { spoiler_text: "Fin", edited_at: "2026-03-01T09:00:00.000Z" }), status("1")];
  const second = await read(now, {}, { cursor: first.cursor }).polled;
  expect(second.gone).toEqual(["mastodon:https://social.test/users/acme/statuses/2"]);
  expect(await read(now, {}, { cursor: second.cursor }).polled).toMatchObject({ gone: [], unchanged: true });
});

test("a server that asks who one is is read by the account's feed: without what stands behind a warning, and what has no page any more is gone", async () => {
  const page = (id: string) => `https://web.test/@acme/${id}`;
  const entry = (id: string) => ({
    ...{
      id: page(id),
      link: page(id),
      title: "",
      summary: `Bonjour ${id}`,
      author: "Acme",
      tags: ["emploi"],
      media: [],
    },
    ...{ kind: "post" as const, language: "fr", published: "2026-03-01T08:00:00.000Z", updated: null },
  });
  const asks: Scripted = { status: 401, body: { error: "This method requires an authenticated user" } };
  const { network } = scripted({ "/accounts/lookup": lookup, "/accounts/7/statuses": asks });
  const poll = (ids: string[], covered: string[], cursor = {}, feed: "there" | "none" | "busy" = "there") =>
    source.poll(
      config(),
      pollingOf({
        ...{ cursor, network: (name) => network(name) },
        readFeed: async (url) => {
          expect(url).toBe("https://web.test/@acme.rss");
          if (feed === "none") throw new NodeError("gone", { en: "", fr: "" }, { retry: false });
          return { unchanged: false, cursor: { etag: "1" }, title: "Acme", url, entries: ids.map(entry) };
        },
        getPage: async (url) => {
          const list = ids.map(
            (id) =>
              `<item><guid isPermaLink="true">${page(id)}</guid><link>${page(id)}</link><description>${covered.includes(id) ? "&lt;p&gt;&lt;strong&gt;CW :&lt;/strong&gt; Fin&lt;/p&gt;&lt;hr /&gt;" : ""}&lt;p&gt;Bonjour&lt;/p&gt;</description></item>`,
          );
          return url.endsWith(".rss")
            ? { status: feed === "busy" ? 503 : 200, url, text: `<rss><channel>${list.join("")}</channel></rss>` }
            : { status: url === page("2") ? 404 : 200, url, text: "" };
        },
      }),
    );
  const first = await poll(["3", "2", "1"], ["3"]);
  expect(first.items.map(({ title, origin }) => [title, origin])).toEqual(
    ["2", "1"].map((id) => [
      `Bonjour ${id}`,
      { network: "mastodon", remoteId: page(id), url: page(id), account: "acme@social.test" },
    ]),
  );
  // Nothing passes for uncovered while that cannot be told.
  expect(await failureOf(poll(["3", "2", "1"], ["3"], {}, "busy"))).toMatchObject({ code: "unreadable", retry: true });
  const second = await poll(["4", "3", "1"], ["3", "1"], first.cursor);
  expect(second.items.map(({ title }) => title)).toEqual(["Bonjour 4"]);
  expect(second.gone).toEqual(["2", "1"].map((id) => `mastodon:${page(id)}`));
  expect(await failureOf(poll([], [], {}, "none"))).toMatchObject({ code: "mastodon_signed_in", retry: false });
});
