import { expect, test } from "vitest";
import { ConnectError, type NetworkContext, type Reply } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { blocksOf, messageOf, weigh } from "./adaptive.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";

const signature = "Zm9vYmFyYmF6cXV4_-%2F1";
const address = `https://default0a.1b.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/ab/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`;
const at = Date.parse("2026-11-25T10:00:00Z");
type Said = { status: number; headers?: Record<string, string>; body?: string };

function world(said: Said[] = []) {
  const asked: { url: string; body: string }[] = [];
  const context: NetworkContext = {
    apiBase: network.apiBase,
    webBase: network.webBase,
    timeout: 5000,
    now: () => at,
    medium: noMedium,
    fetch: async (url, { body = "" }) => {
      asked.push({ url, body: String(body) });
      const { status, headers = {}, body: text = "" } = said[asked.length - 1] ?? { status: 202 };
      const reply: Reply = { status, headers: new Headers(headers), body: [new TextEncoder().encode(text)] };
      return reply;
    },
  };
  return { context, asked };
}
const login = loginOf(card, { kind: "channel", handle: "news", token: address, fields: { name: "News" } });
const publish = (said: Said) => network.publish(world([said]).context, login, sendingOf({ text: "Bonjour" }));

test("a message goes in the one envelope that flows post, to the address as it was entered, and is handed over, not confirmed", async () => {
  const { context, asked } = world();
  const result = await network.publish(context, login, sendingOf({ text: "**Été** <at>tous</at>" }, { key: "k-1" }));
  expect(asked[0]?.url).toBe(address);
  expect(JSON.parse(asked[0]!.body)).toMatchObject({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          type: "AdaptiveCard",
          version: "1.4",
          body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: "**Été** <at>tous</at>" }] }],
        },
      },
    ],
  });
  expect(result).toMatchObject({ kind: "published", confirmed: false, remoteId: "k-1", url: null });
});

test("lines stay lines, a gap is a gap, and an address is a link", () => {
  expect(blocksOf("Un\n\nDeux https://a.example/x?a=1.\nTrois")).toEqual([
    { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "Un" }] },
    {
      type: "RichTextBlock",
      spacing: "Medium",
      inlines: [
        { type: "TextRun", text: "Deux " },
        {
          type: "TextRun",
          text: "https://a.example/x?a=1",
          color: "Accent",
          selectAction: { type: "Action.OpenUrl", url: "https://a.example/x?a=1" },
        },
        { type: "TextRun", text: "." },
      ],
    },
    { type: "RichTextBlock", spacing: "None", inlines: [{ type: "TextRun", text: "Trois" }] },
  ]);
});

test("the longest text stays below 28 kB with its envelope", () => {
  let text = "é\n";
  while (weigh(`${text}é\n`) <= card.limits.text) text += "é\n";
  expect(new TextEncoder().encode(messageOf(text)).length).toBeLessThan(28_000);
});

test.each([
  [400, '{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"off"}}', "switched off"],
  [401, '{"error":{"code":"DirectApiAuthorizationRequired","message":"no"}}', "takes nothing any more"],
  [404, '{"error":{"code":"WorkflowNotFound","message":"gone"}}', "takes nothing any more"],
  [403, "", "takes nothing any more"],
])("a flow that is off is a task for its owner: %i %s", async (status, body, says) => {
  const result = await publish({ status, body });
  expect(result).toMatchObject({ kind: "unauthorised", reason: { en: expect.stringContaining(says) } });
});

test("a page in place of an answer proves nothing, and a signature stands in no record", async () => {
  expect(await publish({ status: 200, body: " <!doctype html>" })).toMatchObject({ kind: "unknown" });
  const said = decodeURIComponent(signature);
  const body = JSON.stringify({ error: { code: "X", message: `wrong: ${said} in ${address} (${signature})` } });
  for (const status of [202, 400, 401, 429, 500]) {
    const result = JSON.stringify(await publish({ status, body }));
    for (const secret of [said, signature]) expect(result).not.toContain(secret);
  }
});

const { flow } = network.connections;
const open = (entered: string, said: Said[] = []) => {
  const { context, asked } = world(said);
  return flow!.open!(context, { name: "News", address: entered }, null).then(
    (access) => ({ access, asked, error: null }),
    (error: unknown) => ({ access: null, asked, error }),
  );
};

test.each([
  [
    "https://prod-1.westeurope.logic.azure.com:443/workflows/ab/triggers/manual/paths/invoke?sig=0123456789abcdef",
    "switched",
  ],
  ["https://acme.webhook.office.com/webhookb2/ab@cd/IncomingWebhook/ef/gh?sig=0123456789abcdef", "switched"],
  ["http://api.powerplatform.com/workflows/ab?sig=0123456789abcdef", "no address of a flow"],
  ["https://u:p@api.powerplatform.com/workflows/ab?sig=0123456789abcdef", "no address of a flow"],
  ["https://api.powerplatform.com/workflows/ab", "no address of a flow"],
])("%s opens nothing, and is not called", async (entered, says) => {
  const { error, asked } = await open(entered);
  expect(error).toBeInstanceOf(ConnectError);
  expect((error as ConnectError).text.en).toContain(says);
  expect(asked).toEqual([]);
});

test("a channel is connected by a message that somebody has to look for", async () => {
  const { access, asked } = await open(address);
  expect(asked.map(({ url }) => url)).toEqual([address]);
  expect(access).toMatchObject({ token: address, fields: { name: "News" } });
  const grant = { context: world().context, server: null, client: null, access: access! };
  const { accounts, notes } = await flow!.accounts(grant);
  expect(accounts).toMatchObject([{ kind: "channel", remoteId: "news" }]);
  expect(notes?.[0]?.en).toContain("Look whether it arrived");
});

test("where Teams is redirected, no other address is called", async () => {
  const { context, asked } = world();
  const moved = { ...context, apiBase: "http://127.0.0.1:1/teams" };
  await expect(flow!.open!(moved, { name: "News", address }, null)).rejects.toBeInstanceOf(ConnectError);
  expect(asked).toEqual([]);
});

test("a picture is the last block of its card, with its words; the longest message has room for it", async () => {
  const { context, asked } = world();
  const url = `https://relaymap.example/media/${"a".repeat(100)}`;
  const picture = { url, type: "image/png", alt: "é".repeat(card.limits.alt), width: 320, height: 200 };
  const text = card.cut("Mot ".repeat(20_000), card.limits.text, card.limits);
  await network.publish(context, login, { ...sendingOf({ text }), prepared: { pictures: [picture] } });
  const { body } = JSON.parse(asked[0]!.body).attachments[0].content;
  expect(body.at(-1)).toEqual({ type: "Image", url, size: "Stretch", spacing: "Medium", altText: picture.alt });
  expect(Buffer.byteLength(asked[0]!.body)).toBeLessThan(28_000);
});
