import { join } from "node:path";
import process from "node:process";
import type { Locator, Page } from "playwright-core";

/** What a person's hands did. A pasted text is one key. */
export type Effort = { clicks: number; keys: number };

/** The hands of a person at a page: everything that a journey does goes through them, and is counted. */
export function handsAt(page: Page, effort: Effort) {
  return {
    click: async (target: Locator): Promise<void> => {
      effort.clicks += 1;
      await target.click();
    },
    paste: async (text: string): Promise<void> => {
      effort.keys += 1;
      await page.keyboard.insertText(text);
    },
    /** A picture for whoever wants to see how it goes: JOURNEY_PICTURES names a folder. */
    look: async (name: string): Promise<void> => {
      const folder = process.env["JOURNEY_PICTURES"];
      if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    press: async (key: string): Promise<void> => {
      effort.keys += 1;
      await page.keyboard.press(key);
    },
  };
}
