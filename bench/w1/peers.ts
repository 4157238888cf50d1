import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import process from "node:process";
import { answerAfter, feedXml, workload } from "./workload.ts";

/**
 * The outside world of W1, each in its own process: `node bench/w1/peers.ts feeds|sink [MILLISECONDS]`. Says its port as a message, and
 * answers the message "counts". The sink speaks as much of Mastodon's API as a post needs, Idempotency-Key included.
 */
const kind = process.argv[2];
/** After which the sink answers. */
const slowness = Number(process.argv[3] ?? answerAfter);
const extra = new Map<number, number>();
const counts = { requests: 0, unchanged: 0, posts: 0, replays: 0, doubled: 0, distinct: 0 };

function serveFeed(request: IncomingMessage, response: ServerResponse): void {
  counts.requests += 1;
  const feed = Number(/^\/feed\/(\d+)$/u.exec(request.url ?? "")?.[1] ?? -1);
  if (feed < 0 || feed >= workload.feeds) return void response.writeHead(404).end();
  const etag = `"w1-${feed}-${extra.get(feed) ?? 0}"`;
  if (request.headers["if-none-match"] === etag) {
    counts.unchanged += 1;
    return void response.writeHead(304, { etag }).end();
  }
  response
    .writeHead(200, { "content-type": "application/rss+xml; charset=utf-8", etag })
    .end(feedXml(feed, extra.get(feed) ?? 0));
}

const byKey = new Map<string, string>();
const byText = new Set<string>();
/** Each account's newest posts, newest first: it is read before a lost call is made again. */
const newest = new Map<string, { id: string; url: string; content: string; created_at: string }[]>();

function servePost(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === "GET" && /^\/api\/v1\/accounts\/\d+\/statuses\?/u.test(request.url ?? "")) {
    const list = (request.url ?? "").includes("max_id=") ? [] : (newest.get(request.headers.authorization ?? "") ?? []);
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
    return void response.end(JSON.stringify(list));
  }
  if (request.method !== "POST") return void response.writeHead(404).end();
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const account = request.headers.authorization ?? "";
    const { status } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { status: string };
    const key = `${account} ${String(request.headers["idempotency-key"] ?? Math.random())}`;
    const known = byKey.get(key);
    const id = known ?? String(counts.posts + 1);
    if (known === undefined) accept(account, status, id);
    else counts.replays += 1;
    byKey.set(key, id);
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
      response.end(
        JSON.stringify({ id, url: `http://sink.example/${id}`, content: "", created_at: "2026-01-01T00:00:00Z" }),
      );
    }, slowness);
  });
}

function accept(account: string, status: string, id: string): void {
  counts.posts += 1;
  const made = { id, url: `http://sink.example/${id}`, content: status, created_at: new Date().toISOString() };
  newest.set(account, [made, ...(newest.get(account) ?? [])].slice(0, 40));
  const post = createHash("sha1").update(`${account} ${status}`).digest("base64");
  if (byText.has(post)) counts.doubled += 1;
  byText.add(post);
  counts.distinct = byText.size;
}

const server: Server = createServer(kind === "feeds" ? serveFeed : servePost);
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.on("message", (message: unknown) => {
  if (message === "counts") process.send?.({ counts });
  // One per cent of the feeds has one new item.
  if (message === "grow")
    for (let feed = 0; feed < workload.feeds; feed += 100) extra.set(feed, (extra.get(feed) ?? 0) + 1);
});
process.on("disconnect", () => process.exit(0));
