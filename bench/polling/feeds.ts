import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { forever, grows, mannerOf, slow, usual } from "./setups.ts";

/**
 * The feeds of `bench polling`, in a process of their own. Says its port as a message; answers "counts", begins anew to count at
 * "begin N" (the interval in milliseconds), and lets some feeds grow at "grow".
 */
const asked = new Map<number, number>();
const wellAt = new Map<number, number>();
let grown = 0;
let sockets = 0;
let interval = 0;
let counts = { requests: 0, unchanged: 0, troubled: 0, sockets: 0, tooSoon: 0 };

function xml(feed: number): string {
  const items = Array.from(
    { length: 10 + (grows(feed) ? grown : 0) },
    (_, item) =>
      `<item><title>Story ${item} of feed ${feed}</title><link>https://news.example/${feed}/${item}</link><guid isPermaLink="false">urn:polling:${feed}:${item}</guid><description>Words of story ${item}</description></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Feed ${feed}</title><link>https://news.example/${feed}</link><description>Bench</description>${items.toReversed().join("")}</channel></rss>`;
}

/** A feed that answered well is asked again once an interval, whoever reads it, and never within half of one. */
function note(feed: number): void {
  const now = performance.now();
  if (now - (wellAt.get(feed) ?? -Infinity) < interval * 0.48) counts.tooSoon += 1;
  wellAt.set(feed, now);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const feed = Number(/^\/feed\/(\d+)$/u.exec(request.url ?? "")?.[1] ?? -1);
  if (feed < 0) return void response.writeHead(404).end();
  counts.requests += 1;
  const times = (asked.get(feed) ?? 0) + 1;
  asked.set(feed, times);
  const manner = times === 1 ? "well" : mannerOf(feed);
  if (manner !== "well") counts.troubled += 1;
  const hangs = manner === "hangs" && times % 2 === 0;
  await sleep(hangs ? forever : manner === "slow" ? slow(feed) : usual);
  if (manner === "fails") return void response.writeHead(500).end();
  if (hangs) return void response.destroy();
  note(feed);
  const etag = `"${feed}-${grows(feed) ? grown : 0}"`;
  if (request.headers["if-none-match"] === etag) {
    counts.unchanged += 1;
    return void response.writeHead(304, { etag }).end();
  }
  response.writeHead(200, { "content-type": "application/rss+xml; charset=utf-8", etag }).end(xml(feed));
}

const server = createServer((request, response) => void serve(request, response));
server.on("connection", (socket) => {
  sockets += 1;
  counts.sockets = Math.max(counts.sockets, sockets);
  socket.once("close", () => (sockets -= 1));
});
server.keepAliveTimeout = 5_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.({ port: address.port });
});
process.on("message", (message: unknown) => {
  if (message === "counts") process.send?.({ counts });
  if (message === "grow") grown += 1;
  if (typeof message === "string" && message.startsWith("begin ")) {
    interval = Number(message.slice("begin ".length));
    counts = { requests: 0, unchanged: 0, troubled: 0, sockets, tooSoon: 0 };
  }
});
process.on("disconnect", () => process.exit(0));
