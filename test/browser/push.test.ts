import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, CDPSession, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChromium } from "./chromium.ts";
import { eventually } from "./eventually.ts";

/** The service worker as it is served, in a real browser, driven through DevTools: no push service is asked. */
let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let devtools: CDPSession;
let worker: Worker;
let origin: string;
let registrationId = "";
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
  context = await browser.newContext();
  await context.grantPermissions(["notifications"], { origin });
  page = await context.newPage();
  devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const { registrationId: id } of registrations) resolve(id);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  await page.goto(origin);
  const started = context.waitForEvent("serviceworker");
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready));
  worker = await started;
  registrationId = await registered;
  // What is shown and opened is noted beside what the browser does with it: without a screen it shows nothing.
  await worker.evaluate(() => {
    const scope = globalThis as unknown as {
      registration: { showNotification: (title: string, options: unknown) => Promise<void> };
      clients: { openWindow: (path: string) => Promise<null> };
      shown: { title: string; options: unknown }[];
      opened: string[];
    };
    scope.shown = [];
    scope.opened = [];
    scope.registration.showNotification = (title, options) => {
      scope.shown.push({ title, options });
      return Promise.resolve();
    };
    scope.clients.openWindow = (path) => {
      scope.opened.push(path);
      return Promise.resolve(null);
    };
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await new Promise<void>((resolve) => void server?.close(() => resolve()));
});

type Shown = { title: string; options: { body: string; data: { path: string }; actions: { action: string }[] } };
const shown = () => worker.evaluate(() => (globalThis as unknown as { shown: Shown[] }).shown);
const opened = () => worker.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
const deliver = (data: string) => devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
/** A tap on a notice, or on one of its buttons. */
const tap = (action: string, path: string) =>
  worker.evaluate(
    ({ action: name, path: to }) => {
      const event = Object.assign(new Event("notificationclick"), {
        ...{ action: name, notification: { close: () => undefined, data: { path: to } } },
        waitUntil: () => undefined,
      });
      globalThis.dispatchEvent(event);
    },
    { action, path },
  );

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
  for (const [index, data] of pushes.entries()) {
    await deliver(data);
    await eventually(async () => (await shown()).length).toBe(index + 1);
  }
  const notices = await shown();
  expect(notices[0]).toMatchObject({
    title: "Les quais",
    options: { body: "Un post est prêt.", data: { path: "/p/abc" } },
  });
  expect(notices[0]!.options.actions.map(({ action }) => action)).toEqual(["see", "later"]);
  expect(notices.slice(1, 5).map(({ title }) => title)).toEqual(["Relaymap", "Relaymap", "Relaymap", "Relaymap"]);
  expect(notices[5]!.options.data.path).toBe("/");
});

test("a tap opens the proposal, Later opens nothing, and nothing else is ever asked of the server", async () => {
  await tap("", "/p/abc");
  await tap("see", "/p/def");
  await tap("later", "/p/ghi");
  expect(await opened()).toEqual(["/p/abc", "/p/def"]);
  await page.goto(`${origin}${(await opened())[0]}`);
  expect(await page.title()).toBe("/p/abc");
  // It answers no request and keeps nothing: no page is an old one, no answer somebody else's.
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});
