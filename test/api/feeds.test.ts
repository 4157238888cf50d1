import Parser from "rss-parser";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postOf, writePost, type Part } from "#engine/post.ts";
import { writeUses } from "#server/media/uses.ts";
import { publicLimits } from "#server/feeds/picture.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { png } from "#test/support/pictures.ts";
import { ask, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, type Things } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let things: Things;
let admin: Session;
let manager: Session;
let feed: string;
let url: string;
let minute = 0;

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db, { name: "Atelier <Lumen> & Cie" })).id;
  const person = await createMember(services.db, workspaceId, { role: "admin" });
  admin = await signIn(app, services, person);
  manager = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  things = await createThings(services, workspaceId, person.id);
  feed = await connect("Actualités");
  url = (await admin.call("feedAddress", { params: { id: feed } })).body.url;
});
afterAll(() => server.close());

async function connect(name: string): Promise<string> {
  const begun = await admin.call("connect", { body: { network: "rssfeed", fields: { name }, forWorkspace: true } });
  expect(begun.status, begun.text).toBe(200);
  return (begun.body as unknown as { accounts: { accountId: string }[] }).accounts[0]!.accountId;
}

/** A post that is out on the feed, as the ledger leaves it; a minute after the one before. */
async function published(part: Partial<Part> & { text: string }, title = "Un titre"): Promise<number> {
  const { db } = server.services;
  minute += 1;
  const at = new Date(Date.UTC(2026, 10, 25, 9, minute)).toISOString();
  const { rows } = await sql<{ id: number }>`
    insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, post, link, item_title,
      due_at, expires_at, published_at, topic)
    select workspace_id, ${feed}, ${`key-${minute}`}, map_id, version, run_id, node_id, 'rssfeed', 'published',
      ${JSON.stringify(writePost(postOf(part)))}::jsonb, ${part.link ?? null}, ${title}, ${at}, ${at}, ${at}, 'emploi'
    from delivery where workspace_id = ${workspaceId} and id = ${things.delivery} returning id`.execute(db);
  const id = rows[0]!.id;
  await db.transaction().execute((trx) => writeUses(trx, workspaceId, { first: id, last: id }));
  return id;
}

const get = (address: string, headers: Record<string, string> = {}) =>
  server.app.inject({ method: "GET", url: new URL(address).pathname, headers });
const parser = new Parser({ customFields: { item: [["media:content", "pictures", { keepArray: true }]] } });
const read = async (address = url) => parser.parseString((await get(address)).body);

test("a reader finds what a map made, letter for letter, with its date, its own sign, and its pictures with what is said of them", async () => {
  const { media } = server.services;
  const { id, width, height } = await media.keep(workspaceId, await png({ colour: "#3366cc" }));
  const alt = "Léa & Hugo, « à l’atelier » <3";
  await published(
    {
      text: "L’été & <b>1 < 2</b> 👩‍🚒\u0007\nhttps://a.example/x?a=1&b=2",
      link: "https://a.example/x?a=1&b=2",
      media: [{ id, kind: "picture", type: "image/png", alt, width: width!, height: height! }],
    },
    "Portes <ouvertes> & fête",
  );
  const answer = await get(url);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/rss+xml; charset=utf-8");
  expect(answer.headers["x-robots-tag"]).toContain("noindex");
  const { title, feedUrl, items } = await read();
  expect([title, feedUrl]).toEqual(["Atelier <Lumen> & Cie – Actualités", url]);
  const [item] = items;
  expect(item).toMatchObject({
    title: "Portes <ouvertes> & fête",
    link: "https://a.example/x?a=1&b=2",
    isoDate: "2026-11-25T09:01:00.000Z",
    guid: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/u),
    categories: ["emploi"],
    content: expect.stringContaining("L’été &amp; &lt;b&gt;1 &lt; 2&lt;/b&gt; 👩‍🚒<br>"),
  });
  const { enclosure, pictures } = item as unknown as {
    enclosure: { url: string; type: string; length: string };
    pictures: { $: Record<string, string>; "media:description": { _: string }[] }[];
  };
  expect(pictures[0]?.["media:description"][0]?._).toBe(alt);
  const picture = await get(enclosure.url);
  expect(picture.headers["content-type"]).toBe(enclosure.type);
  expect(picture.rawPayload.length).toBe(Number(enclosure.length));
  // A page that shows the picture must not tell where the feed is.
  expect(enclosure.url).not.toContain(url.split("/").at(-1)!);
  expect((await get(`${enclosure.url}x`)).statusCode).toBe(404);
});

test("nothing is sent again to a reader that has it, by its tag or by its time", async () => {
  await published({ text: "Encore une" });
  const first = await get(url);
  const { etag, "last-modified": modified } = first.headers;
  expect(modified).toBe("Wed, 25 Nov 2026 09:02:00 GMT");
  for (const headers of [
    { "if-none-match": String(etag) },
    { "if-none-match": `"other", W/${String(etag)}` },
    { "if-modified-since": String(modified) },
  ]) {
    const again = await get(url, headers as Record<string, string>);
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  }
  await published({ text: "Du nouveau" });
  expect(
    (await get(url, { "if-none-match": String(etag), "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" }))
      .statusCode,
  ).toBe(200);
});

test("it is bounded, the newest first, and its signs stay", async () => {
  const before = await read();
  for (let number = 0; number < 55; number += 1) await published({ text: `Numéro ${number}` }, `Titre ${number}`);
  const { items } = await read();
  expect(items).toHaveLength(50);
  expect(items[0]?.title).toBe("Titre 54");
  const kept = before.items[0]!;
  await server.services.db
    .deleteFrom("delivery")
    .where("account_id", "=", feed)
    .where("item_title", "like", "Titre %")
    .execute();
  expect((await read()).items[0]).toMatchObject({ guid: kept.guid, isoDate: kept.isoDate });
});

test("what is taken out is gone from the feed, for ever, and its delivery says when", async () => {
  const id = await published({ text: "Une erreur" }, "À retirer");
  const before = await get(url);
  expect((await read()).items[0]?.title).toBe("À retirer");
  const taken = await manager.call("retractDelivery", { params: { id } });
  expect([taken.status, taken.body.state]).toEqual([200, "published"]);
  expect(taken.body.retractedAt).not.toBeNull();
  expect((await manager.call("retractDelivery", { params: { id } })).body.retractedAt).toBe(taken.body.retractedAt);
  expect((await read()).items.map(({ title }) => title)).not.toContain("À retirer");
  // A reader that asks by time is told as well.
  const asked = await get(url, { "if-modified-since": String(before.headers["last-modified"]) });
  expect(asked.statusCode).toBe(200);
  // What another network shows is not ours to take away.
  expect((await manager.call("retractDelivery", { params: { id: things.delivery } })).status).toBe(409);
});

test("an address that is made anew ends the one before; its secret is told to administrators alone", async () => {
  expect((await manager.call("feedAddress", { params: { id: feed } })).status).toBe(403);
  const renewed = await admin.call("renewFeed", { params: { id: feed } });
  expect(renewed.body.url).not.toBe(url);
  expect((await get(url)).statusCode).toBe(404);
  url = renewed.body.url;
  expect((await get(url)).statusCode).toBe(200);
  const accounts = await admin.call("listAccounts", {});
  expect(accounts.text).not.toContain(url.split("/").at(-1)!);
});

test("another account's secret, a place that is none and an account that left open nothing", async () => {
  const other = await connect("Autre");
  const theirs = (await admin.call("feedAddress", { params: { id: other } })).body.url;
  const mixed = [...url.split("/").slice(0, -1), theirs.split("/").at(-1)!].join("/");
  expect((await get(mixed)).statusCode).toBe(404);
  expect((await get(`${url}x`)).statusCode).toBe(404);
  expect((await ask(server.app, "GET", "/feeds/none/none")).status).toBe(404);
  await admin.call("disconnectAccount", { params: { id: other } });
  expect((await get(theirs)).statusCode).toBe(404);
});

test("the card's pictures are those that are shown", () => {
  expect(server.services.nodes.networks.get("rssfeed")?.card.limits.picture).toEqual(publicLimits);
});
