import process from "node:process";
import { documentVersion } from "#engine/map.ts";
import { openProduct } from "#test/browser/product.ts";

/**
 * The canvas with 1,000 nodes: opened on the real product, then one card dragged in circles while each frame is timed, once
 * close up and once with all cards in view. Prints one JSON line each; the goal is a 95th percentile of at most 16.7 ms.
 * On a machine without a graphics card Chromium paints on the processor, which is in the figures.
 */
const nodes = 1000;
const seconds = 4;

const types = ["rss", "keywords", "template", "ambassadors"] as const;
const configs = {
  rss: { url: "https://www.example.com/feed.xml" },
  keywords: { words: ["emploi"] },
  template: { template: "{{title}} {{link}}" },
  ambassadors: {},
};

/** 250 chains of four. */
const document = {
  schema: documentVersion,
  name: "A thousand steps",
  nodes: Array.from({ length: nodes }, (_, index) => {
    const type = types[index % 4]!;
    const chain = Math.floor(index / 4);
    const position = { x: (chain % 10) * 1360 + (index % 4) * 320, y: Math.floor(chain / 10) * 136 };
    return { id: `n${index}`, type, config: configs[type], position };
  }),
  edges: Array.from({ length: nodes }, (_, index) => index)
    .filter((index) => index % 4 < 3)
    .map((index) => ({
      id: `e${index}`,
      from: { node: `n${index}`, port: "out" },
      to: { node: `n${index + 1}`, port: "in" },
    })),
};

const percentile = (values: number[], share: number): number =>
  Math.round((values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0) * 100) / 100;

const product = await openProduct();
try {
  const page = await product.window("camille.durand@atelier-lumen.example");
  const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: document.name, document });
  const begun = performance.now();
  await page.goto(`${product.address}/maps/${id}`);
  await page.locator(".react-flow__node").first().waitFor();
  const opened = Math.round(performance.now() - begun);

  for (const view of ["close", "whole"] as const) {
    const button = page.getByRole("button", { name: view === "whole" ? "Show the whole map" : "Zoom in" });
    for (let press = 0; press < (view === "whole" ? 1 : 8); press += 1) await button.click();
    await page.waitForTimeout(500);
    const cards = page.locator(".react-flow__node");
    const shown = await cards.count();
    const middle = { x: 236 + 600, y: 60 + 400 };
    const boxes = await cards.evaluateAll((all) => all.map((card) => card.getBoundingClientRect().toJSON() as DOMRect));
    const near = boxes.toSorted(
      (a, b) => Math.hypot(a.x - middle.x, a.y - middle.y) - Math.hypot(b.x - middle.x, b.y - middle.y),
    )[0]!;
    const start = { x: near.x + near.width / 2, y: near.y + near.height / 2 };
    await page.evaluate(() => {
      const frames: number[] = [];
      let last = performance.now();
      const tick = (): void => {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
      Object.assign(globalThis, { frames });
    });
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.evaluate("frames.length = 0");
    const until = performance.now() + seconds * 1000;
    for (let step = 0; performance.now() < until; step += 1) {
      await page.mouse.move(start.x + 120 * Math.sin(step / 9), start.y + 80 * (1 - Math.cos(step / 9)));
    }
    const frames = (await page.evaluate("frames")) as number[];
    await page.mouse.up();
    const line = {
      bench: "editor",
      view,
      nodes,
      shown,
      openedMs: opened,
      frames: frames.length,
      p50Ms: percentile(frames, 0.5),
      p95Ms: percentile(frames, 0.95),
      goalMs: 16.7,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
} finally {
  await product.close();
}
