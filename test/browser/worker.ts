import type { Page } from "playwright-core";
import { within } from "../journeys/wait.ts";

export type Shown = { title: string; options: { body: string; data: { path: string }; actions: { action: string }[] } };

/**
 * The service worker that a page's own origin serves, driven through DevTools: no push service is asked. What is shown and opened is noted beside what the
 * browser does with it: without a screen it shows nothing.
 */
export async function openWorker(page: Page) {
  const context = page.context();
  const { origin } = new URL(page.url());
  await context.grantPermissions(["notifications"], { origin });
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const { registrationId, scopeURL } of registrations)
        if (scopeURL.startsWith(origin)) resolve(registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready));
  // The page may have started it itself before.
  const worker = await within(
    async () => context.serviceWorkers().find((each) => each.url().startsWith(origin)) ?? null,
  );
  const registrationId = await registered;
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
  const shown = () => worker.evaluate(() => (globalThis as unknown as { shown: Shown[] }).shown);
  return {
    shown,
    opened: () => worker.evaluate(() => (globalThis as unknown as { opened: string[] }).opened),
    /** A push arrives; resolves once one more notice is shown. */
    deliver: async (data: string): Promise<Shown> => {
      const before = (await shown()).length;
      await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
      return within(async () => (await shown())[before] ?? null, 20_000);
    },
    /** A tap on a notice, or on one of its buttons. */
    tap: (action: string, path: string) =>
      worker.evaluate(
        ({ action: name, path: to }) => {
          const event = Object.assign(new Event("notificationclick"), {
            ...{ action: name, notification: { close: () => undefined, data: { path: to } } },
            waitUntil: () => undefined,
          });
          globalThis.dispatchEvent(event);
        },
        { action, path },
      ),
  };
}
