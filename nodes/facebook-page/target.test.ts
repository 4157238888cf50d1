import { expect, test } from "vitest";
import type { NetworkContext } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";

const now = Date.parse("2026-03-02T09:00:00Z");
const login = loginOf(card, { remoteId: "104", handle: "atelier.lumen", kind: "page", token: "PAGE-TOKEN" });

function answering(...replies: Response[]): { context: NetworkContext; asked: { url: string; body: string }[] } {
  const asked: { url: string; body: string }[] = [];
  const context: NetworkContext = {
    fetch: async (url, { body }) => {
      asked.push({ url, body: String(body ?? "") });
      return replies[asked.length - 1] ?? new Response("{}", { status: 500 });
    },
    apiBase: "https://graph.test",
    webBase: "https://facebook.test",
    timeout: 1000,
    medium: noMedium,
    now: () => now,
  };
  return { context, asked };
}
const error = (code: number, subcode?: number, more: { status?: number; headers?: Record<string, string> } = {}) =>
  new Response(
    JSON.stringify({
      error: { message: `told for PAGE-TOKEN`, type: "OAuthException", code, error_subcode: subcode ?? null },
    }),
    { status: more.status ?? 400, ...(more.headers === undefined ? {} : { headers: more.headers }) },
  );
const publish = (reply: Response, link?: string) =>
  network.publish(
    answering(reply).context,
    login,
    sendingOf({ text: "Bonjour", ...(link === undefined ? {} : { link }) }),
  );

test.each([
  [190, 458, "unauthorised"],
  [190, 460, "unauthorised"],
  [190, 463, "unauthorised"],
  [190, 492, "unauthorised"],
  [190, 493, "unauthorised"],
  [190, 12_345, "unauthorised"],
  [190, 459, "limited"],
  [190, 490, "limited"],
  [190, 464, "limited"],
  [10, undefined, "unauthorised"],
  [200, undefined, "unauthorised"],
  [299, undefined, "unauthorised"],
  [200, 1_404_078, "limited"],
  [200, 4_854_002, "limited"],
  [100, 33, "unauthorised"],
  [4, undefined, "limited"],
  [17, undefined, "limited"],
  [32, undefined, "limited"],
  [613, undefined, "limited"],
  [80_001, undefined, "limited"],
  [368, 1_390_008, "limited"],
  [368, undefined, "rejected"],
  [506, undefined, "duplicate"],
  [1, undefined, "unknown"],
  [2, undefined, "unknown"],
  [100, undefined, "rejected"],
  [100, 1_366_051, "duplicate"],
  [100, 1_609_008, "rejected"],
  [1_609_005, undefined, "rejected"],
  [1500, 7_777_777, "rejected"],
] as const)("error %i/%s is %s, in both languages and without the token", async (code, subcode, kind) => {
  const result = await publish(error(code, subcode));
  expect(result.kind).toBe(kind);
  if (result.kind === "published") return;
  for (const words of [result.reason.en, result.reason.fr]) expect(words.length).toBeGreaterThan(20);
  expect(JSON.stringify(result)).not.toContain("PAGE-TOKEN");
});

test("an error after a link post says nothing, unless it is about the link; without a link it is a refusal", async () => {
  const link = "https://example.org/a";
  expect((await publish(error(100), link)).kind).toBe("unknown");
  expect((await publish(error(100, 2_061_006), link)).kind).toBe("rejected");
  expect((await publish(error(100))).kind).toBe("rejected");
  expect((await publish(error(200), link)).kind).toBe("unauthorised");
});

test("a wait ends when the header's minutes are over, a check after an hour, too fast a pace after three", async () => {
  const usage = JSON.stringify({ "104": [{ type: "pages", estimated_time_to_regain_access: 12 }] });
  const until = async (reply: Response) => {
    const result = await publish(reply);
    return result.kind === "limited" ? result.until : result.kind;
  };
  expect(await until(error(32, undefined, { headers: { "x-business-use-case-usage": usage } }))).toBe(now + 720_000);
  expect(await until(error(4, undefined, { headers: { "x-app-usage": '{"call_count":100}' } }))).toBe(null);
  expect(await until(error(190, 459))).toBe(now + 3_600_000);
  expect(await until(error(368, 1_390_008))).toBe(now + 3 * 3_600_000);
});

test("a post that was taken lets its page rest where Facebook says how long, or that nearly all is used", async () => {
  const taken = async (name: string, used: object) =>
    publish(new Response('{"id":"104_1"}', { headers: { [name]: JSON.stringify(used) } }));
  const page = (used: object) => ({ "104": [{ type: "pages", ...used }] });
  const business = "x-business-use-case-usage";
  expect(await taken(business, page({ call_count: 100, estimated_time_to_regain_access: 7 }))).toMatchObject({
    kind: "published",
    rest: now + 7 * 60_000,
  });
  expect(await taken("x-app-usage", { call_count: 12, total_time: 96, total_cputime: 3 })).toMatchObject({
    kind: "published",
    rest: now + 10 * 60_000,
  });
  const lively = await taken(business, page({ call_count: 94, total_time: 3, estimated_time_to_regain_access: 0 }));
  expect(lively).not.toHaveProperty("rest");
});

test("the link goes beside the text, and the address is Facebook's where it gives one", async () => {
  const { context, asked } = answering(
    new Response('{"id":"104_7","permalink_url":"https://facebook.test/atelier/posts/7"}'),
    new Response('{"id":"104_8"}'),
  );
  const post = sendingOf({ text: "Bonjour https://example.org/a", link: "https://example.org/a" });
  expect(await network.publish(context, login, post)).toMatchObject({
    remoteId: "104_7",
    url: "https://facebook.test/atelier/posts/7",
  });
  expect(await network.publish(context, login, post)).toMatchObject({ url: "https://facebook.test/104_8" });
  expect(asked[0]?.url).toBe("https://graph.test/104/feed");
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
    message: "Bonjour https://example.org/a",
    link: "https://example.org/a",
    fields: "id,permalink_url",
  });
});

test("a retired metric costs only itself, and without the permission likes, shares and comments still come", async () => {
  const counted = (insights: unknown[], more: object = {}) =>
    new Response(JSON.stringify({ comments: { summary: { total_count: 2 } }, insights: { data: insights }, ...more }));
  const invalid = new Response('{"error":{"message":"(#100) The value must be a valid insights metric","code":100}}', {
    status: 400,
  });
  const reach = { name: "post_total_media_view_unique", values: [{ value: 90 }] };
  const likes = { name: "post_reactions_by_type_total", values: [{ value: { like: 3, love: 2 } }] };
  const { context } = answering(
    invalid.clone(),
    counted([reach]),
    counted([likes]),
    invalid.clone(),
    counted([reach, likes]),
    counted([reach, likes]),
  );
  const read = await network.measure!(context, login, ["104_1", "104_2"]);
  const both = { reposts: 0, replies: 2, likes: 5, reach: 90 };
  expect(read).toEqual({
    kind: "read",
    counts: new Map([
      ["104_1", both],
      ["104_2", both],
    ]),
  });
  const poor = answering(
    error(10, undefined, { status: 403 }),
    counted([], { shares: { count: 1 }, reactions: { summary: { total_count: 4 } } }),
  );
  expect(await network.measure!(poor.context, login, ["104_1"])).toEqual({
    kind: "read",
    counts: new Map([["104_1", { reposts: 1, replies: 2, likes: 4 }]]),
  });
});
