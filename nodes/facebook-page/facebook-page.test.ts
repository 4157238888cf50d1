import { expect, test } from "vitest";
import type { NetworkContext } from "#engine/network.ts";
import { NodeError, type Cursor, type SourceContext } from "#engine/node.ts";
import { loginOf } from "#test/support/network.ts";
import { pollingOf, scripted } from "#test/support/polling.ts";
import { card } from "./card.ts";
import { manifest } from "./node.ts";
import { source } from "./run.ts";

/** As the Graph API answered it: offsets of `+0000`, a post without words, another page id in the permalink, a shimmed link. */
const recorded = {
  data: [
    {
      id: "104857601234567_912",
      message: "Nous recrutons !\n\nPostulez avant le 30. #emploi #Éclairage",
      created_time: "2026-03-02T08:15:00+0000",
      permalink_url: "https://www.facebook.com/61550000000001/posts/912",
      full_picture: "https://scontent.example/p.jpg",
      attachments: {
        data: [
          {
            media_type: "link",
            title: "Offre d’emploi",
            url: "https://l.facebook.com/l.php?u=https%3A%2F%2Fatelier.example%2Femploi",
            unshimmed_url: "https://atelier.example/emploi",
            target: { url: "https://l.facebook.com/l.php?u=x" },
          },
        ],
      },
    },
    {
      id: "104857601234567_911",
      created_time: "2026-03-01T18:00:00+0100",
      permalink_url: "https://www.facebook.com/61550000000001/posts/911",
      attachments: {
        data: [{ media_type: "photo", title: "Photos du chantier", url: "https://www.facebook.com/photo" }],
      },
    },
  ],
  paging: {
    cursors: { before: "b1", after: "a1" },
    next: "https://graph.facebook.com/v23.0/1/posts?access_token=SECRET&after=a1",
  },
};

const token = { secret: "lumen.token" };

type Reply = { status: number; headers?: Record<string, string>; body: unknown };

function poll(
  replies: Reply[],
  options: { cursor?: Cursor; token?: string | null; page?: string; noToken?: boolean; account?: string } = {},
) {
  const asked: { url: string; headers: Record<string, string> }[] = [];
  const server: NetworkContext = {
    ...scripted({}, "https://graph.facebook.test/v23.0").network("facebook"),
    fetch: async (url, { headers = {} }) => {
      asked.push({ url, headers });
      const { status, headers: told = {}, body } = replies[asked.length - 1] ?? { status: 200, body: { data: [] } };
      return new Response(JSON.stringify(body), { status, headers: told });
    },
  };
  const context: SourceContext = pollingOf({
    cursor: options.cursor ?? {},
    network: () => server,
    account: async () => ({
      login: loginOf(card, { remoteId: "104", handle: "atelier.lumen", token: "PAGE" }),
      context: server,
    }),
    secret: async (name) => (name === "lumen.token" ? (options.token === undefined ? "SECRET" : options.token) : null),
  });
  const config = {
    account: options.account ?? "",
    page: options.page ?? "Atelier.Lumen",
    token: options.noToken === true ? null : token,
  };
  return { asked, polled: source.poll(manifest.config.parse(config), context) };
}

async function refusal(reply: Reply): Promise<NodeError> {
  const error: unknown = await poll([reply]).polled.catch((thrown: unknown) => thrown);
  if (!(error instanceof NodeError)) throw new Error("expected a NodeError");
  return error;
}
const graphError = (code: number, status = 400): Reply => ({
  status,
  body: { error: { message: `(#${code}) told by Facebook`, type: "OAuthException", code, fbtrace_id: "A" } },
});

test("a page's posts become items, with the shared page as link and the first line as title", async () => {
  const { asked, polled } = poll([{ status: 200, body: recorded }]);
  const { items, cursor, unchanged } = await polled;
  expect(unchanged).toBe(false);
  expect(items).toEqual([
    {
      key: "facebook:104857601234567_912",
      source: "Facebook · atelier.lumen",
      title: "Nous recrutons !",
      text: "Nous recrutons !",
      link: "https://atelier.example/emploi",
      summary: "Nous recrutons !\n\nPostulez avant le 30. #emploi #Éclairage",
      author: null,
      tags: ["emploi", "Éclairage"],
      kind: "article",
      media: [{ url: "https://scontent.example/p.jpg", kind: "picture" }],
      language: null,
      published: "2026-03-02T08:15:00.000Z",
      updated: null,
      origin: {
        network: "facebook",
        remoteId: "104857601234567_912",
        url: "https://www.facebook.com/61550000000001/posts/912",
        account: "atelier.lumen",
      },
    },
    expect.objectContaining({
      key: "facebook:104857601234567_911",
      title: "Photos du chantier",
      link: "https://www.facebook.com/61550000000001/posts/911",
      published: "2026-03-01T17:00:00.000Z",
    }),
  ]);
  expect((cursor["listed"] as [string, string][]).map(([id]) => id)).toEqual([
    "104857601234567_912",
    "104857601234567_911",
  ]);
  // The first poll reads a page's worth of posts; the token is in a header, and reactions are never asked for.
  expect(asked).toHaveLength(2);
  expect(asked[0]?.url).toContain("https://graph.facebook.test/v23.0/atelier.lumen/posts?");
  expect(asked[0]?.url).not.toMatch(/SECRET|reactions/);
  expect(asked[0]?.headers["authorization"]).toBe("Bearer SECRET");
});

test("a later poll reads back to a known post and no further, by our own address", async () => {
  const older = {
    data: [{ id: "1_900", message: "Ancien" }],
    paging: { cursors: { after: "a2" }, next: "https://evil.example/" },
  };
  const { asked, polled } = poll(
    [
      { status: 200, body: recorded },
      { status: 200, body: older },
      { status: 200, body: older },
    ],
    { cursor: { listed: [["1_900", ""]] } },
  );
  const { items, unchanged } = await polled;
  expect(items).toHaveLength(3);
  expect(unchanged).toBe(false);
  expect(asked.map(({ url }) => new URL(url).searchParams.get("after"))).toEqual([null, "a1"]);
  expect(new URL(asked[1]?.url ?? "").host).toBe("graph.facebook.test");
});

test("a poll that brings nothing new says so, whatever the cursor held", async () => {
  const { cursor } = await poll([{ status: 200, body: recorded }]).polled;
  expect((await poll([{ status: 200, body: recorded }], { cursor }).polled).unchanged).toBe(true);
  expect((await poll([{ status: 200, body: recorded }], { cursor: { listed: "broken" } }).polled).items).toHaveLength(
    2,
  );
});

test("without a token an admin is asked to enter one", async () => {
  const error: unknown = await poll([], { token: null }).polled.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "facebook_token_missing", retry: false });
  expect((error as NodeError).text.fr).toContain("atelier.lumen");
  expect(await poll([], { noToken: true }).polled.catch((thrown: unknown) => thrown)).toMatchObject({
    code: "facebook_token_missing",
  });
});

test.each([
  [190, "facebook_token", false],
  [102, "facebook_token", false],
  [10, "facebook_permission", false],
  [230, "facebook_permission", false],
  [4, "facebook_limit", true],
  [17, "facebook_limit", true],
  [32, "facebook_limit", true],
  [613, "facebook_limit", true],
  [80_001, "facebook_limit", true],
  [2, "facebook_down", true],
  [100, "facebook_page_unknown", false],
  [368, "facebook_refused", false],
])("error %i is %s", async (number, code, retry) => {
  expect(await refusal(graphError(number))).toMatchObject({ code, retry });
});

test("an answer that Facebook finds too large is asked for in halves, also by the source", async () => {
  const { asked, polled } = poll([graphError(1), graphError(1), { status: 200, body: recorded }]);
  expect((await polled).items).toHaveLength(2);
  expect(asked.slice(0, 3).map(({ url }) => new URL(url).searchParams.get("limit"))).toEqual(["25", "12", "6"]);
});

test("a check that a person passes at Facebook leaves the token be", async () => {
  const checked = {
    status: 400,
    body: { error: { message: "m", type: "OAuthException", code: 190, error_subcode: 459 } },
  };
  expect(await refusal(checked)).toMatchObject({ code: "facebook_check", retry: true });
});

test("a limit tells in how many minutes access returns, where Facebook says so", async () => {
  const usage = JSON.stringify({
    "104857601234567": [{ type: "pages", call_count: 100, estimated_time_to_regain_access: 12 }],
  });
  expect((await refusal({ ...graphError(32), headers: { "x-business-use-case-usage": usage } })).text.en).toContain(
    "12 min",
  );
  expect((await refusal({ ...graphError(32), headers: { "x-business-use-case-usage": "{" } })).text.en).toContain(
    "later",
  );
});

test("an answer that is no listing is a failure, never an empty page", async () => {
  expect(await refusal({ status: 200, body: null })).toMatchObject({ code: "facebook_refused" });
  expect(await refusal({ status: 503, body: null })).toMatchObject({ code: "facebook_down", retry: true });
});

test("maps that name the same page share one source", () => {
  expect(source.identify({ account: "", page: "Atelier.Lumen", token })).toBe(
    source.identify({ account: "", page: "atelier.lumen", token: null }),
  );
  expect(() => manifest.config.parse({ page: "../me?x=" })).toThrow();
});

test("a map of before finds the token where it was: under the page's name", () => {
  const upgrade = manifest.upgrades?.[1];
  const upgraded = manifest.config.parse(upgrade?.({ page: "Atelier.Lumen" }));
  expect(upgraded).toEqual({ account: "", page: "Atelier.Lumen", token: { secret: "facebook-page:atelier.lumen" } });
  // What somebody has chosen since is not overwritten; the longest name of a page gives a name that a secret may have.
  expect(upgrade?.({ page: "a", token })).toEqual({ page: "a", token });
  expect(manifest.config.safeParse(upgrade?.({ page: "a".repeat(100) })).success).toBe(true);
});

test("without a token the settings say what is missing", () => {
  expect(manifest.check?.({ account: "", page: "a", token: null })).toMatchObject([
    { severity: "error", field: "token" },
  ]);
  expect(manifest.check?.({ account: "", page: "a", token })).toEqual([]);
});

test("a page that is connected is read with its own grant, and told to be connected again where that ended", async () => {
  const account = "facebook:atelier.lumen#104";
  const { asked, polled } = poll([{ status: 200, body: recorded }], { account, noToken: true, page: "" });
  expect((await polled).items[0]?.origin).toMatchObject({ account: "atelier.lumen" });
  expect(asked[0]?.url).toContain("/104/posts?");
  expect(asked[0]?.headers["authorization"]).toBe("Bearer PAGE");
  const error = await poll([graphError(190)], { account }).polled.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "facebook_token", retry: false });
  expect((error as NodeError).text.fr).toContain("Reconnectez");
});

test("each photo of an album comes with its size and caption, a video with its picture, a shared post with where it leads", async () => {
  const photo = (n: number) => ({
    media_type: "photo",
    description: n === 1 ? "Le hall" : null,
    media: { image: { src: `https://scontent.example/${n}.jpg`, width: 1200, height: 800 } },
  });
  const album = {
    id: "1_3",
    message: "Trois nuits",
    attachments: { data: [{ media_type: "album", subattachments: { data: [photo(1), photo(2)] } }] },
  };
  const film = {
    id: "1_2",
    attachments: {
      data: [
        {
          media_type: "video",
          title: "La visite",
          media: { image: { src: "https://scontent.example/v.jpg" }, source: "https://video.example/v.mp4" },
        },
      ],
    },
  };
  const share = {
    id: "1_1",
    attachments: {
      data: [{ media_type: "share", description: "Bravo à tous", unshimmed_url: "https://www.facebook.com/2/posts/9" }],
    },
  };
  const { items } = await poll([{ status: 200, body: { data: [album, film, share] } }]).polled;
  expect(items.map(({ kind, title, media, link }) => ({ kind, title, media: media.length, link }))).toEqual([
    { kind: "post", title: "Trois nuits", media: 2, link: null },
    { kind: "video", title: "La visite", media: 2, link: null },
    { kind: "post", title: "Bravo à tous", media: 0, link: "https://www.facebook.com/2/posts/9" },
  ]);
  expect(items[0]?.media[0]).toEqual({
    url: "https://scontent.example/1.jpg",
    kind: "picture",
    width: 1200,
    height: 800,
    alt: "Le hall",
  });
  expect(items[1]?.media[1]).toEqual({ url: "https://video.example/v.mp4", kind: "video" });
});

test("an edited post makes the list another; one that is no longer listed is gone only where Facebook says that it does not exist", async () => {
  const three = [3, 2, 1].map((n) => ({ id: `1_${n}`, message: `Post ${n}` }));
  const first = await poll([{ status: 200, body: { data: three } }]).polled;
  const [newest, , oldest] = three;
  const again = (data: unknown[], ...more: Reply[]) =>
    poll([{ status: 200, body: { data } }, ...more], { cursor: first.cursor }).polled;
  expect((await again([{ ...newest, message: "Post 3, corrigé" }, ...three.slice(1)])).unchanged).toBe(false);
  const deleted: Reply = {
    status: 400,
    body: { error: { message: "m", type: "GraphMethodException", code: 100, error_subcode: 33 } },
  };
  expect((await again([newest, oldest], deleted)).gone).toEqual(["facebook:1_2"]);
  expect((await again([newest, oldest], { status: 200, body: { id: "1_2" } })).gone).toEqual([]);
  expect((await again([newest, oldest], graphError(2))).gone).toEqual([]);
});

test.each([
  ["https://www.facebook.com/Atelier.Lumen/posts/7", "Atelier.Lumen"],
  ["https://facebook.com/atelier.lumen", "atelier.lumen"],
  ["https://www.facebook.com/groups/123", null],
  ["https://example.org/atelier", null],
])("pasting %s suggests the page %s", (address, page) => {
  expect(manifest.takes?.(address)?.page ?? null).toBe(page);
});
