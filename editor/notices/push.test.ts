import { afterEach, expect, test, vi } from "vitest";
import { reachOf } from "./push.ts";

/** A browser as `reachOf` sees it: with push, on a secure page, in a tab. */
function browser(userAgent: string, { touch = 0, installed = false, secure = true, push = true } = {}): void {
  const window = {
    isSecureContext: secure,
    matchMedia: () => ({ matches: installed }),
    ...(push ? { PushManager: 1 } : {}),
  };
  vi.stubGlobal("window", { ...window, Notification: 1 });
  vi.stubGlobal("Notification", { permission: "default" });
  vi.stubGlobal("navigator", { userAgent, maxTouchPoints: touch, serviceWorker: {} });
}
afterEach(() => void vi.unstubAllGlobals());

const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15";

test("notices are offered only where they can work; in a tab of an iPhone or iPad the way to the home screen is told", () => {
  browser(iphone, { touch: 5, push: false });
  expect(reachOf()).toBe("install");
  browser(iphone, { touch: 5, installed: true });
  expect(reachOf()).toBe("ready");
  // An iPad since its system of 2019.
  browser(mac, { touch: 5, push: false });
  expect(reachOf()).toBe("install");
  browser(mac);
  expect(reachOf()).toBe("ready");
  browser(mac, { push: false });
  expect(reachOf()).toBe("never");
  browser(mac, { secure: false });
  expect(reachOf()).toBe("insecure");
});
