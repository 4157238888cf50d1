import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFeedReader } from "#server/feed/reader.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { OutboundError } from "#server/outbound/error.ts";
import type { FeedReader, Outbound } from "#server/ports.ts";
import { answers, badUrls } from "#test/support/addresses.ts";

/**
 * A canary listens on loopback, on both families. Nothing that a person or a feed may give us as an address may reach
 * it, while good names, which lead to another server on loopback that the operator allowed, must be reached.
 */
const hits: string[] = [];
const reached: string[] = [];
const servers: Server[] = [];
let canary = 0;
let good = 0;
let outbound: Outbound;
let feeds: FeedReader;
const asked = new Map<string, number>();

function listen(
  handler: (request: IncomingMessage) => { status?: number; headers?: Record<string, string>; body?: string },
  host: string,
  port = 0,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const { status = 200, headers = {}, body = "" } = handler(request);
      response.writeHead(status, headers).end(body);
    });
    servers.push(server);
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Names as a hostile or careless DNS would answer them. */
async function resolve(host: string): Promise<string[]> {
  const times = (asked.get(host) ?? 0) + 1;
  asked.set(host, times);
  if (/^good\d*\.example$/.test(host)) return ["127.0.0.1"];
  // Rebinding: a harmless answer first, the inside afterwards.
  if (host.startsWith("rebind")) return times === 1 ? ["127.0.0.2"] : ["127.0.0.1"];
  const found = answers[host];
  if (found === undefined) throw new Error(`unknown name ${host}`);
  return found;
}

beforeAll(async () => {
  const trap = (request: IncomingMessage) => {
    hits.push(`${request.headers.host}${request.url}`);
    return { body: "canary" };
  };
  canary = await listen(trap, "127.0.0.1");
  await listen(trap, "::1", canary).catch(() =>
    console.warn("No IPv6 on this machine: the canary listens on IPv4 only."),
  );
  good = await listen((request) => {
    reached.push(request.url ?? "");
    const url = new URL(request.url ?? "/", "http://good.example");
    const to = url.searchParams.get("to");
    if (to !== null) return { status: Number(url.searchParams.get("code") ?? 302), headers: { location: to } };
    if (url.pathname === "/feed") return { headers: { "content-type": "application/rss+xml" }, body: hostileFeed() };
    return { body: `good ${request.headers.host}` };
  }, "127.0.0.1");
  await listen((request) => ({ body: `second ${request.headers.host}` }), "127.0.0.2", good).catch(() => undefined);
  const allowHosts = [
    `good.example:${good}`,
    ...Array.from({ length: 20 }, (_, index) => `good${index}.example:${good}`),
    "127.0.0.2/32",
  ];
  outbound = createOutbound({ allowHosts, resolve });
  feeds = createFeedReader({ outbound, log: pino({ level: "silent" }), workers: 1 });
});

afterAll(async () => {
  await feeds.close();
  await outbound.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

beforeEach(() => {
  hits.length = 0;
  reached.length = 0;
  asked.clear();
});

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutboundError)) throw new Error("reached", { cause: error });
  return error.code;
}

describe("the outbound guard", () => {
  test("lets at least 150 bad addresses reach nothing, by reading or by sending", async () => {
    const urls = badUrls(canary, good);
    expect(new Set(urls).size).toBeGreaterThanOrEqual(150);
    const wrong: string[] = [];
    for (const url of urls) {
      for (const call of [
        () => outbound.read(url, {}),
        () => outbound.fetch(url, { method: "POST", body: "secret" }),
        () => outbound.call(url, { method: "POST", body: "secret" }),
      ]) {
        const code = await refusal(call()).catch(() => "reached");
        if (!["blocked", "bad_url", "dns"].includes(code)) wrong.push(`${JSON.stringify(url)}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(hits).toEqual([]);
  });

  test("would be caught by the canary if it were not there", async () => {
    const plain = createOutbound({
      allowHosts: ["0.0.0.0/0", "::/0"],
      resolve,
    });
    for (const url of [
      `http://127.1:${canary}/`,
      `http://0x7f000001:${canary}/`,
      `http://loopback.example:${canary}/`,
      `http://mapped.example:${canary}/`,
    ])
      await plain.read(url, {}).catch(() => null);
    await plain.close();
    expect(hits.length).toBeGreaterThanOrEqual(3);
  });

  test("reaches 20 of 20 good addresses, under the name that was given", async () => {
    const bodies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        outbound.read(`http://good${index}.example:${good}/x?n=${index}`, {}).then((reply) => reply.body.toString()),
      ),
    );
    expect(bodies).toEqual(Array.from({ length: 20 }, (_, index) => `good good${index}.example:${good}`));
  });

  test.each([301, 302, 303, 307, 308])("a %i redirect does not lead inside either", async (code) => {
    const inside = [
      "127.0.0.1",
      "127.1",
      "0x7f.1",
      "2130706433",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "localhost",
      "loopback.example",
      "mixed4.example",
    ];
    const targets = [
      ...inside.map((host) => `http://${host}:${canary}/`),
      `//127.0.0.1:${canary}/`,
      "file:///etc/passwd",
      `http://a@127.0.0.1:${canary}/`,
      `\\\\127.0.0.1:${canary}\\`,
    ];
    for (const target of targets) {
      const url = `http://good.example:${good}/?code=${code}&to=${encodeURIComponent(target)}`;
      expect(["blocked", "bad_url"]).toContain(await refusal(outbound.read(url, {})));
      const twice = `http://good.example:${good}/?to=${encodeURIComponent(url)}`;
      expect(["blocked", "bad_url"]).toContain(await refusal(outbound.read(twice, {})));
      // A sender never follows: it sees the redirect itself.
      expect((await outbound.fetch(url, { method: "POST", body: "x" })).status).toBe(code);
    }
    expect(hits).toEqual([]);
  });

  test.skipIf(process.platform !== "linux")(
    "a name that changes its address after the check is dialled where it was checked",
    async () => {
      const reply = await outbound.read(`http://rebind.example:${good}/`, {});
      expect(reply.body.toString()).toBe(`second rebind.example:${good}`);
      expect(asked.get("rebind.example")).toBe(1);
      const fresh = createOutbound({ allowHosts: ["127.0.0.2/32"], resolve });
      expect(await refusal(fresh.read(`http://rebind.example:${canary}/`, {}))).toBe("blocked");
      await fresh.close();
      expect(hits).toEqual([]);
    },
  );

  test("addresses inside a feed are never called, and bad ones never become links", async () => {
    const reading = await feeds.read(`http://good.example:${good}/feed`, {}, AbortSignal.timeout(10_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hits).toEqual([]);
    expect(reached).toEqual(["/feed"]);
    if (reading.unchanged) throw new Error("expected entries");
    const links = reading.entries
      .flatMap((entry) => [entry.link, ...entry.media.map(({ url }) => url)])
      .filter((link) => link !== null);
    expect(links.filter((link) => !/^https?:\/\/[^@]*$/.test(link))).toEqual([]);
    expect(reading.entries.map((entry) => entry.title)).not.toContain("root:");
  });
});

function hostileFeed(): string {
  const inside = `http://127.0.0.1:${canary}`;
  const links = [
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "vbscript:x",
    `http://user:pw@127.0.0.1:${canary}/`,
    `${inside}/plain`,
  ];
  return `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="${inside}/style.xsl"?>
<!DOCTYPE rss SYSTEM "${inside}/rss.dtd" [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "${inside}/entity"><!ENTITY % par SYSTEM "${inside}/par"> %par;]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:atom="http://www.w3.org/2005/Atom" xsi:schemaLocation="${inside}/x ${inside}/x.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><channel>
<title>&file;&net;</title><link>${inside}/</link><atom:link rel="hub" href="${inside}/hub"/><atom:link rel="next" href="${inside}/next"/><image><url>${inside}/logo.png</url></image>
<xi:include href="${inside}/include"/>
${links.map((link) => `<item><title>&file;x</title><link>${link}</link><guid>${link}</guid><comments>${inside}/c</comments><enclosure type="image/png" url="${link}"/><description><![CDATA[<img src="${inside}/pixel.png">]]></description></item>`).join("\n")}
</channel></rss>`;
}
