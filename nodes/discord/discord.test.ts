import { expect, test } from "vitest";
import { ConnectError, type NetworkContext, type Reply } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { escapedText } from "./markdown.ts";
import { network } from "./network.ts";

const hook = `1187300000000000001/${"s".repeat(68)}`;
const at = Date.parse("2026-11-25T10:00:00Z");
type Said = { status: number; headers?: Record<string, string>; body?: string };
const taken: Said = { status: 200, body: '{"id":"1187300000000000099","channel_id":"42"}' };

function world(said: Said[] = []) {
  const asked: { method: string; url: string; body: Record<string, unknown> | null }[] = [];
  const context: NetworkContext = {
    apiBase: network.apiBase,
    webBase: network.webBase,
    timeout: 5000,
    now: () => at,
    medium: noMedium,
    fetch: async (url, { method, body }) => {
      asked.push({ method, url, body: body === undefined ? null : JSON.parse(String(body)) });
      const { status, headers = {}, body: text = "" } = said[asked.length - 1] ?? taken;
      const reply: Reply = { status, headers: new Headers(headers), body: [new TextEncoder().encode(text)] };
      return reply;
    },
  };
  return { context, asked };
}
const login = loginOf(card, {
  kind: "channel",
  handle: "news",
  token: hook,
  fields: { name: "News", channel: "42", guild: "7" },
});
const publish = (said: Said) => network.publish(world([said]).context, login, sendingOf({ text: "Bonjour" }));

test("nobody is called and nothing is marked, whatever a headline says; the message's id comes back", async () => {
  const { context, asked } = world([taken]);
  const text = "@everyone **gras** <@1> https://a.example/un_deux_trois";
  const result = await network.publish(context, login, sendingOf({ text }));
  expect(asked[0]).toMatchObject({
    method: "POST",
    url: `https://discord.com/api/webhooks/${hook}?wait=true`,
    body: {
      content: String.raw`@everyone \*\*gras\*\* \<@1\> https://a.example/un_deux_trois`,
      allowed_mentions: { parse: [] },
    },
  });
  expect(result).toMatchObject({
    kind: "published",
    confirmed: true,
    remoteId: "1187300000000000099",
    url: "https://discord.com/channels/7/42/1187300000000000099",
  });
});

test.each([
  ["# Titre", String.raw`\# Titre`],
  ["- un\n- deux", String.raw`\- un` + "\n" + String.raw`\- deux`],
  ["1. un", String.raw`1\. un`],
  ["-# petit", String.raw`\-# petit`],
  ["> cité", String.raw`\> cité`],
  ["[ici](https://a.example/x)", String.raw`\[ici\](https://a.example/x)`],
  ["2 - 1 = 1, #3", "2 - 1 = 1, #3"],
])("%s keeps its signs", (text, written) => {
  expect(escapedText(text)).toBe(written);
});

test("in a forum the first line is the discussion's title, and what follows goes into it", async () => {
  const no: Said = { status: 400, body: '{"message":"Webhooks posted to forum channels …","code":220001}' };
  const { context, asked } = world([no, taken, no, taken]);
  expect(await network.publish(context, login, sendingOf({ text: "Un titre\nla suite" }))).toMatchObject({
    kind: "published",
  });
  expect(asked[1]?.body).toMatchObject({ thread_name: "Un titre" });
  const before = [{ remoteId: "1187300000000000099", url: null }];
  await network.publish(context, login, sendingOf({ text: "fin", kind: "reply" }, { index: 1, before }));
  expect(asked[3]?.url).toContain("thread_id=1187300000000000099");
});

test("a webhook that is gone is told so by its code, and is not called a second time", async () => {
  const { context, asked } = world([{ status: 404, body: '{"message":"Unknown Webhook","code":10015}' }]);
  expect(await network.publish(context, login, sendingOf({ text: "x" }))).toMatchObject({ kind: "unauthorised" });
  expect(asked).toHaveLength(1);
  expect(await publish({ status: 401, body: '{"message":"Invalid Webhook Token","code":50027}' })).toMatchObject({
    kind: "unauthorised",
  });
});

test("the three limits: its own, one that is shared, and the wall before the API, which says nothing", async () => {
  const own = '{"message":"You are being rate limited.","retry_after":0.334,"global":false}';
  expect(await publish({ status: 429, body: own })).toMatchObject({ kind: "limited", until: at + 334 });
  expect(await publish({ status: 429, headers: { "retry-after": "65" }, body: own })).toMatchObject({
    until: at + 65_000,
  });
  expect(await publish({ status: 429, body: "error code: 1015" })).toMatchObject({
    kind: "limited",
    until: at + 3_600_000,
    reason: { en: expect.stringContaining("an hour") },
  });
});

test("an answer without an id proves nothing", async () => {
  expect(await publish({ status: 204 })).toMatchObject({ kind: "unknown" });
});

test("a message is taken back where it stands; one that is gone already is as good, a webhook that is gone is not", async () => {
  const take = (said: Said, url: string) => {
    const { context, asked } = world([said]);
    return network.remove!(context, login, { remoteId: "5", url }).then((result) => ({ result, asked }));
  };
  const inside = await take({ status: 204 }, "https://discord.com/channels/7/99/5");
  expect(inside.asked[0]?.url).toBe(`https://discord.com/api/webhooks/${hook}/messages/5?thread_id=99`);
  const plain = await take(
    { status: 404, body: '{"message":"Unknown Message","code":10008}' },
    "https://discord.com/channels/7/42/5",
  );
  expect(plain.asked[0]?.url).toBe(`https://discord.com/api/webhooks/${hook}/messages/5`);
  expect(plain.result).toMatchObject({ kind: "published" });
  const gone = await take({ status: 404, body: '{"message":"Unknown Webhook","code":10015}' }, "");
  expect(gone.result).toMatchObject({ kind: "unauthorised" });
});

const { webhook } = network.connections;
const told: Said = { status: 200, body: '{"id":"1187300000000000001","channel_id":"42","guild_id":"7"}' };

test.each([
  `https://discord.com/api/webhooks/${hook}`,
  `https://discordapp.com/api/webhooks/${hook}`,
  `https://canary.discord.com/api/v10/webhooks/${hook}`,
])("%s is opened at Discord itself, and nothing is posted", async (address) => {
  const { context, asked } = world([told]);
  expect(await webhook!.open!(context, { name: "News", address }, null)).toMatchObject({
    token: hook,
    fields: { name: "News", channel: "42", guild: "7" },
  });
  expect(asked).toEqual([{ method: "GET", url: `https://discord.com/api/webhooks/${hook}`, body: null }]);
});

test.each([
  `https://discord.com.evil.example/api/webhooks/${hook}`,
  `http://discord.com/api/webhooks/${hook}`,
  `https://discord.com:8443/api/webhooks/${hook}`,
  `https://u@discord.com/api/webhooks/${hook}`,
  "https://discord.com/api/webhooks/1187300000000000001",
  "https://discord.com/channels/1/2",
])("%s opens nothing, and is not called", async (address) => {
  const { context, asked } = world([told]);
  const error: unknown = await webhook!.open!(context, { name: "News", address }, null).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ConnectError);
  expect(error).toMatchObject({ field: "address" });
  expect(asked).toEqual([]);
});
