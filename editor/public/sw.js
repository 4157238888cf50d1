/*
 * Shows notices, and opens what they are about. It keeps nothing and answers no request: what a page shows is always asked of the server, so that
 * there is no old page after an upgrade, and no answer that was somebody else's.
 */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

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
