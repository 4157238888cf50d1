import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChromium } from "./chromium.ts";
import { openWorker } from "./worker.ts";

/** The service worker as it is served, in a real browser. */
let server: Server;
let browser: Browser;
let page: Page;
let origin: string;
let worker: Awaited<ReturnType<typeof openWorker>>;
beforeAll(async () => {
  const script = await readFile(new URL("../../editor/public/sw.js", import.meta.url));
  server = createServer((request, response) => {
    const sw = request.url === "/sw.js";
    response.writeHead(200, { "content-type": sw ? "text/javascript" : "text/html", "cache-control": "no-cache" });
    response.end(sw ? script : `<!doctype html><title>${request.url}</title><p>${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openChromium();
  page = await (await browser.newContext()).newPage();
  await page.goto(origin);
  worker = await openWorker(page);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await new Promise<void>((resolve) => void server?.close(() => resolve()));
});

test("each push shows exactly one notice, also one that cannot be read or that is not ours", async () => {
  const good = {
    title: "Les quais",
    body: "Un post est prêt.",
    path: "/p/abc",
    tag: "proposal",
    see: "Voir",
    later: "Plus tard",
  };
  const pushes = [
    JSON.stringify(good),
    "",
    "not json",
    "null",
    JSON.stringify({ title: 5 }),
    JSON.stringify({ ...good, path: "https://elsewhere.example/" }),
  ];
  for (const data of pushes) await worker.deliver(data);
  const notices = await worker.shown();
  expect(notices).toHaveLength(pushes.length);
  expect(notices[0]).toMatchObject({
    title: "Les quais",
    options: { body: "Un post est prêt.", data: { path: "/p/abc" } },
  });
  expect(notices[0]!.options.actions.map(({ action }) => action)).toEqual(["see", "later"]);
  expect(notices.slice(1, 5).map(({ title }) => title)).toEqual(["Relaymap", "Relaymap", "Relaymap", "Relaymap"]);
  expect(notices[5]!.options.data.path).toBe("/");
});

test("a tap opens the proposal, Later opens nothing, and nothing else is ever asked of the server", async () => {
  await worker.tap("", "/p/abc");
  await worker.tap("see", "/p/def");
  await worker.tap("later", "/p/ghi");
  expect(await worker.opened()).toEqual(["/p/abc", "/p/def"]);
  await page.goto(`${origin}${(await worker.opened())[0]}`);
  expect(await page.title()).toBe("/p/abc");
  // It answers no request and keeps nothing: no page is an old one, no answer somebody else's.
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});
