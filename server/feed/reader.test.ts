import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FeedReader, Outbound } from "../ports.ts";
import { createOutbound } from "../outbound/client.ts";
import { createParsers } from "./pool.ts";
import { createFeedReader } from "./reader.ts";

let server: Server;
let base = "";
let outbound: Outbound;
let reader: FeedReader;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: IncomingMessage[] = [];

const feed = (title: string) =>
  `<rss version="2.0"><channel><title>F</title><item><title>${title}</title><guid>urn:1</guid></item></channel></rss>`;
const read = (cursor: Record<string, unknown> = {}, path = "/feed") =>
  reader.read(`${base}${path}`, cursor, AbortSignal.timeout(10_000));

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  outbound = createOutbound({ allowHosts: [base.slice("http://".length)] });
  reader = createFeedReader({ outbound, log: pino({ level: "silent" }), workers: 1 });
});

afterAll(async () => {
  await reader.close();
  await outbound.close();
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  requests = [];
});

test("a second poll asks only for what changed, and keeps its memory where nothing did", async () => {
  answer = (request, response) =>
    request.headers["if-none-match"] === '"v1"' &&
    request.headers["if-modified-since"] === "Tue, 03 Mar 2026 09:15:00 GMT"
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"v1"', "last-modified": "Tue, 03 Mar 2026 09:15:00 GMT" }).end(feed("A"));
  const one = await read();
  expect(one).toMatchObject({
    unchanged: false,
    title: "F",
    url: `${base}/feed`,
    entries: [{ title: "A", id: "urn:1" }],
  });
  const two = await read(one.cursor);
  expect(two).toEqual({ unchanged: true, cursor: one.cursor });
  expect(requests.length).toBe(2);
});

test("the same bytes are nothing new, even from a server that knows no conditions", async () => {
  answer = (_, response) => response.end(feed("A"));
  const one = await read();
  expect((await read(one.cursor)).unchanged).toBe(true);
  answer = (_, response) => response.end(feed("B"));
  expect(await read(one.cursor)).toMatchObject({ unchanged: false, entries: [{ title: "B" }] });
});

test("a memory counts only for the address that it was made for", async () => {
  answer = (_, response) => response.writeHead(200, { etag: '"v1"' }).end(feed("A"));
  const one = await read();
  expect((await read(one.cursor, "/other")).unchanged).toBe(false);
  expect(requests[1]?.headers["if-none-match"]).toBeUndefined();
});

test("a feed that could be read before is tried again when it is not one today; one that never was, is not", async () => {
  answer = (_, response) => response.end(feed("A"));
  const one = await read();
  answer = (_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Maintenance</body></html>");
  await expect(read(one.cursor)).rejects.toMatchObject({ code: "not_a_feed", retry: true });
  await expect(read()).rejects.toMatchObject({ code: "not_a_feed", retry: false });
});

test("what broke off is read anew, whatever the server says of changes; before its first entry it is a failure", async () => {
  const whole = feed("A").replace("</channel>", "<item><title>B</title></item></channel>");
  answer = (request, response) =>
    request.headers["if-none-match"] === '"v1"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"v1"' }).end(whole.slice(0, whole.indexOf("B</title>")));
  const one = await read();
  expect(one).toMatchObject({ entries: [{ title: "A" }] });
  answer = (request, response) =>
    request.headers["if-none-match"] === undefined ? response.end(whole) : response.writeHead(304).end();
  expect(await read(one.cursor)).toMatchObject({ unchanged: false, entries: [{ title: "A" }, { title: "B" }] });
  answer = (_, response) => response.end(whole.slice(0, whole.indexOf("<item>")));
  await expect(read()).rejects.toMatchObject({ code: "cut", retry: true });
});

test("a page that names its feed is answered with that address", async () => {
  answer = (_, response) =>
    response.end(`<html><head><link rel="alternate" type="application/atom+xml" href="/atom.xml"></head></html>`);
  const error = await read().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    text: { en: expect.stringContaining(`${base}/atom.xml`), fr: expect.stringContaining(`${base}/atom.xml`) },
  });
});

test("links are read against the address after redirects", async () => {
  answer = (request, response) =>
    request.url === "/feed"
      ? response.writeHead(301, { location: "/moved/feed" }).end()
      : response.end(`<rss version="2.0"><channel><item><title>A</title><link>one</link></item></channel></rss>`);
  expect(await read()).toMatchObject({ url: `${base}/moved/feed`, entries: [{ link: `${base}/moved/one` }] });
});

test("the charset that only HTTP names is used", async () => {
  answer = (_, response) =>
    response
      .writeHead(200, { "content-type": "text/xml; charset=windows-1252" })
      .end(Buffer.from(feed("l\u0092\u00e9t\u00e9"), "latin1"));
  expect(await read()).toMatchObject({ entries: [{ title: "l’été" }] });
});

test("a read that is called off ends as such", async () => {
  answer = () => undefined;
  const control = new AbortController();
  const reading = reader.read(`${base}/feed`, {}, control.signal);
  setTimeout(() => control.abort(), 20);
  await expect(reading).rejects.toMatchObject({ code: "aborted" });
});

const script = (body: string, before = "") =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${before} parentPort.on("message", (job) => { ${body} }); parentPort.postMessage("ready");`)}`,
  );
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const fine = `parentPort.postMessage({ id: job.id, feed: { title: "ok", entries: [] } });`;

test("a thread that hangs or dies is replaced, and only its own document fails", async () => {
  const body = `const text = Buffer.from(job.bytes).toString(); if (text === "hang") for (;;); if (text === "die") process.exit(3); if (text === "throw") throw new Error("x"); ${fine}`;
  const parsers = createParsers({ workers: 1, jobMs: 500, script: script(body) });
  const results = await Promise.allSettled(
    ["ok", "hang", "ok", "die", "throw", "ok"].map((text) => parsers.parse(bytes(text), null, "https://x.example/")),
  );
  expect(
    results.map((result) => (result.status === "fulfilled" ? "ok" : (result.reason as { code: string }).code)),
  ).toEqual(["ok", "parse_timeout", "ok", "parse_crashed", "parse_crashed", "ok"]);
  await parsers.close();
});

test("the time that a thread takes to start does not count against its document", async () => {
  const wait = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800);`;
  const parsers = createParsers({ workers: 1, jobMs: 300, script: script(fine, wait) });
  await expect(parsers.parse(bytes("ok"), null, "https://x.example/")).resolves.toMatchObject({ title: "ok" });
  await parsers.close();
});

test("a thread that wants all the memory is stopped", async () => {
  const parsers = createParsers({
    workers: 1,
    jobMs: 20_000,
    script: script(`const all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));`),
  });
  await expect(parsers.parse(bytes("x"), null, "https://x.example/")).rejects.toMatchObject({ code: "parse_crashed" });
  await parsers.close();
});

test("closing ends what waits", async () => {
  const parsers = createParsers({ workers: 1, jobMs: 20_000, script: script("") });
  const waiting = [parsers.parse(bytes("a"), null, ""), parsers.parse(bytes("b"), null, "")].map((one) =>
    one.catch((error: { code: string }) => error.code),
  );
  await parsers.close();
  expect(await Promise.all(waiting)).toEqual(["aborted", "aborted"]);
  await expect(parsers.parse(bytes("c"), null, "")).rejects.toMatchObject({ code: "busy" });
});

/** Answers by path, as given; what is not given is not there. */
const site = (paths: Record<string, (request: IncomingMessage, response: ServerResponse) => void>) => {
  answer = (request, response) => {
    const found = paths[request.url ?? ""];
    if (found === undefined) response.writeHead(404).end();
    else found(request, response);
  };
};
const to = (status: number, path: string) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status, { location: path }).end();
const gives = (title: string) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(200, { etag: `"${title}"` }).end(feed(title));
const asked = () => requests.map(({ url }) => url);

test("a feed that moved for good is read where it is from then on, also where nothing changed", async () => {
  site({ "/feed": to(301, "/second"), "/second": to(308, "/new"), "/new": gives("A") });
  const one = await read();
  expect(one).toMatchObject({ unchanged: false, cursor: { moved: `${base}/new`, url: `${base}/feed` } });
  site({
    "/new": (request, response) =>
      request.headers["if-none-match"] === '"A"' ? response.writeHead(304).end() : gives("B")(request, response),
  });
  requests = [];
  const two = await read(one.cursor);
  expect(two).toEqual({ unchanged: true, cursor: one.cursor });
  expect(asked()).toEqual(["/new"]);
});

test("only what is permanent from the beginning on is remembered", async () => {
  site({ "/feed": to(302, "/second"), "/second": to(301, "/new"), "/new": gives("A") });
  expect((await read()).cursor).not.toHaveProperty("moved");
  site({ "/feed": to(301, "/second"), "/second": to(302, "/new"), "/new": gives("A") });
  expect((await read()).cursor).toMatchObject({ moved: `${base}/second` });
});

test("a feed that is no longer where it had moved to is read at its own address again", async () => {
  site({ "/feed": to(301, "/new"), "/new": gives("A") });
  const { cursor } = await read();
  site({ "/feed": gives("B") });
  const back = await read(cursor);
  expect(back).toMatchObject({ unchanged: false, entries: [{ title: "B" }] });
  expect(back.cursor).not.toHaveProperty("moved");
  // A page in its place is no feed either.
  site({ "/feed": gives("C"), "/new": (_, response) => response.end("<html><p>for sale</p></html>") });
  expect(await read(cursor)).toMatchObject({ entries: [{ title: "C" }] });
  // Where neither answers, the source's own address says why.
  site({});
  requests = [];
  await expect(read(cursor)).rejects.toMatchObject({ code: "http_gone" });
  expect(asked()).toEqual(["/new", "/feed"]);
});

test("an address that a feed moved to is guarded like any other", async () => {
  const moved = { url: `${base}/feed`, moved: "http://127.0.0.2:1/feed" };
  site({ "/feed": gives("A") });
  expect(await read(moved)).toMatchObject({ entries: [{ title: "A" }] });
  expect(asked()).toEqual(["/feed"]);
});

test("a server that asks to be left alone says for how long, in seconds or by a date of its own clock", async () => {
  const busy = (status: number, headers: Record<string, string>) => {
    answer = (_, response) => response.writeHead(status, headers).end();
    return expect(read()).rejects;
  };
  await busy(429, { "retry-after": "7200" }).toMatchObject({ code: "http_busy", wait: 7200, retry: true });
  const [date, until] = ["Tue, 03 Mar 2020 09:00:00 GMT", "Tue, 03 Mar 2020 10:30:00 GMT"];
  await busy(503, { date, "retry-after": until }).toMatchObject({ code: "http_busy", wait: 5400 });
  await busy(503, { "retry-after": "soon" }).toMatchObject({ wait: null });
  await busy(503, { date: until, "retry-after": date }).toMatchObject({ wait: null });
  await busy(500, { "retry-after": "60" }).toMatchObject({ code: "http_status", wait: null });
});

test("a server that asks to be left alone is not asked at the old address instead", async () => {
  site({ "/feed": to(301, "/new"), "/new": gives("A") });
  const { cursor } = await read();
  site({ "/feed": gives("B"), "/new": (_, response) => response.writeHead(429, { "retry-after": "60" }).end() });
  requests = [];
  await expect(read(cursor)).rejects.toMatchObject({ code: "http_busy", wait: 60 });
  expect(asked()).toEqual(["/new"]);
});
