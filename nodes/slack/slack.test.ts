import { expect, test } from "vitest";
import { ConnectError, type NetworkContext, type Reply } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { markedText } from "./mrkdwn.ts";
import { network } from "./network.ts";

const hook = "T0LUMEN01/B0AAAAAAA/secretsecretsecretsecret";
const at = Date.parse("2026-11-25T10:00:00Z");
type Said = { status: number; headers?: Record<string, string>; body?: string };

function world(said: Said[] = []) {
  const asked: { url: string; body: unknown }[] = [];
  const context: NetworkContext = {
    apiBase: network.apiBase,
    webBase: network.webBase,
    timeout: 5000,
    now: () => at,
    medium: noMedium,
    fetch: async (url, { body = "" }) => {
      asked.push({ url, body: JSON.parse(String(body)) });
      const { status, headers = {}, body: text = "" } = said[asked.length - 1] ?? { status: 200, body: "ok" };
      const reply: Reply = { status, headers: new Headers(headers), body: [new TextEncoder().encode(text)] };
      return reply;
    },
  };
  return { context, asked };
}
const login = loginOf(card, { kind: "channel", handle: "news", token: hook, fields: { name: "News" } });
const publish = (said: Said) => network.publish(world([said]).context, login, sendingOf({ text: "Bonjour" }));

test("a headline calls nobody and marks nothing: what it says is shown as it is written", async () => {
  const { context, asked } = world();
  const text = "<!channel> & <b> *gras* <@U1> @here";
  await network.publish(context, login, sendingOf({ text }));
  expect(asked[0]).toMatchObject({
    url: `https://hooks.slack.com/services/${hook}`,
    body: { text: "&lt;!channel&gt; &amp; &lt;b&gt; *gras* &lt;@U1&gt; @here", mrkdwn: false, link_names: false },
  });
});

test("addresses are given as addresses, whatever stands in them", () => {
  expect(markedText("Lire (https://a.example/x?a=1&b=2|3). Fin")).toBe(
    "Lire (<https://a.example/x?a=1&amp;b=2%7C3>). Fin",
  );
});

test.each([
  [403, "action_prohibited", "forbidden"],
  [403, "invalid_token", "no longer knows"],
  [404, "channel_not_found", "gone"],
  [404, "no_service", "no longer knows"],
  [410, "channel_is_archived", "archived"],
])("%i %s closes the channel with a sentence of its own", async (status, body, says) => {
  const result = await publish({ status, body });
  expect(result).toMatchObject({ kind: "unauthorised", reason: { en: expect.stringContaining(says) } });
});

test("what Slack cannot read is refused, and a page in place of its answer says nothing of the message", async () => {
  expect(await publish({ status: 400, body: "invalid_payload" })).toMatchObject({ kind: "rejected" });
  expect(await publish({ status: 200, body: "<html>login</html>" })).toMatchObject({ kind: "unknown" });
  expect(await publish({ status: 500, body: "rollup_error" })).toMatchObject({ kind: "unknown" });
  expect(await publish({ status: 429, headers: { "retry-after": "30" }, body: "rate_limited" })).toMatchObject({
    kind: "limited",
    until: at + 30_000,
  });
});

const { incoming } = network.connections;
const address = `https://hooks.slack.com/services/${hook}`;

test.each([
  "https://hooks.slack.com.evil.example/services/T0LUMEN01/B0AAAAAAA/secretsecretsecretsecret",
  "http://hooks.slack.com/services/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",
  "https://user@hooks.slack.com/services/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",
  "https://hooks.slack.com:8443/services/T0LUMEN01/B0AAAAAAA/secretsecretsecretsecret",
  "https://hooks.slack.com/services/T0LUMEN01/B0AAAAAAA",
  "https://hooks.slack.com/workflows/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",
  "https://hooks.slack.com/services/../../x",
  "Bonjour",
])("%s opens nothing, and is not called", async (wrong) => {
  const { context, asked } = world();
  const error: unknown = await incoming!.open!(context, { name: "News", address: wrong }, null).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ConnectError);
  expect(error).toMatchObject({ field: "address" });
  expect(asked).toEqual([]);
});

test("a channel is connected by a message that says so, and is known by its name; only the secret is kept of its address", async () => {
  const { context, asked } = world();
  const access = await incoming!.open!(context, { name: "Actualités Lumen", address }, null);
  expect(asked).toHaveLength(1);
  expect(access).toMatchObject({ token: hook, fields: { name: "Actualités Lumen" } });
  const { accounts } = await incoming!.accounts({ context, server: null, client: null, access });
  expect(accounts).toMatchObject([{ kind: "channel", remoteId: "actualités-lumen", name: "Actualités Lumen" }]);
});

test("whether an address is closed is asked by a message that nobody sees", async () => {
  const access = { token: hook, refresh: null, expiresAt: null, scopes: [], fields: { name: "a" } };
  const { context, asked } = world([
    { status: 400, body: "no_text" },
    { status: 404, body: "no_service" },
  ]);
  const grant = { context, server: null, client: null, access };
  expect(await incoming!.refresh!(grant)).toMatchObject({ kind: "renewed" });
  expect(await incoming!.refresh!(grant)).toMatchObject({ kind: "dead" });
  expect(asked.map(({ body }) => body)).toEqual([{ text: "" }, { text: "" }]);
});

const picture = {
  url: "https://relaymap.example/media/a/b",
  type: "image/png",
  alt: "Une lampe",
  width: 320,
  height: 200,
};
const shown = (prepared: unknown) => ({ ...sendingOf({ text: "Bonjour" }), prepared });
const unfetched = { status: 400, body: "invalid_blocks" };

test("a picture stands below its text, with its words, in place of the link's preview", async () => {
  const { context, asked } = world();
  await network.publish(context, login, shown({ pictures: [picture] }));
  const blocks = [{ type: "image", image_url: picture.url, alt_text: "Une lampe" }];
  expect(asked.map(({ body }) => body)).toEqual([
    {
      text: "Bonjour",
      mrkdwn: false,
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
      attachments: [{ fallback: "Une lampe", blocks }],
    },
  ]);
  const silent = world();
  await network.publish(silent.context, login, shown({ pictures: [{ ...picture, alt: null }] }));
  expect(silent.asked[0]?.body).toMatchObject({ attachments: [{ blocks: [{ alt_text: "Image" }] }] });
});

test("news whose picture Slack cannot fetch goes without it, and says so; any other refusal is one", async () => {
  const fetched = world([unfetched, { status: 200, body: "ok" }]);
  expect(await network.publish(fetched.context, login, shown({ pictures: [picture] }))).toMatchObject({
    kind: "published",
    raw: expect.stringContaining("PUBLIC_URL"),
  });
  expect(fetched.asked[1]?.body).not.toHaveProperty("attachments");
  const plain = world([unfetched]);
  expect(await network.publish(plain.context, login, shown(undefined))).toMatchObject({ kind: "rejected" });
  const lost = world([{ status: 500, body: "invalid_blocks" }]);
  expect(await network.publish(lost.context, login, shown({ pictures: [picture] }))).toMatchObject({ kind: "unknown" });
  expect([plain.asked.length, lost.asked.length]).toEqual([1, 1]);
});
