import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shownAt } from "#server/media/shown.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { ask, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { animation, photograph } from "#test/support/pictures.ts";
import { drawing } from "#test/support/toys.ts";
import { createThings, type Things } from "./things.ts";

let server: TestApp;
let site: Server;
let base: string;
/** What the site was asked for. */
const asked: string[] = [];
let workspaceId: string;
let manager: Session;
let things: Things;

beforeAll(async () => {
  const picture = await photograph(6, { width: 1600, height: 1000 });
  site = createServer((request, response) => {
    asked.push(request.url ?? "");
    const page = "<!doctype html><script>alert(1)</script>".padEnd(300);
    if (request.url === "/photo") response.writeHead(200, { "content-type": "text/html" }).end(picture);
    else if (request.url === "/page.png") response.writeHead(200, { "content-type": "image/png" }).end(page);
    else if (request.url === "/feed.xml") response.writeHead(200).end(feed());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const { port } = site.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  server = await testApp({ settings: { allowHosts: [`127.0.0.1:${port}`] } });
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const member = await createMember(db, workspaceId, { role: "manager" });
  manager = await signIn(server.app, server.services, member);
  things = await createThings(server.services, workspaceId, null);
});
afterAll(async () => {
  await server.close();
  await new Promise((resolve) => site.close(resolve));
});

function feed(): string {
  const item = (n: number, path: string, alt: string): string =>
    `<item><title>Nouvelle ${n}</title><link>https://site.example/${n}</link><guid>https://site.example/${n}</guid>
    <media:content url="${base}${path}" medium="image"><media:description>${alt}</media:description></media:content></item>`;
  const items = [item(1, "/photo", "Un carré bleu"), item(2, "/photo", ""), item(3, "/none", "Perdue")];
  return `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>B</title>${items.join("")}</channel></rss>`;
}

const get = async (url: string, headers: Record<string, string> = {}) => {
  const reply = await server.app.inject({ method: "GET", url, headers: { cookie: manager.cookie, ...headers } });
  return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload, text: reply.payload };
};
const at = (path: string, size = 480): string =>
  `${shownAt(server.services.media, workspaceId)(`${base}${path}`)}&size=${size}`;

test("a picture from elsewhere comes from us: its type by content, nothing in it but pixels, no larger than asked", async () => {
  const shown = await get(at("/photo"));
  expect(shown.status).toBe(200);
  expect(shown.headers).toMatchObject({
    "content-type": "image/jpeg",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=3600",
  });
  expect(shown.bytes.includes("SECRET")).toBe(false);
  const large = await get(at("/photo", 1200));
  expect(large.bytes.length).toBeGreaterThan(shown.bytes.length);
  await get(at("/photo", 96));
  // Asked for once, however large and however often it is shown.
  expect(asked.filter((path) => path === "/photo")).toHaveLength(1);
});

test("the browser that has it is told so, and asks for no size of its own", async () => {
  const { headers } = await get(at("/photo"));
  const again = await get(at("/photo"), { "if-none-match": String(headers["etag"]) });
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
  expect((await get(at("/photo", 1200))).headers["etag"]).not.toBe(headers["etag"]);
  for (const size of [0, 97, 5000, "abc"])
    expect((await get(at("/photo").replace("size=480", `size=${size}`))).status).toBe(400);
});

test("an address that no answer gave is not asked for, and neither is another workspace's", async () => {
  const before = asked.length;
  const { media, db } = server.services;
  const other = await createWorkspace(db);
  const url = new URL(at("/secret"), "http://x.example");
  const [address = "", mark = ""] = [url.searchParams.get("address") ?? "", url.searchParams.get("mark") ?? ""];
  const marks = ["x", mark.slice(1), media.mark(other.id, address), media.mark(workspaceId, `${address}?`)];
  for (const wrong of marks) {
    const query = new URLSearchParams({ address, mark: wrong });
    expect((await get(`/api/pictures?${query}`)).status).toBe(404);
  }
  expect(asked.length).toBe(before);
  for (const bad of [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "",
    `https://x.example/${"é".repeat(2000)}`,
  ])
    expect(shownAt(media, workspaceId)(bad)).toBeNull();
});

test("what is no picture is not shown, whatever it is called", async () => {
  const page = await get(at("/page.png"));
  expect(page).toMatchObject({ status: 404, text: expect.stringContaining("media_not_media") });
  expect(page.text).not.toContain("alert");
  expect(await get(at("/none"))).toMatchObject({ status: 404, text: expect.stringContaining("media_gone") });
});

test("no answer gives a browser the address of a picture, or of a face, that stands elsewhere", async () => {
  const { db } = server.services;
  const [picture, face] = ["http://169.254.169.254/pixel.png", "http://10.0.0.1/face.png"];
  const item = {
    version: 2,
    ...{ key: "k", source: "Blog", kind: "article", title: "T", text: "T", summary: "" },
    media: [{ url: picture, kind: "picture" }],
  };
  const { seq } = await db
    .insertInto("item")
    .values({ workspace_id: workspaceId, source_id: things.source, key: "k", data: JSON.stringify(item) })
    .returning("seq")
    .executeTakeFirstOrThrow();
  await db.updateTable("delivery").set({ item_seq: seq }).where("id", "=", things.delivery).execute();
  await db.updateTable("account").set({ avatar: face }).where("id", "=", things.account).execute();
  const admin = await signIn(server.app, server.services, await createMember(db, workspaceId, { role: "admin" }));
  const document = await db.selectFrom("map").select("draft").where("id", "=", things.map).executeTakeFirstOrThrow();
  const texts = [
    (await admin.call("listAccounts")).text,
    (await admin.call("listDeliveries")).text,
    (await admin.call("getDelivery", { params: { id: things.delivery } })).text,
    (await admin.call("listProposals")).text,
    (await admin.call("preview", { body: { document: document.draft } })).text,
  ];
  // A short link of our own leads to us.
  const ours = server.services.settings.publicUrl;
  for (const text of texts) expect(text.replaceAll(`"${ours}/l/`, '"')).not.toMatch(/"(?:avatar|url)":"http/u);
  for (const text of texts.slice(0, 4)) expect(text).toContain("/api/pictures?");
  expect((await ask(server.app, "GET", "/", {})).headers["content-security-policy"]).toContain("img-src 'self' data:;");
});

test("a preview shows each post's picture as its network takes it, and says what it lacks", async () => {
  const { ref } = await server.services.db
    .selectFrom("account")
    .select("ref")
    .where("id", "=", things.account)
    .executeTakeFirstOrThrow();
  const target = { account: ref, pictures: "with" };
  const document = drawing({ s: ["rss", { url: `${base}/feed.xml` }], a: ["account", target] }, ["s>a"]);
  for (const node of document.nodes) if (node.type === "account") node.version = 2;
  const { body } = await manager.call("preview", { body: { document } });
  const said = new Map(body.posts.map((post) => [post.item, post]));
  const codes = (item: string) => said.get(item)?.problems.map(({ code }) => code);
  expect(said.get("Nouvelle 1")).toMatchObject({ media: [{ kind: "picture", alt: "Un carré bleu" }], problems: [] });
  expect([said.get("Nouvelle 2")?.media.length, codes("Nouvelle 2")]).toEqual([1, ["no-alt"]]);
  expect([said.get("Nouvelle 3")?.media, codes("Nouvelle 3")]).toEqual([[], ["picture-missing"]]);
  expect(said.get("Nouvelle 3")?.problems[0]).toMatchObject({
    node: "a",
    message: { fr: expect.stringContaining("n’est plus à son adresse") },
  });
  const { id } = said.get("Nouvelle 1")!.media[0]!;
  expect((await get(`/api/media/${id}?size=480&network=x`)).headers["content-type"]).toBe("image/jpeg");
});

test("a network that takes no animation is shown its first frame", async () => {
  const { id } = await server.services.media.keep(workspaceId, await animation(3));
  const types = await Promise.all(
    ["", "&network=x", "&network=mastodon"].map(
      async (as) => (await get(`/api/media/${id}?size=96${as}`)).headers["content-type"],
    ),
  );
  expect(types).toEqual(["image/gif", expect.stringMatching(/jpeg|png|webp/u), "image/gif"]);
});

test("an account that was connected before pictures says so, once a map wants some", async () => {
  const { db } = server.services;
  const admin = await signIn(server.app, server.services, await createMember(db, workspaceId, { role: "admin" }));
  const own = await createThings(server.services, workspaceId, null);
  const grant = { workspace_id: workspaceId, network: "x", connection: "account", subject: "1" };
  const { id } = await db
    .insertInto("network_grant")
    .values({ ...grant, scopes: ["tweet.write"] })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.updateTable("account").set({ grant_id: id }).where("id", "=", own.account).execute();
  const told = async () =>
    (await admin.call("listAccounts")).body.rows.find((row) => row.id === own.account)?.wordsOnly;
  expect(await told()).toBe(false);
  const draft = JSON.stringify(drawing({ a: ["account", { account: "", pictures: "with" }] }, []));
  await db.updateTable("map").set({ draft }).where("id", "=", own.map).execute();
  expect(await told()).toBe(true);
  await db
    .updateTable("network_grant")
    .set({ scopes: ["tweet.write", "media.write"] })
    .where("id", "=", id)
    .execute();
  expect(await told()).toBe(false);
});
