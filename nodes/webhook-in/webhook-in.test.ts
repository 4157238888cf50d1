import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { Item } from "#engine/item.ts";
import { receivedAtOnce, type Received } from "#engine/receive.ts";
import { readSecret, writeSecret } from "#engine/signature.ts";
import { type Config, manifest } from "./node.ts";
import { source } from "./run.ts";

const at = Date.parse("2026-11-25T10:00:00Z");
const secret = writeSecret(new Uint8Array(32).fill(7));
const other = writeSecret(new Uint8Array(32).fill(8));
const signed: Config = { name: "Intranet", proof: "signature", secret: { secret: "hook" } };
const unsigned: Config = { name: "Intranet", proof: "address", secret: null };
const bytes = (body: unknown) => new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));

/** As the specification's own library signs it. */
function message(body: string, options: { secret?: string; id?: string; at?: number } = {}) {
  const when = new Date(options.at ?? at);
  const id = options.id ?? "msg_1";
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(when.getTime() / 1000)),
    "webhook-signature": new Webhook(options.secret ?? secret).sign(id, when, body),
  };
}

const receive = (
  body: unknown,
  options: { config?: Config; headers?: Record<string, string>; secrets?: string[] } = {},
): Promise<Received> =>
  source.receive({ headers: options.headers ?? {}, body: bytes(body), at }, options.config ?? unsigned, {
    sourceId: "source-1",
    secrets: async (name) => (name === "hook" ? (options.secrets ?? [secret]) : []),
  });
async function items(body: unknown): Promise<Item[]> {
  const received = await receive(body);
  if (received.kind === "refused") throw new Error(JSON.stringify(received.refusal));
  return received.items.map((item) => Item.parse(item));
}
async function refusal(received: Promise<Received>) {
  const result = await received;
  if (result.kind !== "refused") throw new Error("it was taken");
  return result.refusal;
}

test("an item comes with all that its sender says of it, and what we do not know is ignored", async () => {
  const body = {
    id: 42,
    title: "Portes ouvertes",
    text: "Venez samedi !\nEntrée libre.",
    link: "https://atelier.example/portes",
    author: "Camille",
    tags: ["atelier"],
    image: "https://atelier.example/p.jpg",
    images: [{ url: "https://atelier.example/q.jpg", alt: " Une lampe " }],
    language: "fr",
    published: "2026-11-24T09:00:00+01:00",
    colour: { deep: { unknown: [1, 2, 3] } },
  };
  expect(await items(body)).toEqual([
    {
      key: "source-1 42",
      source: "Intranet",
      kind: "article",
      title: "Portes ouvertes",
      text: "Venez samedi !\nEntrée libre.",
      summary: "Venez samedi !\nEntrée libre.",
      link: "https://atelier.example/portes",
      author: "Camille",
      tags: ["atelier"],
      media: [
        { url: "https://atelier.example/p.jpg", kind: "picture" },
        { url: "https://atelier.example/q.jpg", kind: "picture", alt: "Une lampe" },
      ],
      language: "fr",
      published: "2026-11-24T08:00:00.000Z",
      updated: null,
      origin: null,
    },
  ]);
});

test("a list comes as a list, or under `items`; a title, a text or a link alone is enough", async () => {
  const list = [{ title: "Un" }, { text: "Deux\ntrois" }, { link: "https://a.example/x" }];
  const read = await items(list);
  expect(read.map(({ title, text, link }) => [title, text, link])).toEqual([
    ["Un", "Un", null],
    ["Deux", "Deux\ntrois", null],
    ["https://a.example/x", "https://a.example/x", "https://a.example/x"],
  ]);
  expect(await items({ items: list, count: 3 })).toEqual(read);
  expect(await items([])).toEqual([]);
});

test("items are told apart by the rules of all sources: a global id, the sender's id in this source, the address, the words", async () => {
  const key = async (entry: Record<string, unknown>) => (await items(entry))[0]!.key;
  expect(await key({ id: "tag:atelier.example,2026:1", title: "a" })).toBe("tag:atelier.example,2026:1");
  expect(await key({ id: "7", title: "a" })).toBe("source-1 7");
  expect(await key({ link: "https://A.example/x/?utm_source=y", title: "a" })).toBe("https://a.example/x");
  expect(await key({ title: "a" })).toBe(await key({ title: "a" }));
  expect(await key({ title: "a" })).not.toBe(await key({ title: "b" }));
});

test("what does not fit is named by its place, and nothing of the message is taken", async () => {
  const wrong = await refusal(
    receive([
      { title: "a" },
      { link: "javascript:alert(1)" },
      { title: 5, published: "demain" },
      { tags: ["x"], images: [{ alt: "without address" }] },
      "text",
      null,
    ]),
  );
  expect(wrong).toMatchObject({ code: "misfit", why: "content" });
  expect(wrong.places?.map(({ place }) => place)).toEqual([
    "body.1.link",
    "body.2.title",
    "body.2.published",
    "body.3.images.0.url",
    "body.4",
    "body.5",
  ]);
  expect((await refusal(receive({ items: [{}] }))).places).toEqual([
    { place: "body.items.0", message: "a title, a text or a link is needed" },
  ]);
});

test.each([
  ["no JSON", "title=a", "not_json"],
  ["nothing", "", "not_json"],
  ["half of it", '{"title":"a', "not_json"],
  ["a number", "1", "misfit"],
  ["null", "null", "misfit"],
  ["too many", Array.from({ length: receivedAtOnce + 1 }, (_, n) => ({ title: String(n) })), "too_many_items"],
  ["a million empty lists", `[${"[],".repeat(300_000)}[]]`, "too_many_items"],
  ["lists in lists", "[".repeat(400_000) + "]".repeat(400_000), "misfit"],
  ["objects in a field", { title: JSON.parse('{"a":'.repeat(2000) + "1" + "}".repeat(2000)) as unknown }, "misfit"],
  ["a poisoned prototype", '{"__proto__":{"title":"a"}}', "misfit"],
])("a body that is %s is refused with a code", async (_, body, code) => {
  expect(await refusal(receive(body))).toMatchObject({ code, why: "content" });
});

test("text that is no UTF-8 is refused, not read as something else", async () => {
  const body = new Uint8Array([0x22, 0xff, 0xfe, 0x22]);
  const received = source.receive({ headers: {}, body, at }, unsigned, { sourceId: "s", secrets: async () => [] });
  expect(await refusal(received)).toMatchObject({ code: "not_json" });
});

test("a message signed by the specification's own library is taken under its id, whatever signs stand in it", async () => {
  for (const body of ['{"title":"a"}', '{"title":"é\u2028😀 1.0"}', ' { "title" : "1.0" , "n": 1.0 } ']) {
    const received = await receive(body, { config: signed, headers: message(body) });
    expect(received).toMatchObject({ kind: "items", id: "msg_1", items: [{ source: "Intranet" }] });
  }
});

const body = '{"title":"a"}';
const good = message(body);
test.each([
  ["forged", { ...good, "webhook-signature": `v1,${btoa("x".repeat(32))}` }, "signature_wrong"],
  ["signed with another secret", message(body, { secret: other }), "signature_wrong"],
  ["signed for another body", message('{"title":"b"}'), "signature_wrong"],
  ["signed for another id", { ...good, "webhook-id": "msg_2" }, "signature_wrong"],
  ["signed for another time", { ...good, "webhook-timestamp": String(at / 1000 + 1) }, "signature_wrong"],
  [
    "of another scheme",
    { ...good, "webhook-signature": good["webhook-signature"].replace("v1,", "v2,") },
    "signature_wrong",
  ],
  ["without its scheme", { ...good, "webhook-signature": good["webhook-signature"].slice(3) }, "signature_wrong"],
  ["too old", message(body, { at: at - 301_000 }), "signature_stale"],
  ["too new", message(body, { at: at + 301_000 }), "signature_stale"],
  ["of no time", { ...good, "webhook-timestamp": "abc" }, "signature_stale"],
  ["of a fraction of a time", { ...good, "webhook-timestamp": `${at / 1000}.5` }, "signature_stale"],
  ["of a time below zero", { ...good, "webhook-timestamp": `-${at / 1000}` }, "signature_stale"],
  ["without an id", { ...good, "webhook-id": "" }, "signature_missing"],
  ["of an id without end", message(body, { id: "x".repeat(256) }), "signature_missing"],
  ["without a time", { ...good, "webhook-timestamp": "" }, "signature_missing"],
  ["not signed", {}, "signature_missing"],
])("a message that is %s proves nothing", async (_, headers, code) => {
  expect(await refusal(receive(body, { config: signed, headers }))).toMatchObject({ code, why: "proof" });
});

test("at the edge of five minutes a message is still taken", async () => {
  for (const edge of [at - 300_000, at + 300_000])
    expect(await receive(body, { config: signed, headers: message(body, { at: edge }) })).toMatchObject({
      kind: "items",
    });
});

test("while a secret is replaced both prove the sender, and a sender may sign with both", async () => {
  for (const [secrets, by] of [
    [[other, secret], secret],
    [[other, secret], other],
    [[secret], secret],
  ] as const)
    expect(
      await receive(body, { config: signed, headers: message(body, { secret: by }), secrets: [...secrets] }),
    ).toMatchObject({ kind: "items" });
  const both = `${message(body, { secret: other })["webhook-signature"]} v1a,xyz ${good["webhook-signature"]}`;
  expect(await receive(body, { config: signed, headers: { ...good, "webhook-signature": both } })).toMatchObject({
    kind: "items",
  });
  expect(await refusal(receive(body, { config: signed, headers: good, secrets: [other] }))).toMatchObject({
    code: "signature_wrong",
  });
});

test("a secret counts with and without its prefix; one that is short or no base64 counts for nothing", async () => {
  const bare = secret.slice("whsec_".length);
  expect(await receive(body, { config: signed, headers: good, secrets: [bare] })).toMatchObject({ kind: "items" });
  for (const useless of ["", "whsec_", "hello world", "whsec_YWJj", "🔑".repeat(20)]) {
    expect(readSecret(useless)).toBeNull();
    const refused = await refusal(receive(body, { config: signed, headers: good, secrets: [useless] }));
    expect(refused).toMatchObject({ code: "no_secret", why: "unready" });
  }
  expect(await refusal(receive(body, { config: signed, headers: good, secrets: [] }))).toMatchObject({
    why: "unready",
  });
});

test("no refusal repeats a secret, and each is said in both languages", async () => {
  for (const headers of [{}, message(body, { secret: other }), message(body, { at: 0 })]) {
    const refused = await refusal(receive(body, { config: signed, headers }));
    expect(JSON.stringify(refused)).not.toContain(secret.slice(8));
    expect(refused.text.fr).not.toBe(refused.text.en);
  }
});

test("without a signature the sender's id still lets it repeat a message", async () => {
  expect(await receive(body, { headers: { "webhook-id": "msg_9" } })).toMatchObject({ id: "msg_9" });
  expect(await receive(body, { headers: { "webhook-id": "two words" } })).toMatchObject({ id: null });
  expect(await receive(body)).toMatchObject({ id: null });
});

test("the settings say what they lack, and warn where anybody with the address may send", () => {
  const codes = (config: Config) => manifest.check?.(config).map(({ code, severity }) => `${severity} ${code}`);
  expect(codes(manifest.config.parse(manifest.defaults))).toEqual(["error no-name", "error no-secret"]);
  expect(codes(signed)).toEqual([]);
  expect(codes(unsigned)).toEqual(["warning unsigned"]);
  expect(source.identify(signed)).toBe(source.identify({ ...unsigned, name: "intranet" }));
});
