import { existsSync } from "node:fs";
import process from "node:process";
import { type Browser, chromium } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Starts the machine's Chromium. A machine without one fails here, with how to get it; browser tests are never skipped. */
export async function openChromium(): Promise<Browser> {
  const executablePath = [process.env["CHROMIUM_PATH"] ?? "", ...places].find(
    (path) => path !== "" && existsSync(path),
  );
  if (executablePath === undefined)
    throw new Error(
      "The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome.",
    );
  return await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
