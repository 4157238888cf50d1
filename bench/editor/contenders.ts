import { gzipSync } from "node:zlib";
import type { Browser, CDPSession, Page } from "playwright-core";
import type { Product } from "#test/browser/product.ts";
import type { Point } from "./gauge.ts";
import { dragged, size, written } from "./map.ts";

/** An editor with the map in it, and how a hand takes hold of it. */
export type Contender = {
  name: string;
  /** A window of its own, signed in where that is needed, that knows when all cards are painted. */
  window: () => Promise<Page>;
  address: string;
  card: string;
  /** How many wires are drawn, as the page can tell. */
  wires: string;
  /** The middle of the card that is dragged, from near (a card has its full size) and with the whole map in view. */
  near: (page: Page) => Promise<Point>;
  whole: (page: Page) => Promise<Point>;
  /** A place where nothing lies, from near. */
  free: (page: Page) => Promise<Point>;
  /** What pans when it is pulled; what is held while the wheel zooms. */
  pan: "left" | "middle";
  zoom: "Control" | null;
  /** Puts the caret into a step's text, and into its name. */
  text: (page: Page) => Promise<void>;
  called: (page: Page) => Promise<void>;
};

/** Where the middle of the first element lies that a selector finds. */
async function middle(page: Page, selector: string): Promise<Point> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not in view`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
const settled = (page: Page): Promise<void> => page.waitForTimeout(700);
const viewport = { width: 1440, height: 900 };

export function ours(product: Product, path: string): Contender {
  const card = `.react-flow__node[data-id="${dragged}"]`;
  const whole = async (page: Page): Promise<Point> => {
    await page.getByRole("button", { name: "Show the whole map" }).click();
    await settled(page);
    return middle(page, card);
  };
  const near = async (page: Page, id: string = dragged): Promise<Point> => {
    await whole(page);
    const selector = `.react-flow__node[data-id="${id}"]`;
    const { x, y } = await middle(page, selector);
    await page.mouse.move(x, y);
    const zoom = () => page.locator(selector).evaluate((element) => element.getBoundingClientRect().width);
    for (let turn = 0; turn < 40 && (await zoom()) < 215; turn += 1) {
      await page.mouse.wheel(0, -120);
      await page.waitForTimeout(60);
    }
    // From the corner into the middle, clear of what floats there.
    await settled(page);
    const at = await middle(page, selector);
    await page.mouse.move(at.x, at.y + 60);
    return at;
  };
  const panel = async (page: Page): Promise<void> => {
    const { x, y } = await near(page, written);
    await page.mouse.click(x, y - 12);
    await page.getByRole("textbox", { name: "Text of the message" }).waitFor();
    await settled(page);
  };
  return {
    name: "Relaymap",
    window: () => product.window("camille.durand@atelier-lumen.example"),
    address: `${product.address}${path}`,
    card: ".react-flow__node-step",
    // From afar many wires are one line, with a beginning for each.
    wires: `[...document.querySelectorAll(".react-flow__edge-path, .react-flow__viewport-portal path")].reduce((sum, path) => sum + path.getAttribute("d").split("M").length - 1, 0)`,
    near,
    whole,
    free: async (page) => {
      const { x, y } = await near(page);
      return { x, y: y + 78 };
    },
    pan: "left",
    zoom: null,
    text: async (page) => {
      await panel(page);
      await page.getByRole("textbox", { name: "Text of the message" }).click();
      await page.keyboard.press("Control+End");
    },
    called: async (page) => {
      await panel(page);
      await page.getByLabel("Name", { exact: true }).click();
      await page.keyboard.press("End");
    },
  };
}

export function nodeRed(browser: Browser, address: string): Contender {
  const card = `[id="${dragged}"]`;
  const tray = async (page: Page): Promise<void> => {
    // On a machine that is busy the two presses come too far apart to be one double press.
    const name = page.locator("#node-input-name");
    for (let turn = 0; turn < 5 && !(await name.isVisible()); turn += 1) {
      await page.locator(`[id="${written}"] .red-ui-flow-node`).dblclick({ force: true });
      await name.waitFor({ timeout: 8000 }).catch(() => undefined);
    }
    await name.waitFor();
    await settled(page);
  };
  return {
    name: "Node-RED 5.0.7",
    window: async () => {
      const context = await browser.newContext({ viewport, locale: "en-GB", reducedMotion: "reduce" });
      context.setDefaultTimeout(30_000);
      return context.newPage();
    },
    address,
    card: ".red-ui-flow-node-group",
    wires: `document.querySelectorAll(".red-ui-flow-link-line").length`,
    near: async (page) => {
      await page.locator("#red-ui-view-zoom-zero").click();
      await settled(page);
      return middle(page, card);
    },
    whole: async (page) => {
      await page.locator("#red-ui-view-zoom-fit").click();
      await settled(page);
      return middle(page, card);
    },
    free: async (page) => {
      const { x, y } = await middle(page, card);
      return { x, y: y + 56 };
    },
    pan: "middle",
    zoom: "Control",
    text: async (page) => {
      await tray(page);
      await page.locator(".monaco-editor").first().click();
      await page.keyboard.press("Control+End");
    },
    called: async (page) => {
      await tray(page);
      await page.locator("#node-input-name").click();
      await page.keyboard.press("End");
    },
  };
}

/** Kilobytes of scripts and styles that a page has asked for by now, each compressed by the same gzip, whatever its server does. */
export async function weigh(page: Page): Promise<{ scripts: number; styles: number }> {
  const names = await page.evaluate<string[]>(
    "[...new Set(performance.getEntriesByType('resource').map(({ name }) => name))]",
  );
  const sum = async (ending: RegExp): Promise<number> => {
    const files = names.filter((name) => ending.test(new URL(name).pathname));
    const sizes = await Promise.all(
      files.map(async (file) => gzipSync(await (await page.request.get(file)).body(), { level: 9 }).length),
    );
    return Math.round(sizes.reduce((all, one) => all + one, 0) / 102.4) / 10;
  };
  return { scripts: await sum(/\.js$/u), styles: await sum(/\.css$/u) };
}

/** What was drawn is all there. */
export const complete = size;

export const sessionOf = async (page: Page): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return session;
};
