import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { type CallResult, ConnectError, type NetworkContext, type Reply } from "#engine/network.ts";
import { writeSecret } from "#engine/signature.ts";
import { loginOf, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";

const secret = writeSecret(new Uint8Array(32).fill(3));
const address = "https://intranet.example:8443/hooks/a%2Fb?sig=x%3D&v=1";
const at = Date.parse("2026-11-25T10:00:00Z");

type Asked = { url: string; headers: Record<string, string>; body: string };
type Said = { status: number; headers?: Record<string, string>; body?: string };

function world(said: Said[] = [], now = at) {
  const asked: Asked[] = [];
  const context: NetworkContext = {
    apiBase: network.apiBase,
    webBase: network.webBase,
    timeout: 5000,
    now: () => now,
    medium: () => Promise.reject(new Error("no media")),
    fetch: async (url, { headers = {}, body = "" }) => {
      asked.push({ url, headers, body: typeof body === "string" ? body : new TextDecoder().decode(body) });
      const { status, headers: given = {}, body: text = "" } = said[asked.length - 1] ?? { status: 200 };
      const reply: Reply = { status, headers: new Headers(given), body: [new TextEncoder().encode(text)] };
      return reply;
    },
  };
  return { context, asked };
}
const login = loginOf(card, {
  kind: "channel",
  handle: "intranet",
  token: secret,
  fields: { name: "Intranet", address },
});
const sending = sendingOf(
  { text: "L’été\u2028😀 1.0", link: "https://a.example/x", language: "fr" },
  { key: "k-1", madeAt: at },
);
const publish = (said: Said): Promise<CallResult> => network.publish(world([said]).context, login, sending);

test("what is sent is signed so that the specification's own library verifies it, at the address as it was written", async () => {
  const { context, asked } = world([{ status: 200 }], Date.now());
  await network.publish(context, login, sending);
  const [call] = asked;
  expect(call!.url).toBe(address);
  expect(new Webhook(secret).verify(call!.body, call!.headers)).toEqual({
    type: "relaymap.post",
    timestamp: "2026-11-25T10:00:00.000Z",
    data: { id: "k-1", kind: "post", text: "L’été\u2028😀 1.0", link: "https://a.example/x", language: "fr" },
  });
});

test("another attempt has the same id and the same bytes, at its own time and with its own signature", async () => {
  const [first, later] = [world(), world([], at + 7_200_000)];
  await network.publish(first.context, login, sending);
  await network.publish(later.context, login, sending);
  const [one, two] = [first.asked[0]!, later.asked[0]!];
  expect(two.body).toBe(one.body);
  expect(two.headers["webhook-id"]).toBe(one.headers["webhook-id"]);
  expect(two.headers["webhook-timestamp"]).not.toBe(one.headers["webhook-timestamp"]);
  expect(two.headers["webhook-signature"]).not.toBe(one.headers["webhook-signature"]);
});

test.each([
  [200, true],
  [201, true],
  [204, true],
  [202, false],
  [203, false],
  [207, false],
])("an answer of %i is published, and confirmed: %s", async (status, confirmed) => {
  expect(await publish({ status })).toMatchObject({ kind: "published", confirmed, remoteId: "k-1", url: null });
});

test("a receiver may say under which id and address it keeps the message; other answers are as good", async () => {
  const said = { status: 201, body: '{"id":7,"url":"https://intranet.example/n/7"}' };
  expect(await publish(said)).toMatchObject({ remoteId: "7", url: "https://intranet.example/n/7" });
  for (const body of ['{"id":{},"url":"javascript:1"}', "[]", "<html>", "null", ""])
    expect(await publish({ status: 200, body })).toMatchObject({ kind: "published", remoteId: "k-1", url: null });
});

test("an address that is gone, missing or elsewhere parks the channel; a redirect is shown, and never followed", async () => {
  expect(await publish({ status: 410 })).toMatchObject({ kind: "unauthorised" });
  expect(await publish({ status: 404 })).toMatchObject({ kind: "unauthorised" });
  for (const status of [301, 302, 303, 307, 308]) {
    const { context, asked } = world([{ status, headers: { location: "https://b.example/new" } }]);
    const result = await network.publish(context, login, sending);
    expect(result).toMatchObject({
      kind: "unauthorised",
      reason: { en: expect.stringContaining("https://b.example/new") },
    });
    expect(asked).toHaveLength(1);
  }
});

test("a receiver that asks to wait is waited for", async () => {
  expect(await publish({ status: 429, headers: { "retry-after": "120" } })).toMatchObject({
    kind: "limited",
    until: at + 120_000,
  });
});

const { receiver } = network.connections;
const fields = { name: "Intranet Lumen", address, secret };
const open = (said: Said[], changes: Partial<typeof fields> = {}) =>
  receiver!.open!(world(said).context, { ...fields, ...changes }, null);

test("a receiver is connected by a signed test message, and known by its name", async () => {
  const { context, asked } = world([{ status: 204 }], Date.now());
  const access = await receiver!.open!(context, fields, null);
  expect(access).toMatchObject({ token: secret, refresh: null, fields: { name: "Intranet Lumen", address } });
  expect(new Webhook(secret).verify(asked[0]!.body, asked[0]!.headers)).toMatchObject({ type: "relaymap.ping" });
  const { subject, accounts } = await receiver!.accounts({ context, server: null, client: null, access });
  expect([subject, accounts[0]?.kind, accounts[0]?.name]).toEqual(["intranet-lumen", "channel", "Intranet Lumen"]);
});

test.each([
  ["address", [], { address: "ftp://intranet.example" }],
  ["address", [], { address: "https://user:pass@intranet.example/hook" }],
  ["address", [{ status: 301, headers: { location: "/hook/" } }], {}],
  ["address", [{ status: 404 }], {}],
  ["address", [{ status: 410 }], {}],
  ["secret", [], { secret: "password" }],
  ["secret", [{ status: 401 }], {}],
  ["secret", [{ status: 403 }], {}],
  [null, [{ status: 500 }], {}],
])("what does not open a receiver is told at its field: %s", async (field, said, changes) => {
  const error: unknown = await open(said as Said[], changes).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectError);
  expect(error).toMatchObject({ field });
  expect(JSON.stringify((error as ConnectError).text)).not.toContain(secret.slice(6));
});

test("a refusal is believed only where a test message meets it as well", async () => {
  const access = { token: secret, refresh: null, expiresAt: null, scopes: [], fields: { name: "a", address } };
  const ask = (said: Said) =>
    receiver!.refresh!({ context: world([said]).context, server: null, client: null, access });
  expect(await ask({ status: 200 })).toMatchObject({ kind: "renewed" });
  expect(await ask({ status: 410 })).toEqual({ kind: "dead" });
  expect(await ask({ status: 401 })).toEqual({ kind: "dead" });
  expect(await ask({ status: 502 })).toMatchObject({ kind: "later" });
});

test("pictures are told by their addresses, with what is known of them, alike at each attempt", async () => {
  const { context, asked } = world();
  const named = { url: "https://relaymap.example/media/a/b", type: "image/png" };
  const pictures = [
    { ...named, alt: "Une lampe", width: 320, height: 200 },
    { ...named, alt: null, width: null, height: null },
  ];
  const shown = { ...sending, prepared: { pictures } };
  for (let attempt = 0; attempt < 2; attempt += 1) await network.publish(context, login, shown);
  expect(JSON.parse(asked[0]!.body).data.media).toEqual([
    { ...named, alt: "Une lampe", width: 320, height: 200 },
    named,
  ]);
  expect(asked[1]!.body).toBe(asked[0]!.body);
});
