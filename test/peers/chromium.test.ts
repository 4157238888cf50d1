import process from "node:process";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { full } from "../faults/world.ts";

// A machine without a browser runs all the browser's tests on that one; where there is one, this is asked for.
test.runIf(full && process.platform === "linux" && process.arch === "x64")(
  "where no browser is installed, one from the registry draws text with the libraries and the font that it carries",
  { timeout: 400_000 },
  async () => {
    const found = await findChromium([]);
    const browser = await chromium.launch({ ...found, args: ["--no-sandbox", "--disable-gpu"] });
    try {
      const page = await browser.newPage();
      await page.setContent("<p style='font-size: 40px; display: inline-block'>Message publié</p>");
      // Without a font a word has no width.
      expect(await page.evaluate("document.querySelector('p').offsetWidth")).toBeGreaterThan(150);
      const marks = await page.evaluate<string>("document.fonts.check('40px \"Open Sans\"') + navigator.userAgent");
      expect(marks).toMatch(/^true.*Chrome\/\d{3}/);
    } finally {
      await browser.close();
    }
  },
);

test("a browser that is named comes first, and a name that leads nowhere is said", async () => {
  const before = process.env["CHROMIUM_PATH"];
  try {
    process.env["CHROMIUM_PATH"] = process.execPath;
    expect(await findChromium(["/usr/bin/chromium"])).toEqual({ executablePath: process.execPath });
    process.env["CHROMIUM_PATH"] = "/nowhere/chromium";
    await expect(findChromium()).rejects.toThrow("CHROMIUM_PATH is /nowhere/chromium, and there is no such file.");
  } finally {
    if (before === undefined) delete process.env["CHROMIUM_PATH"];
    else process.env["CHROMIUM_PATH"] = before;
  }
});
