import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createOutbound } from "#server/outbound/client.ts";
import type { Outbound, Pages } from "#server/ports.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createHosts } from "./hosts.ts";
import { createPages } from "./pages.ts";
import { prunePages } from "./prune.ts";

let database: TestDatabase;
let site: Server;
let base: string;
let outbound: Outbound;
let pages: Pages;
let workspace: string;
let asked: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const head = '<head><meta property="og:image" content="/a.jpg"></head>';
const say = (body: string | Buffer, headers: Record<string, string> = {}) => {
  answer = (_, response) => void response.writeHead(200, { "content-type": "text/html", ...headers }).end(body);
};

beforeAll(async () => {
  database = await testDatabase();
  site = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const { port } = site.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  outbound = createOutbound({ allowHosts: [`127.0.0.1:${port}`] });
  pages = createPages({ db: database.db, outbound }, { atOnce: 4, pause: 0, waiting: 100 });
});
afterAll(async () => {
  await outbound.close();
  site.closeAllConnections();
  site.close();
  await database.drop();
});
beforeEach(async () => {
  asked = [];
  const made = database.db.insertInto("workspace").values({ name: "W" }).returning("id");
  workspace = (await made.executeTakeFirstOrThrow()).id;
});

const due = () => sql`update page set again_at = now() where workspace_id = ${workspace}`.execute(database.db);
const codeOf = (path: string) =>
  pages.read(workspace, `${base}${path}`).then(
    () => "read",
    (error: { code?: string }) => error.code,
  );

test("a page is asked once by many at once, and then not again while what it said is fresh", async () => {
  say(head);
  const address = `${base}/p`;
  const found = await Promise.all(Array.from({ length: 5 }, () => pages.read(workspace, address)));
  expect(new Set(found.map(({ picture }) => picture?.url))).toEqual(new Set([`${base}/a.jpg`]));
  expect(await pages.read(workspace, address)).toEqual(found[0]);
  expect([...(await pages.known(workspace, [address, `${base}/q`])).keys()]).toEqual([address]);
  expect(asked).toEqual(["/p"]);
  await due();
  expect((await pages.known(workspace, [address])).size).toBe(0);
  // Its site is down for a while: what it said stands.
  answer = (_, response) => void response.writeHead(503).end();
  expect(await pages.read(workspace, address)).toEqual(found[0]);
  expect(asked).toEqual(["/p", "/p"]);
  // Gone is gone.
  await due();
  answer = (_, response) => void response.writeHead(410).end();
  expect(await codeOf("/p")).toBe("page_gone");
});

test("of a long page the beginning is read, packed or not; the rest is never waited for", async () => {
  const long = `${head}${"<p>Lumen</p>".repeat(200_000)}`;
  say(long);
  expect((await pages.read(workspace, `${base}/long`)).picture).not.toBeNull();
  say(gzipSync(long), { "content-encoding": "gzip" });
  expect((await pages.read(workspace, `${base}/packed`)).picture).not.toBeNull();
  // A bomb costs no more than what is read of it.
  say(gzipSync(`${head}${"\0".repeat(50_000_000)}`), { "content-encoding": "gzip" });
  expect((await pages.read(workspace, `${base}/bomb`)).picture).not.toBeNull();
  answer = (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.write(head + " ".repeat(600_000));
  };
  expect((await pages.read(workspace, `${base}/endless`)).picture).not.toBeNull();
});

test.each([
  [
    "/pdf",
    (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(200, { "content-type": "application/pdf" }).end(head),
    "page_refused",
  ],
  ["/forbidden", (_: IncomingMessage, response: ServerResponse) => response.writeHead(403).end(), "page_refused"],
  ["/busy", (_: IncomingMessage, response: ServerResponse) => response.writeHead(429).end(), "page_unreachable"],
  [
    "/inside",
    (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end(),
    "page_refused",
  ],
  [
    "/round",
    (_: IncomingMessage, response: ServerResponse) => response.writeHead(302, { location: "/round" }).end(),
    "page_refused",
  ],
  ["/cut", (request: IncomingMessage) => request.socket.destroy(), "page_unreachable"],
  [
    "/junk",
    (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(200, { "content-encoding": "lzma" }).end("..."),
    "page_refused",
  ],
] as const)("%s cannot be had, and is not asked again before that is worth it", async (path, says, code) => {
  answer = (request, response) => void says(request, response);
  expect(await codeOf(path)).toBe(code);
  expect(await codeOf(path)).toBe(code);
  expect(asked).toEqual([path]);
  expect((await pages.known(workspace, [`${base}${path}`])).get(`${base}${path}`)).toMatchObject({ code });
});

test("a host is asked one page after the other, few hosts at a time, and too many are sent away", async () => {
  const atHost = createHosts({ atOnce: 2, pause: 0, waiting: 7 });
  const running = new Set<string>();
  const most = { host: 0, all: 0 };
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const visit = (host: string, name: string) =>
    atHost(host, async () => {
      running.add(name);
      most.all = Math.max(most.all, running.size);
      most.host = Math.max(most.host, [...running].filter((one) => one.startsWith(host)).length);
      await gate;
      running.delete(name);
      return name;
    });
  const visits = ["a1", "a2", "a3", "b1", "b2", "c1", "d1"].map((name) => visit(name[0]!, name));
  await expect(visit("e", "e1")).rejects.toMatchObject({ code: "page_later" });
  open();
  expect(await Promise.all(visits)).toEqual(["a1", "a2", "a3", "b1", "b2", "c1", "d1"]);
  expect(most).toEqual({ host: 1, all: 2 });
});

test("what nobody asked for a week is forgotten", async () => {
  say(head);
  await pages.read(workspace, `${base}/old`);
  await pages.read(workspace, `${base}/new`);
  await sql`update page set asked_at = now() - interval '8 days' where address = ${`${base}/old`}`.execute(database.db);
  expect(await prunePages(database.db)).toBe(1);
  expect([...(await pages.known(workspace, [`${base}/old`, `${base}/new`])).keys()]).toEqual([`${base}/new`]);
});
