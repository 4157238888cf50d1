import { existsSync } from "node:fs";
import process from "node:process";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { carriedChromium } from "../peers/chromium.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Starts Chromium: the one that CHROMIUM_PATH names, else the machine's, else one from the npm registry. Where there is
 * none of them it fails, with how to get one; browser tests are never skipped.
 */
export async function openChromium(): Promise<Browser> {
  return await chromium.launch({
    ...(await findChromium()),
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

/** Which Chromium, and in what environment it runs. `machine` are the places where one may be installed. */
export async function findChromium(machine = places): Promise<LaunchOptions> {
  const named = process.env["CHROMIUM_PATH"] ?? "";
  if (named !== "" && !existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`);
  const installed = [named, ...machine].find((path) => path !== "" && existsSync(path));
  if (installed !== undefined) return { executablePath: installed };
  if (process.platform === "linux" && process.arch === "x64") return await carriedChromium();
  throw new Error(
    "The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome.",
  );
}
