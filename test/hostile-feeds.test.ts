import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NodeError } from "#engine/node.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { createOutbound } from "#server/outbound/client.ts";
import type { FeedReader, Outbound } from "#server/ports.ts";
import { hostileFeeds } from "./support/hostile-feeds.ts";

/** The bounds of RELIABILITY for one hostile input: 5 s in all, 64 MB more than before. */
const bounds = { ms: 5000, bytes: 64 * 1024 * 1024, delayMs: 200 };

let server: Server;
let base = "";
let outbound: Outbound;
let reader: FeedReader;
const delay = monitorEventLoopDelay({ resolution: 5 });

async function outcome(path: string): Promise<{ result: number | string; error: NodeError | null }> {
  try {
    const reading = await reader.read(`${base}${path}`, {}, AbortSignal.timeout(20_000));
    return { result: reading.unchanged ? "unchanged" : reading.entries.length, error: null };
  } catch (error) {
    if (error instanceof NodeError) return { result: error.code, error };
    throw error;
  }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const index = Number(/^\/(\d+)/.exec(request.url ?? "")?.[1] ?? -1);
    const known = hostileFeeds[index];
    if (known === undefined)
      response.end('<rss version="2.0"><channel><title>Fine</title><item><title>One</title></item></channel></rss>');
    else known.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  outbound = createOutbound({ allowHosts: [base.slice("http://".length)] });
  reader = createFeedReader({ outbound, log: pino({ level: "silent" }), workers: 1, limits: { milliseconds: 2000 } });
  // The thread starts and the parsers are compiled before anything is measured.
  for (let turn = 0; turn < 3; turn += 1) await outcome("/fine");
  delay.enable();
});

afterAll(async () => {
  delay.disable();
  await reader.close();
  await outbound.close();
  server.closeAllConnections();
  server.close();
});

describe("hostile feeds", () => {
  test("there are at least 40 of them", () => {
    expect(hostileFeeds.length).toBeGreaterThanOrEqual(40);
  });

  test.each(hostileFeeds.map((one, index) => [one.name, index] as const))(
    "%s",
    { timeout: 20_000 },
    async (_, index) => {
      globalThis.gc?.();
      const before = process.memoryUsage.rss();
      const started = performance.now();
      const { result, error } = await outcome(`/${index}`);
      const ms = performance.now() - started;
      const grown = process.memoryUsage.rss() - before;
      expect(result).toBe(hostileFeeds[index]?.expect);
      expect(ms).toBeLessThan(bounds.ms);
      expect(grown).toBeLessThan(bounds.bytes);
      if (error !== null) {
        expect(error.text.en.length).toBeGreaterThan(30);
        expect(error.text.fr.length).toBeGreaterThan(30);
        expect(error.text.en).not.toBe(error.text.fr);
      }
    },
  );

  test("the next feed is read as if nothing had happened", async () => {
    expect((await outcome("/fine")).result).toBe(1);
  });

  test("the main thread went on all the while", () => {
    expect(delay.percentile(99) / 1e6).toBeLessThan(bounds.delayMs);
  });

  test("many at once are all answered, and a good one among them", { timeout: 60_000 }, async () => {
    const paths = [...hostileFeeds.keys()].filter((_, index) => index % 5 === 0).map((index) => `/${index}`);
    const results = await Promise.all([...paths, "/fine"].map(outcome));
    expect(results.at(-1)?.result).toBe(1);
    await wait(10);
  });
});
