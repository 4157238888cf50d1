import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
/** One hostile answer and what must come of it: so many entries, or this code. */
export type Case = { name: string; answer: Answer; expect: number | string };

const entry = (n: number, inside = "") =>
  `<item><title>Item ${n}</title><link>https://site.example/${n}</link><guid>https://site.example/${n}</guid>${inside}</item>`;
const rss = (inside: string, before = "") =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>T</title><link>https://site.example/</link>${inside}</channel></rss>`;
const plain =
  (body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, { "content-type": "application/rss+xml", ...headers }).end(body);
const packed = (encoding: string, body: Buffer): Answer => plain(body, { "content-encoding": encoding });

const million = 1_000_000;
const zeros = Buffer.alloc(60 * million, 0x20);

const laughs = `<!DOCTYPE rss [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join("")}]>`;
const external = (uri: string) => `<!DOCTYPE rss [<!ENTITY x SYSTEM "${uri}">]>`;

const documents: [string, string | Buffer, number | string][] = [
  ["a billion laughs", rss(entry(1, "<description>&a30;</description>"), laughs), 1],
  [
    "a quadratic entity",
    rss(
      entry(1, `<description>${"&big;".repeat(50_000)}</description>`),
      `<!DOCTYPE rss [<!ENTITY big "${"x".repeat(50_000)}">]>`,
    ),
    1,
  ],
  ["an entity that is a file", rss(entry(1, "<description>&x;</description>"), external("file:///etc/passwd")), 1],
  [
    "an entity that is an address",
    rss(entry(1, "<description>&x;</description>"), external("http://127.0.0.1:1/x")),
    1,
  ],
  ["a parameter entity", rss(entry(1), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>'), 1],
  ["a DOCTYPE without an end", `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(50_000)}${rss(entry(1))}`, "not_a_feed"],
  ["depth 100,000 inside an item", rss(entry(1, "<a>".repeat(100_000) + "</a>".repeat(100_000))), 1],
  ["depth 100,000 without an end", rss(entry(1) + "<a>".repeat(100_000)), 1],
  [
    "depth 100,000 in a text",
    rss(entry(1, `<description>${"<b>".repeat(100_000)}x${"</b>".repeat(100_000)}</description>`)),
    1,
  ],
  ["depth 100,000 of items", `<rss version="2.0"><channel>${"<item>".repeat(100_000)}`, 4999],
  ["40 KB of <", rss(entry(1, `<description><![CDATA[${"<".repeat(40_000)}]]></description>`)), 1],
  ["2 MB of < outside of CDATA", rss(entry(1, `<description>${"<".repeat(2 * million)}</description>`)), "too_big"],
  ["2 MB of <a", rss(entry(1, `<description>${"<a ".repeat(700_000)}</description>`)), "too_big"],
  ["2 MB of &", rss(entry(1, `<description>${"&".repeat(2 * million)}</description>`)), 1],
  ["2 MB of &lt;script&gt;", rss(entry(1, `<description>${"&lt;script&gt;".repeat(150_000)}</description>`)), 1],
  [
    "2 MB of half-open tags in CDATA",
    rss(entry(1, `<description><![CDATA[${`<a b="`.repeat(350_000)}]]></description>`)),
    1,
  ],
  ["200,000 items", rss(Array.from({ length: 200_000 }, () => "<item/>").join("")), 5000],
  ["3 million empty elements", rss("<a/>".repeat(2 * million)), "too_big"],
  ["an attribute of 5 MB", rss(entry(1, `<a b="${"x".repeat(5 * million)}"/>`)), 1],
  ["100,000 attributes", rss(entry(1, `<a ${Array.from({ length: 100_000 }, (_, n) => `b${n}="1"`).join(" ")}/>`)), 1],
  [
    "100,000 namespaces",
    `<rss version="2.0" ${Array.from({ length: 100_000 }, (_, n) => `xmlns:n${n}="http://n${n}"`).join(" ")}><channel>${entry(1)}</channel></rss>`,
    1,
  ],
  ["50,000 CDATA without an end", rss(entry(1) + entry(2, "<description>" + "<![CDATA[ ".repeat(50_000))), 1],
  ["500,000 comments without an end", rss(entry(1) + "<!-- ".repeat(500_000)), "too_big"],
  ["100,000 titles without an end", rss(entry(1) + `<item>${"<title>x".repeat(100_000)}`), 2],
  ["a page of comments", `${"<!-- ".repeat(20_000)}<html>`, "not_a_feed"],
  [
    "elements named like an object's inside",
    rss(entry(1, "<__proto__><toString>1</toString></__proto__><constructor>x</constructor><hasOwnProperty/><_>x</_>")),
    1,
  ],
  ["a date of 1 MB", rss(entry(1, `<pubDate>${"1 jan ".repeat(170_000)}</pubDate>`)), 1],
  ["a link of 1 MB", rss(`<item><title>x</title><link>https://site.example/${"a".repeat(million)}</link></item>`), 1],
  ["JSON of depth 100,000", `{"version":"https://jsonfeed.org/version/1","items":${"[".repeat(100_000)}`, "not_a_feed"],
  [
    "JSON with a text of 5 MB",
    JSON.stringify({
      version: "https://jsonfeed.org/version/1",
      title: "x",
      items: [{ id: "1", content_html: "<b>".repeat(1_700_000) }],
    }),
    1,
  ],
  [
    "5 MB of bytes that are no UTF-8",
    Buffer.concat([
      Buffer.from(rss(entry(1)).replace("</channel></rss>", "<!--")),
      Buffer.alloc(5 * million, 0xe9),
      Buffer.from("--></channel></rss>"),
    ]),
    1,
  ],
  ["UTF-16 without a mark, cut in half a letter", Buffer.from(rss(entry(1)), "utf16le").subarray(0, -1), 1],
  ["an encoding that nobody knows", rss(entry(1)).replace('"1.0"', '"1.0" encoding="x-klingon"'), 1],
  ["UTF-7, which can hide tags", rss(entry(1)).replace('"1.0"', '"1.0" encoding="utf-7"'), 1],
  [
    "zero bytes between all letters of the text",
    rss(entry(1, `<description>${"\0x".repeat(100_000)}</description>`)),
    1,
  ],
  [
    "random bytes",
    Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * 7919 + (n >> 3) * 104_729) & 0xff)),
    "not_a_feed",
  ],
  ["nothing", "", "empty"],
  ["white space", " \n".repeat(1000), "empty"],
  [
    "a web page",
    "<!doctype html><html><head><title>Hi</title></head><body><p>No feed.</p></body></html>",
    "not_a_feed",
  ],
  ["a feed that breaks off in an item", rss(entry(1) + entry(2) + entry(3)).slice(0, -60), 2],
  ["a feed that breaks off before its items", rss(entry(1)).slice(0, 70), "cut"],
];

const bombs: Case[] = [
  { name: "a gzip bomb", answer: packed("gzip", gzipSync(zeros)), expect: "too_big" },
  { name: "a gzip bomb that does not say so", answer: plain(gzipSync(zeros)), expect: "not_a_feed" },
  { name: "a deflate bomb", answer: packed("deflate", deflateSync(zeros)), expect: "too_big" },
  { name: "a brotli bomb", answer: packed("br", brotliCompressSync(zeros, { params: {} })), expect: "too_big" },
  { name: "a zstd bomb", answer: packed("zstd", zstdCompressSync(zeros)), expect: "too_big" },
  { name: "a compression nobody knows", answer: plain("x", { "content-encoding": "snappy" }), expect: "encoding" },
  {
    name: "broken gzip",
    answer: plain(Buffer.concat([gzipSync("x").subarray(0, 10), Buffer.from("garbage garbage")]), {
      "content-encoding": "gzip",
    }),
    expect: "encoding",
  },
];

const wire: Case[] = [
  { name: "50 MB announced", answer: plain(Buffer.alloc(50 * million, 0x20)), expect: "too_big" },
  {
    name: "50 MB in pieces",
    answer: (_, response) => {
      response.on("error", () => undefined);
      const piece = Buffer.alloc(million, 0x20);
      const more = (left: number): void =>
        void (left === 0 ? response.end() : response.write(piece, () => more(left - 1)));
      more(50);
    },
    expect: "too_big",
  },
  {
    name: "less than announced",
    answer: (request, response) =>
      void (response.writeHead(200, { "content-length": "5000" }),
      response.write(rss(entry(1))),
      setTimeout(() => request.socket.destroy(), 20)),
    expect: "reset",
  },
  {
    name: "an answer that is no HTTP",
    answer: (request) => request.socket.end("SSH-2.0-OpenSSH_9.9\r\n"),
    expect: "reset",
  },
  {
    name: "a head of 100 KB",
    answer: (request) => request.socket.end(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}\r\n\r\n`),
    expect: "reset",
  },
  { name: "a slow drip", answer: (_, response) => drip(response), expect: "timeout" },
  { name: "silence", answer: () => undefined, expect: "timeout" },
  {
    name: "a redirect to itself",
    answer: (request, response) => response.writeHead(302, { location: request.url ?? "/" }).end(),
    expect: "redirect_loop",
  },
  {
    name: "redirects without end",
    answer: (request, response) => response.writeHead(301, { location: `${request.url}x` }).end(),
    expect: "redirect_loop",
  },
  {
    name: "a redirect to the inside",
    answer: (_, response) => response.writeHead(307, { location: "http://169.254.169.254/latest/meta-data/" }).end(),
    expect: "blocked",
  },
  {
    name: "a redirect to a file",
    answer: (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    expect: "bad_url",
  },
  { name: "404", answer: (_, response) => response.writeHead(404).end("gone"), expect: "http_gone" },
  { name: "403", answer: (_, response) => response.writeHead(403).end(), expect: "http_sign_in" },
  { name: "429", answer: (_, response) => response.writeHead(429).end(), expect: "http_busy" },
  { name: "500", answer: (_, response) => response.writeHead(500).end(), expect: "http_status" },
];

function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/rss+xml" });
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
}

/** Every hostile answer we know of: documents, bombs, and servers that do not behave. */
export const hostileFeeds: Case[] = [
  ...documents.map(([name, body, expect]) => ({ name, answer: plain(body), expect })),
  ...bombs,
  ...wire,
];
