import { expect, test } from "vitest";
import { ConnectError, type NetworkContext } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { knowsKeys } from "./limits.ts";
import { network } from "./network.ts";
import { contentOf } from "./statuses.ts";
import { readContent } from "./wire.ts";

type Call = { url: string; method: string; headers: Record<string, string>; body: string | Uint8Array | undefined };
const login = loginOf(card, {
  remoteId: "12",
  handle: "lea@social.example",
  server: "https://social.example",
  token: "TOKEN",
});

function answering(replies: Response[]): { context: NetworkContext; calls: Call[] } {
  const calls: Call[] = [];
  const fetch: NetworkContext["fetch"] = async (url, { method, headers = {}, body }) => {
    calls.push({ url, method, headers, body });
    return replies[calls.length - 1] ?? new Response("{}", { status: 500 });
  };
  return {
    calls,
    context: {
      fetch,
      apiBase: "https://social.example",
      webBase: "https://social.example",
      timeout: 1000,
      medium: noMedium,
      now: () => Date.parse("2026-03-02T09:00:00Z"),
    },
  };
}

test("a status carries the delivery's key, the same for every attempt", async () => {
  const made = () => new Response('{"id":"114","url":"https://social.example/@lea/114"}', { status: 200 });
  const { context, calls } = answering([made(), made()]);
  const post = sendingOf({ text: "Bonjour https://example.org/a", link: "https://example.org/a" }, { key: "3f6c" });
  expect(await network.publish(context, login, post)).toMatchObject({
    kind: "published",
    remoteId: "114",
    url: "https://social.example/@lea/114",
  });
  await network.publish(context, login, post);
  expect(calls.map(({ headers }) => headers["idempotency-key"])).toEqual(["3f6c", "3f6c"]);
  expect(calls[0]).toMatchObject({
    url: "https://social.example/api/v1/statuses",
    body: '{"status":"Bonjour https://example.org/a"}',
  });
});

test("the last call of a window lets the account rest until it ends", async () => {
  const rest = async (left: string) => {
    const headers = { "x-ratelimit-remaining": left, "x-ratelimit-reset": "2026-03-02T09:05:00.000Z" };
    const { context } = answering([new Response('{"id":"114"}', { headers })]);
    const result = await network.publish(context, login, sendingOf({ text: "a" }, { key: "k" }));
    return [result.kind, result.rest];
  };
  expect(await rest("0")).toEqual(["published", Date.parse("2026-03-02T09:05:00.000Z")]);
  expect(await rest("12")).toEqual(["published", undefined]);
});

test("a limit ends at the ISO date of the header, a plain wait at Retry-After", async () => {
  const limited = (headers: Record<string, string>) =>
    new Response('{"error":"Too many requests"}', { status: 429, headers });
  const { context } = answering([
    limited({ "x-ratelimit-reset": "2026-03-02T09:05:00.000Z" }),
    limited({ "retry-after": "90" }),
    limited({}),
  ]);
  const post = sendingOf({ text: "a" }, { key: "k" });
  const now = context.now();
  expect(await network.publish(context, login, post)).toMatchObject({ kind: "limited", until: now + 300_000 });
  expect(await network.publish(context, login, post)).toMatchObject({ kind: "limited", until: now + 90_000 });
  expect(await network.publish(context, login, post)).toMatchObject({ kind: "limited", until: null });
});

test("a validation's own words reach the person", async () => {
  const { context } = answering([
    new Response('{"error":"Validation failed: Text character limit of 500 exceeded"}', { status: 422 }),
  ]);
  const result = await network.publish(context, login, sendingOf({ text: "a" }, { key: "k" }));
  expect(result.kind === "rejected" && result.reason.fr).toContain("Text character limit of 500 exceeded");
});

test.each([
  "une ligne",
  "deux\nlignes",
  "deux\n\nparagraphes",
  "a < b & c > d « é »",
  "lien https://example.org/un/chemin/vraiment/tres/long?a=1&b=2 au milieu",
  "<b>pas gras</b>",
])("the markup of a status gives back its text: %j", (text) => {
  expect(readContent(contentOf(text)).text).toBe(text);
});

test("links are read from the markup, whole", () => {
  expect(readContent(contentOf("voir https://example.org/a?b=1&c=2")).links).toEqual(["https://example.org/a?b=1&c=2"]);
});

test("Mastodon counts graphemes, 23 an address, a mention without its server", () => {
  expect(card.count("👩‍🚒é日", card.limits)).toBe(3);
  expect(card.count(`https://example.org/${"x".repeat(300)}`, card.limits)).toBe(23);
  expect(card.count("bonjour @lea@social.example", card.limits)).toBe("bonjour @lea".length);
  expect(card.count("fin (https://example.org/a).", card.limits)).toBe("fin ().".length + 23);
  const cut = card.cut("Une phrase qui revient souvent. ".repeat(40), 500, card.limits);
  expect(card.count(cut, card.limits)).toBeLessThanOrEqual(500);
  expect(cut).toMatch(/\w…$/u);
});

const counted = (id: string, likes: number) => ({
  id,
  url: null,
  favourites_count: likes,
  reblogs_count: 1,
  replies_count: 2,
});

test("counts of many statuses come in one call, and what is gone is absent", async () => {
  const { context, calls } = answering([new Response(JSON.stringify([counted("1", 5)]))]);
  const read = await network.measure?.(context, login, ["1", "2"]);
  expect(read).toEqual({ kind: "read", counts: new Map([["1", { likes: 5, reposts: 1, replies: 2 }]]) });
  expect(calls.map(({ url }) => url)).toEqual(["https://social.example/api/v1/statuses?id[]=1&id[]=2"]);
});

test("a server that cannot give many statuses is asked for each, and a limit says until when", async () => {
  const { context, calls } = answering([
    new Response("{}", { status: 404 }),
    new Response(JSON.stringify({ ...counted("1", 3), quotes_count: 4 })),
    new Response('{"error":"Record not found"}', { status: 404 }),
  ]);
  const read = await network.measure?.(context, login, ["1", "2"]);
  expect(read).toEqual({ kind: "read", counts: new Map([["1", { likes: 3, reposts: 1, replies: 2, quotes: 4 }]]) });
  expect(calls).toHaveLength(3);
  const limited = answering([new Response("{}", { status: 429, headers: { "retry-after": "60" } })]);
  expect(await network.measure?.(limited.context, login, ["1"])).toEqual({
    kind: "limited",
    until: limited.context.now() + 60_000,
  });
  const broken = answering([new Response("<html>", { status: 502 })]);
  expect(await network.audience?.(broken.context, login)).toEqual({ kind: "failed", status: 502 });
});

test("a server's own limits are read: 5,000 is used, 300 is obeyed, and what is not said is as usual", async () => {
  const says = (statuses: object, media: object = {}) =>
    Response.json({ version: "4.5.0", configuration: { statuses, media_attachments: media } });
  const { context, calls } = answering([
    says({ max_characters: 5000, max_media_attachments: 16, characters_reserved_per_url: 30 }),
    says({ max_characters: 300, max_media_attachments: 2 }, { image_size_limit: 2_000_000, description_limit: 500 }),
  ]);
  expect(await network.limits!(context)).toEqual({ ...card.limits, text: 5000, address: 30 });
  const { picture } = card.limits;
  expect(await network.limits!(context)).toEqual({
    ...card.limits,
    text: 300,
    pictures: 2,
    alt: 500,
    picture: { ...picture, bytes: 2_000_000 },
  });
  expect(calls.map(({ url }) => url)).toEqual(Array(2).fill("https://social.example/api/v2/instance"));
});

test("an older server and a relative are asked where they say it", async () => {
  const { context, calls } = answering([
    new Response("{}", { status: 404 }),
    Response.json({ max_toot_chars: 11_000 }),
  ]);
  expect(await network.limits!(context)).toEqual({ ...card.limits, text: 11_000, keyless: true });
  expect(calls[1]?.url).toBe("https://social.example/api/v1/instance");
});

test.each([
  ["4.5.0", true],
  ["4.2.9+glitch", true],
  ["2.7.2 (compatible; Pleroma 2.6.0)", true],
  ["0.17.0+git-6cb0b83", true],
  ["0.13.1 git-1a2b3c", false],
  ["3.5.3 (compatible; Pixelfed 0.12.3)", false],
  ["", false],
])("whether a server keeps the keys of calls is read off what it says it runs: %j", (version, kept) => {
  expect(knowsKeys(version)).toBe(kept);
});

test.each([
  ["busy", new Response("{}", { status: 503 })],
  ["silent", Response.json({ title: "here" })],
  ["absurd", Response.json({ configuration: { statuses: { max_characters: -1 } } })],
  ["not JSON", new Response("<html>")],
])("a server that is %s says nothing", async (_, reply) => {
  const { context } = answering([reply]);
  await expect(network.limits!(context)).rejects.toThrow();
});

const info = (name: string, version = "1.2") => Response.json({ software: { name, version } });
const pointing = (href: string) =>
  Response.json({ links: [{ rel: "http://nodeinfo.diaspora.software/ns/schema/2.1", href }] });
const here = () => pointing("https://social.example/nodeinfo/2.1");
const unknown = (status = 404) => new Response('{"error":{"code":"UNKNOWN_API_ENDPOINT"}}', { status });
test.each([
  ["Misskey says so by name", [unknown(), here(), info("misskey", "2025.4.1")], "Misskey 2025.4.1", 3],
  ["Lemmy, with a version that is none", [unknown(), here(), info("Lemmy", "<b>")], "Lemmy,", 3],
  ["a Mastodon that refuses", [unknown(422), here(), info("mastodon")], null, 3],
  ["a name that is not known", [unknown(), here(), info("honk")], null, 3],
  ["a name that is markup", [unknown(), here(), info("<b>misskey</b>")], null, 3],
  ["no word on what it is", [unknown(), unknown()], null, 2],
  ["a word on another server", [unknown(), pointing("https://10.0.0.1/nodeinfo"), info("misskey")], null, 2],
  ["busy: not asked what it is", [unknown(503), here(), info("misskey")], null, 1],
])("a server that makes no app is asked what it runs: %s", async (_, replies, said, asked) => {
  const { context, calls } = answering(replies);
  const error: unknown = await network.connections["account"]!.register!(context, "https://r.example/back", []).catch(
    (cause: unknown) => cause,
  );
  expect(calls).toHaveLength(asked);
  expect(error instanceof ConnectError).toBe(said !== null);
  if (error instanceof ConnectError) expect(error.text.fr).toContain(`social.example utilise ${said}`);
});

test.each([
  ["Merci @acme pour tout", "acme"],
  ["@acme.", "acme"],
  ["(@Acme_2)", "Acme_2"],
  ["Merci @acme@social.example", null],
  ["contact@acme.example", null],
  ["https://social.example/@acme", null],
  ["rien", null],
])("a name that a text brings along from another network calls a stranger here: %s", (text, name) => {
  const facts = { text, pictures: 0, videos: 0, silent: 0, kind: "person", mode: null, limits: card.limits } as const;
  const said = card.rules.find(({ code }) => code === "bare-name")!.check(facts)?.fr;
  if (name === null) expect(said).toBeUndefined();
  else expect(said).toContain(`« @${name} »`);
});

test("where the second way to upload is missing, the first one does", async () => {
  const { context, calls } = answering([
    new Response("{}", { status: 404 }),
    Response.json({ id: "7", url: "https://a" }),
  ]);
  const medium = { id: "m", kind: "picture", type: "image/png" } as const;
  const bytes = new Uint8Array([1, 2, 3]);
  const with1 = { ...context, medium: async () => ({ bytes, type: "image/png", width: 1, height: 1 }) };
  const step = await network.prepare!(with1, login, sendingOf({ text: "a", media: [medium] }), undefined);
  expect([step.kind, calls.map(({ url }) => new URL(url).pathname)]).toEqual([
    "prepared",
    ["/api/v2/media", "/api/v1/media"],
  ]);
});
