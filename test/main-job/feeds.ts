import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

/** The corpus of real feeds; it lies beside the project, where it is. */
export const corpus = join(import.meta.dirname, "../../../shared/corpus/feeds");
export const corpusIsHere = existsSync(join(corpus, "manifest.json"));

export type Entry = {
  file: string;
  class: string;
  kind: string;
  encoding: string;
  well_formed_xml: boolean | null;
  items?: number;
  bytes: number;
  basis?: Record<string, string>;
  first?: { title?: string | null };
};

/** Real feeds on whose items all five independent parsers agree: hard ones (encodings, malformed) first, then the others. */
export function choose(count: number): Entry[] {
  const manifest = JSON.parse(readFileSync(join(corpus, "manifest.json"), "utf8")) as Entry[];
  const sound = manifest.filter(
    ({ class: kind, items = 0, basis, bytes }) =>
      kind === "real" &&
      items > 0 &&
      items <= 60 &&
      bytes < 400_000 &&
      basis?.["n"] === "agree 5/5" &&
      basis["title"] === "agree 5/5",
  );
  const isHard = ({ encoding, well_formed_xml: well }: Entry) => !encoding.startsWith("utf-8") || well === false;
  const hard = sound.filter(isHard);
  const easy = sound.filter((entry) => !isHard(entry));
  const step = easy.length / (count - Math.min(hard.length, 40));
  return [
    ...hard.slice(0, 40),
    ...easy.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)),
  ].slice(0, count);
}

const item = (title: string) =>
  `<item><title>${title}</title><link>https://bad.example/${encodeURIComponent(title)}</link></item>`;
const frame = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Bad</title>${items}</channel></rss>`;

/** 50 MB of well-formed items. */
function* largeBody() {
  const chunk = item("zzz ".repeat(250)).repeat(50);
  yield `<?xml version="1.0"?><rss version="2.0"><channel>`;
  for (let sent = 0; sent < 50_000_000; sent += chunk.length) yield chunk;
  yield "</channel></rss>";
}

/** Feeds that cannot be read, by path: each must end as a clear error of its own source. */
export const bad: Record<string, (response: ServerResponse, base: string) => unknown> = {
  html: (response) =>
    response
      .writeHead(200, { "content-type": "text/html" })
      .end("<!doctype html><title>Hello</title><p>No feed here.</p>"),
  empty: (response) => response.writeHead(200, { "content-type": "application/rss+xml" }).end(),
  missing: (response) => response.writeHead(404).end("gone"),
  broken: (response) => response.writeHead(500).end("oops"),
  cut: (response) => {
    response.writeHead(200, { "content-type": "application/rss+xml", "content-length": "100000" });
    response.write(frame(item("zzz")).slice(0, 60));
    setTimeout(() => response.destroy(), 50);
  },
  large: async (response) => {
    response.writeHead(200, { "content-type": "application/rss+xml" });
    // A reader that hangs up is what we want to see.
    await pipeline(Readable.from(largeBody()), response).catch(() => {});
  },
  bomb: (response) =>
    response
      .writeHead(200, { "content-type": "application/rss+xml", "content-encoding": "gzip" })
      .end(gzipSync(Buffer.alloc(100_000_000, " "))),
  dripping: async (response) => {
    response.writeHead(200, { "content-type": "application/rss+xml" });
    while (!response.destroyed) {
      response.write(" ");
      await sleep(200, undefined, { ref: false });
    }
  },
  loop: (response, base) => response.writeHead(302, { location: `${base}/bad/loop` }).end(),
  inside: (response) => response.writeHead(302, { location: "http://10.1.2.3/feed.xml" }).end(),
};
/** Addresses that the guard must not even dial. */
export const forbidden = ["http://169.254.169.254/latest/meta-data", "http://10.1.2.3/feed.xml"];

export type FeedServer = {
  base: string;
  host: string;
  requests: Map<string, number>;
  unchanged: number;
  close: () => Promise<void>;
};

/** Serves corpus files as they lie there, under `/corpus/<n>`, every other one with an ETag, a few slowly; and the bad ones. */
export async function serveFeeds(entries: Entry[]): Promise<FeedServer> {
  const requests = new Map<string, number>();
  const state = { unchanged: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    requests.set(path, (requests.get(path) ?? 0) + 1);
    const [, kind = "", name = ""] = path.split("/");
    if (kind === "bad" && bad[name]) return void bad[name](response, base);
    const number = Number(name);
    const entry = entries[number];
    if (kind !== "corpus" || entry === undefined) return void response.writeHead(404).end();
    const etag = `"${number}"`;
    if (number % 2 === 0 && request.headers["if-none-match"] === etag) {
      state.unchanged += 1;
      return void response.writeHead(304, { etag }).end();
    }
    void send(response, readFileSync(join(corpus, entry.file)), {
      slow: number % 25 === 0,
      ...(number % 2 === 0 ? { etag } : {}),
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const base = `http://${host}`;
  return {
    base,
    host,
    requests,
    get unchanged() {
      return state.unchanged;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** No content type: what a file is must be seen from the file. Slow ones take two seconds. */
async function send(
  response: ServerResponse,
  body: Buffer,
  { slow, etag }: { slow: boolean; etag?: string },
): Promise<void> {
  response.writeHead(200, etag === undefined ? {} : { etag });
  if (!slow) return void response.end(body);
  const size = Math.ceil(body.length / 10);
  for (let start = 0; start < body.length; start += size) {
    response.write(body.subarray(start, start + size));
    await sleep(200);
  }
  response.end();
}
