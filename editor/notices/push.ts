import { deviceName } from "#engine/device.ts";
import { call } from "../client.ts";

/** Where this browser stands: it can; only as an app on the home screen (iOS); not here (no secure address, or too old); or its person said no to it. */
export type Reach = "ready" | "install" | "insecure" | "never" | "denied";

const onApple = (): boolean => /iPhone|iPad|iPod/u.test(navigator.userAgent);
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

/** Asks the person, subscribes, and tells the server. null: they said no. Called by a tap, or a browser refuses. */
export async function turnOn(key: string, label: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const { pushManager } = await worker();
  const asked = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  const made = await pushManager.subscribe(asked).catch(async () => {
    // One for other keys stands in the way, after the server was set up anew.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(asked);
  });
  return tell(made, label);
}

async function tell(subscription: PushSubscription, label: string): Promise<string> {
  const { endpoint, keys = {} } = subscription.toJSON();
  const body = { endpoint: endpoint ?? "", p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "", label };
  return (await call("keepDevice", { body })).id;
}

/** What this browser has, told again: services renew addresses without a word. The device's id; null where it gets none. */
export async function renew(label: string): Promise<string | null> {
  if (reachOf() !== "ready" || Notification.permission !== "granted") return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? tell(subscription, label) : null;
}

export async function turnOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** What this device is called in the list. */
export const labelOf = (): string => deviceName(navigator.userAgent);
