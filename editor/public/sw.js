/*
 * Shows notices and opens what they are about; and lets the app open without a network. It keeps the editor's own files, which are the same for everybody,
 * and no answer of the server: what a page shows is always asked of the server first, so that there is no old page after an upgrade, and nothing that
 * was somebody else's. What a phone shares while it has no network waits here until it has one (editor/suggest/handed.ts).
 */
const [shell, handed] = ["relaymap-shell", "relaymap-handed"];
/** Files of the editor that are kept, the oldest leave first. */
const mostFiles = 160;
/** The pages that open without a network. */
const opens = /^\/(?:content(?:\/\d+)?|suggest)?$/u;

self.addEventListener("install", () => self.skipWaiting());
// Without navigation preload: it asks twice for every page that is not answered here, also for those that count once (a network's way back, a mailed link).
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.disable()])),
);

/** A page that was there before this worker was says which files it is made of. */
self.addEventListener("message", (event) => {
  const files = Array.isArray(event.data?.keep) ? event.data.keep : [];
  event.waitUntil(
    (async () => {
      const cache = await caches.open(shell);
      const page = await fetch("/content").catch(() => null);
      if (page !== null) await keepPage(page);
      for (const file of files.slice(0, mostFiles)) {
        const { origin, pathname } = new URL(file, self.location.origin);
        if (origin === self.location.origin && pathname.startsWith("/assets/") && !(await cache.match(pathname)))
          await cache.add(pathname).catch(() => undefined);
      }
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "GET" && pathname.startsWith("/assets/")) event.respondWith(fileOf(request, pathname));
  else if (request.mode !== "navigate") return;
  else if (request.method === "POST" && pathname === "/api/suggestions/share") event.respondWith(takeShared(request));
  else if (request.method === "GET" && opens.test(pathname)) event.respondWith(pageOf(event));
});

/** A file's name changes with what is in it: what is here is right. */
async function fileOf(request, pathname) {
  const cache = await caches.open(shell);
  const kept = await cache.match(pathname, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(pathname, answer.clone()).catch(() => undefined);
    const names = await cache.keys();
    for (const oldest of names.slice(0, Math.max(0, names.length - mostFiles))) await cache.delete(oldest);
  }
  return answer;
}

async function pageOf(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keepPage(answer.clone()));
    return answer;
  } catch {
    const kept = await (await caches.open(shell)).match("/content", { ignoreVary: true });
    return kept ?? Response.error();
  }
}

/** The editor's page, the same for everybody; a person's own is asked for by it. */
async function keepPage(answer) {
  if (!answer.ok || answer.redirected || !(answer.headers.get("content-type") ?? "").startsWith("text/html")) return;
  await (await caches.open(shell)).put("/content", answer).catch(() => undefined);
}

/** A phone's share menu without a network: the words and the photo wait, and the page goes on with them once there is one. */
async function takeShared(request) {
  const again = request.clone();
  try {
    return await fetch(request);
  } catch {
    const form = await again.formData();
    const words = Object.fromEntries(
      ["title", "text", "url"].map((name) => [name, String(form.get(name) ?? "").slice(0, 4000)]),
    );
    const photo = form
      .getAll("photo")
      .find((file) => typeof file !== "string" && file.size > 0 && file.size <= 16_000_000);
    const cache = await caches.open(handed);
    await cache.put("/handed/words", new Response(JSON.stringify(words)));
    await cache.delete("/handed/photo");
    if (photo !== undefined)
      await cache.put("/handed/photo", new Response(photo, { headers: { "content-type": photo.type } }));
    return Response.redirect("/suggest?handed", 303);
  }
}

const spare = {
  title: "Relaymap",
  body: "Something waits for you. / Quelque chose vous attend.",
  path: "/",
  tag: "notice",
};

/** Whatever came, something is shown: a browser takes the permission from whoever stays silent. */
function read(data) {
  try {
    const said = data === null ? null : data.json();
    const path = typeof said.path === "string" && /^\/(?!\/)/u.test(said.path) ? said.path : "/";
    if (typeof said.title === "string" && said.title !== "" && typeof said.body === "string") return { ...said, path };
  } catch {
    // Not ours, or cut: the spare one says enough.
  }
  return spare;
}

self.addEventListener("push", (event) => {
  const said = read(event.data);
  const actions =
    said.see === undefined
      ? []
      : [
          { action: "see", title: String(said.see) },
          { action: "later", title: String(said.later) },
        ];
  event.waitUntil(
    self.registration.showNotification(said.title, {
      body: said.body,
      tag: String(said.tag ?? "notice"),
      renotify: true,
      lang: String(said.lang ?? "en"),
      icon: "/icon-192.png",
      badge: "/icon-192.png",
      data: { path: said.path },
      actions,
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  if (event.action === "later") return;
  const { path } = event.notification.data;
  event.waitUntil(self.clients.openWindow(path));
});

/** The browser gave itself another address: the next page that is opened tells the server (push.ts). Here it only stays subscribed. */
self.addEventListener("pushsubscriptionchange", (event) => {
  const options = event.oldSubscription?.options;
  if (options) event.waitUntil(self.registration.pushManager.subscribe(options).catch(() => undefined));
});
