import { deviceName } from "#engine/device.ts";
import { call } from "../client.ts";

/** Where this browser stands: it can; only as an app on the home screen (iOS); not here (no secure address, or too old); or its person said no to it. */
export type Reach = "ready" | "install" | "insecure" | "never" | "denied";

/** An iPad calls itself a Macintosh, and is one that is touched. */
const onApple = (): boolean =>
  /iPhone|iPad|iPod/u.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
const installed = (): boolean => window.matchMedia("(display-mode: standalone)").matches;

export function reachOf(): Reach {
  if (!window.isSecureContext) return "insecure";
  if (onApple() && !installed()) return "install";
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return "never";
  return Notification.permission === "denied" ? "denied" : "ready";
}

const worker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker
    .register("/sw.js", { scope: "/", updateViaCache: "none" })
    .then(() => navigator.serviceWorker.ready);

const bytesOf = (key: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.codePointAt(0) ?? 0);

const textOf = (bytes: ArrayBuffer): string =>
  btoa(String.fromCodePoint(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Who turned notices on in this browser (their id): a subscription that is gone without a word comes back by itself. In this browser alone. */
const kept = "relaymap.notices";
const remember = (memberId: string | null): void => {
  try {
    if (memberId === null) localStorage.removeItem(kept);
    else localStorage.setItem(kept, memberId);
  } catch {
    // A browser that keeps nothing: it is turned on again by hand.
  }
};
const remembered = (): string | null => {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
};

/** Asks the person, subscribes, and tells the server. null: they said no. Called by a tap, or a browser refuses. */
export async function turnOn(key: string, label: string, memberId: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const made = await subscribe(key);
  remember(memberId);
  return tell(made, label);
}

async function subscribe(key: string): Promise<PushSubscription> {
  const { pushManager } = await worker();
  const asked = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  return pushManager.subscribe(asked).catch(async () => {
    // One for other keys stands in the way, after the server was set up anew.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(asked);
  });
}

async function tell(subscription: PushSubscription, label: string): Promise<string> {
  const { endpoint, keys = {} } = subscription.toJSON();
  const own = subscription.options.applicationServerKey;
  const key = own === null ? null : textOf(own);
  const body = { endpoint: endpoint ?? "", p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "", label, key };
  return (await call("keepDevice", { body })).id;
}

const current = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** Whether it was made with this key: with another one the server reaches nobody there. A browser that does not say is believed. */
function isFor({ options }: PushSubscription, key: string): boolean {
  const own = options.applicationServerKey;
  if (own === null) return true;
  const [bytes, wanted] = [new Uint8Array(own), bytesOf(key)];
  return bytes.length === wanted.length && bytes.every((byte, index) => byte === wanted[index]);
}

/**
 * What this browser has, told again, at each start: services renew addresses without a word. Where the server has other keys since, or the subscription
 * is gone though notices were turned on here, it subscribes anew. What somebody else left on is forgotten. The device's id; null where it gets none.
 */
export async function renew(label: string, memberId: string): Promise<string | null> {
  if (reachOf() !== "ready" || Notification.permission !== "granted") return null;
  const [subscription, whose] = [await current(), remembered()];
  if (whose !== null && whose !== memberId) {
    await forgetHere();
    return null;
  }
  if (subscription === null && whose === null) return null;
  const { key } = await call("listDevices", {});
  const good = subscription !== null && isFor(subscription, key);
  if (subscription !== null && !good) await subscription.unsubscribe();
  const made = good ? subscription : await subscribe(key);
  remember(memberId);
  return tell(made, label);
}

export async function turnOff(): Promise<void> {
  remember(null);
  await (await current())?.unsubscribe();
}

/** Milliseconds that signing out waits for it; the push service tells the server of the rest. */
const patience = 3000;

/** Whoever signs out takes their notices along: the next one at this browser sees none of theirs. */
export async function forgetHere(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const forget = async () => {
    const subscription = await current();
    if (subscription === null) return;
    await call("dropDevice", { params: { id: await tell(subscription, labelOf()) } });
  };
  await Promise.race([forget(), new Promise((resolve) => setTimeout(resolve, patience))]).catch(() => undefined);
  await turnOff().catch(() => undefined);
}

/** What this device is called in the list. */
export const labelOf = (): string => deviceName(navigator.userAgent);
