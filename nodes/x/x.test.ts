import { expect, test } from "vitest";
import { factsOf, rulings } from "#engine/rules.ts";
import type { NetworkContext } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";
import { limitUntil } from "./refusal.ts";

type Call = { url: string; method: string; headers: Record<string, string>; body: string | Uint8Array | undefined };

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
      apiBase: "https://api.x.com",
      webBase: "https://x.com",
      timeout: 1000,
      medium: noMedium,
      now: () => Date.parse("2026-03-02T09:00:00Z"),
    },
  };
}
const login = loginOf(card, { remoteId: "12", handle: "lea_martin", server: null, token: "TOKEN" });
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

test("a post is one request with the text, the link and nothing else", async () => {
  const { context, calls } = answering([json(201, { data: { id: "1900000000000000000", text: "…" } })]);
  const result = await network.publish(
    context,
    login,
    sendingOf({ text: "Bonjour https://example.org/a", link: "https://example.org/a" }, { key: "k" }),
  );
  expect(result).toMatchObject({
    kind: "published",
    remoteId: "1900000000000000000",
    url: "https://x.com/lea_martin/status/1900000000000000000",
  });
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({
    url: "https://api.x.com/2/tweets",
    method: "POST",
    body: '{"text":"Bonjour https://example.org/a"}',
  });
  expect(calls[0]?.headers["authorization"]).toBe("Bearer TOKEN");
});

test("the last post of a window lets the account rest until it ends", async () => {
  const end = Math.floor(Date.now() / 1000) + 600;
  const rest = async (left: string) => {
    const headers = { "x-rate-limit-remaining": left, "x-rate-limit-reset": String(end) };
    const { context } = answering([json(201, { data: { id: "1900000000000000000", text: "…" } }, headers)]);
    const result = await network.publish({ ...context, now: Date.now }, login, sendingOf({ text: "a" }, { key: "k" }));
    return [result.kind, result.rest];
  };
  expect(await rest("0")).toEqual(["published", end * 1000]);
  expect(await rest("1")).toEqual(["published", undefined]);
});

test("the library never opens a connection of its own, whatever fails", async () => {
  const { context, calls } = answering([]);
  const refused = { ...context, fetch: () => Promise.reject(Object.assign(new Error("refused"), { sent: false })) };
  expect((await network.publish(refused, login, sendingOf({ text: "a" }, { key: "k" }))).kind).toBe("not_sent");
  const lost = { ...context, fetch: () => Promise.reject(new Error("socket hang up")) };
  expect((await network.publish(lost, login, sendingOf({ text: "a" }, { key: "k" }))).kind).toBe("unknown");
  expect(calls).toEqual([]);
});

test("posts are read under the old names and the new ones", async () => {
  const short = {
    url: "https://t.co/abc",
    expanded_url: "https://example.org/a?b=1&c=2",
    display_url: "example.org/a",
  };
  const old = {
    id: "1900000000000000001",
    text: "a &amp; b https://t.co/abc",
    created_at: "2026-03-02T08:00:00.000Z",
    entities: { urls: [short] },
    edit_history_tweet_ids: ["1"],
  };
  const renamed = {
    id: "1900000000000000000",
    text: "cut…",
    note_post: { text: "long &lt;3 https://t.co/abc", entities: { urls: [short] } },
    edit_history_post_ids: ["1"],
  };
  const { context, calls } = answering([
    json(200, { data: [old], meta: { next_token: "n1" } }),
    json(200, { data: [renamed], meta: { result_count: 1 } }),
  ]);
  const { seen, full } = (await network.recent?.(context, login, 0)) ?? { seen: [], full: false };
  expect(seen.map(({ text }) => text)).toEqual([
    "a & b https://example.org/a?b=1&c=2",
    "long <3 https://example.org/a?b=1&c=2",
  ]);
  expect(seen[1]?.at).toBe(Number((1_900_000_000_000_000_000n >> 22n) + 1_288_834_974_657n));
  expect(full).toBe(true);
  expect(new URL(calls[1]?.url ?? "").searchParams.get("pagination_token")).toBe("n1");
  expect(new URL(calls[0]?.url ?? "").pathname).toBe("/2/users/12/tweets");
});

test("reading stops where it reaches back far enough, and says where it did not", async () => {
  const at = (hour: number, id: number) => ({
    id: String(1_900_000_000_000_000_000n + BigInt(id)),
    text: "t",
    created_at: `2026-03-02T0${hour}:00:00.000Z`,
  });
  const since = Date.parse("2026-03-02T07:30:00Z");
  const reached = answering([json(200, { data: [at(8, 2), at(7, 1)], meta: { next_token: "n" } })]);
  expect((await network.recent?.(reached.context, login, since))?.full).toBe(true);
  expect(reached.calls).toHaveLength(1);
  const busy = answering(Array.from({ length: 9 }, () => json(200, { data: [at(8, 3)], meta: { next_token: "n" } })));
  expect((await network.recent?.(busy.context, login, since))?.full).toBe(false);
  expect(busy.calls.length).toBeLessThan(9);
  await expect(network.recent?.(answering([json(401, {})]).context, login, since)).rejects.toThrow("401");
});

test("X counts by weight: 23 an address, 2 an emoji or a Chinese sign", () => {
  expect(card.count("abc", card.limits)).toBe(3);
  expect(card.count(`https://example.org/${"x".repeat(300)}`, card.limits)).toBe(23);
  expect(card.count("👩‍🚒", card.limits)).toBe(2);
  expect(card.count("日本", card.limits)).toBe(4);
  expect(card.count("foo.zip", card.limits)).toBe(23);
});

test("a cut text fits, ends on a word, and keeps addresses and emoji whole", () => {
  const cut = card.cut(
    "Une phrase assez longue avec https://example.org/article et 👩‍🚒👩‍🚒👩‍🚒 puis la suite ".repeat(8),
    280,
    card.limits,
  );
  expect(card.count(cut, card.limits)).toBeLessThanOrEqual(280);
  expect(card.count(cut, card.limits)).toBeGreaterThan(240);
  expect(cut).toMatch(/(phrase|longue|article|suite|avec|et|puis|la|Une|assez|👩‍🚒)…$/u);
  for (const address of cut.match(/https:\S+/gu) ?? [])
    expect(address.replace("…", "")).toBe("https://example.org/article");
  expect(card.cut("court", 280, card.limits)).toBe("court");
  expect(card.count(card.cut("a".repeat(1000), 50, card.limits), card.limits)).toBeLessThanOrEqual(50);
  expect(card.cut("日".repeat(400), 11, card.limits)).toBe("日日日日…");
  expect(card.cut("abc def", 1, card.limits)).toMatch(/^…?$/u);
});

test("a post that begins with somebody's name is advised against", () => {
  const said = (text: string) =>
    rulings(card, factsOf({ text }, { kind: "person", mode: "ask", limits: card.limits })).map(({ code }) => code);
  expect(said("@lea a raison")).toEqual(["at-name"]);
  expect(said("@… dit …")).toEqual(["at-name"]);
  expect(said("\n＠lea a raison")).toEqual(["at-name"]);
  for (const text of [".@lea a raison", "Merci @lea", "@ demain", "#lea", ""]) expect(said(text)).toEqual([]);
});

test("of several limits that ran out the one that ends last is waited for", () => {
  const reset = (name: string, seconds: number, remaining: string) => ({
    [`${name}-remaining`]: remaining,
    [`${name}-reset`]: String(seconds),
  });
  const until = (...told: Record<string, string>[]) => limitUntil(new Headers(Object.assign({}, ...told)), 0);
  const window = (left: string) => reset("x-rate-limit", 900, left);
  expect(until(window("0"))).toBe(900_000);
  expect(until(window("80"), reset("x-user-limit-24hour", 5000, "0"))).toBe(5_000_000);
  expect(until(window("0"), reset("x-user-limit-24hour", 500, "0"), reset("x-app-limit-24hour", 7000, "0"))).toBe(
    7_000_000,
  );
  expect(until(window("80"), reset("x-user-limit-24hour", 5000, "3"))).toBe(900_000);
  expect(until({ "retry-after": "30" })).toBe(30_000);
});

test("an account that X suspended waits for its owner; another refusal is of that post alone, in X's own words", async () => {
  const refused = async (detail: string) => {
    const { context } = answering([json(403, { title: "Forbidden", detail, status: 403 })]);
    return network.publish(context, login, sendingOf({ text: "a" }));
  };
  expect(await refused("Your account is suspended and is not permitted to access this feature.")).toMatchObject({
    kind: "unauthorised",
    closed: true,
  });
  const cashtags = "You may not include more than one cashtag.";
  const other = await refused(cashtags);
  expect([other.kind, "reason" in other && other.reason.en]).toEqual(["rejected", expect.stringContaining(cashtags)]);
});
