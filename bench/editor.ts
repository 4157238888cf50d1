import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { openProduct } from "#test/browser/product.ts";
import { type Contender, nodeRed, ours, sessionOf, weigh } from "./editor/contenders.ts";
import * as gauge from "./editor/gauge.ts";
import { mapDocument, nodeRedFlow, size } from "./editor/map.ts";
import { openNodeRed } from "./editor/node-red.ts";
import { failures, table, type Figures } from "./editor/verdict.ts";

/**
 * The editor with 1,000 steps and 1,500 wires, beside Node-RED's with the same drawing in the same browser, by turns, and beside an empty page
 * under the same hand. `node bench/editor.ts [rounds] [--ours] [--profile FOLDER]`; verdict.ts says when it fails.
 */
const words = process.argv.slice(2);
const at = words.indexOf("--profile");
const profiles = at < 0 ? null : words[at + 1]!;
const rounds = Number(words.find((word) => /^\d+$/u.test(word)) ?? 3);
const alone = words.includes("--ours");

const product = await openProduct();
let peer: Awaited<ReturnType<typeof openNodeRed>> | null = null;
const figures: Figures[] = [];
try {
  const page = await product.window("camille.durand@atelier-lumen.example");
  const { rows } = await product.ask<{ rows: { ref: string }[] }>(page, "GET", "/api/accounts?limit=200");
  const document = mapDocument(rows.map(({ ref }) => ref));
  const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: document.name, document });
  for (const [what, path] of [
    ["map", `/api/maps/${id}`],
    ["signs", `/api/maps/${id}/signs`],
  ] as const)
    await measureAnswer(what, () => product.ask(page, "GET", path));
  await measureAnswer("saving", async () => {
    const { revision } = await product.ask<{ revision: number }>(page, "GET", `/api/maps/${id}`);
    const begun = performance.now();
    await product.ask(page, "PUT", `/api/maps/${id}/draft`, { revision, document });
    return performance.now() - begun;
  });
  await measureAnswer("preview", () => product.ask(page, "POST", "/api/preview", { document, ask: false }));
  const browser = page.context().browser()!;
  await page.context().close();
  const contenders = [ours(product, `/maps/${id}`)];
  if (!alone) {
    peer = await openNodeRed(nodeRedFlow());
    contenders.push(nodeRed(browser, peer.address));
  }
  for (let round = 1; round <= rounds; round += 1) {
    figures.push(await measureEmpty());
    for (const contender of contenders) figures.push(await measure(contender, round));
  }

  async function measureEmpty(): Promise<Figures> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const empty = await context.newPage();
    await empty.goto("about:blank");
    const session = await sessionOf(empty);
    const from = { x: 500, y: 300 };
    const found: Figures = {
      name: "empty page",
      typing: {},
      frames: {
        "drag, near": await gauge.dragging(empty, session, from),
        "pan, near": await gauge.dragging(empty, session, from, "middle"),
        zoom: await gauge.zooming(empty, session, from),
      },
    };
    // What a key costs where there is nothing but a field.
    await empty.setContent("<textarea rows=8 cols=60></textarea>");
    await empty.locator("textarea").focus();
    found.typing["template"] = found.typing["text"] = await gauge.typing(empty);
    await context.close();
    return tell(found);
  }

  async function measure(contender: Contender, round: number): Promise<Figures> {
    const window = await contender.window();
    const session = await sessionOf(window);
    const profiled = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
      if (profiles === null || round > 1) return await work();
      await session.send("Profiler.enable");
      await session.send("Profiler.setSamplingInterval", { interval: 250 });
      await session.send("Profiler.start");
      const result = await work();
      const { profile } = await session.send("Profiler.stop");
      await mkdir(profiles, { recursive: true });
      const file = `${contender.name}-${name}.cpuprofile`.replaceAll(/[^\w.-]+/gu, "-");
      await writeFile(join(profiles, file), JSON.stringify(profile));
      return result;
    };
    await window.addInitScript(gauge.watchFor(contender.card, size.nodes, contender.wires, size.wires));
    await session.send("Network.clearBrowserCache");
    await window.goto(contender.address);
    const cold = await gauge.painted(window);
    await window.waitForLoadState("networkidle");
    const weight = await weigh(window);
    const opened = await profiled("open", async () => {
      await window.goto(contender.address);
      return await gauge.painted(window);
    });
    await window.waitForLoadState("networkidle");
    await window.waitForTimeout(1500);
    const found: Figures = { name: contender.name, open: { cold, again: opened }, weight, frames: {}, typing: {} };
    const memory = await gauge.heap(session);
    found.heap = memory;

    const whole = await contender.whole(window);
    found.frames["drag, whole map"] = await profiled("drag-whole", () => gauge.dragging(window, session, whole));
    const near = await contender.near(window);
    found.frames["drag, near"] = await profiled("drag", () => gauge.dragging(window, session, near));
    const free = await contender.free(window);
    found.frames["pan, near"] = await profiled("pan", () => gauge.dragging(window, session, free, contender.pan));
    if (contender.zoom) await window.keyboard.down(contender.zoom);
    found.frames["zoom"] = await profiled("zoom", () => gauge.zooming(window, session, free));
    if (contender.zoom) await window.keyboard.up(contender.zoom);
    await contender.near(window);
    await contender.text(window);
    found.typing["template"] = await profiled("template", () => gauge.typing(window));
    if (contender.name !== "Relaymap") await window.keyboard.press("Escape");
    await window.waitForTimeout(1000);
    await window.goto(contender.address);
    await gauge.painted(window);
    await window.waitForTimeout(1500);
    await contender.called(window);
    found.typing["text"] = await profiled("text", () => gauge.typing(window));
    await window.waitForTimeout(1500);
    window.on("dialog", (dialog) => void dialog.accept().catch(() => undefined));
    await window.context().close();
    return tell(found);
  }
} finally {
  await peer?.close();
  await product.close();
}
process.stdout.write(`${table(figures)}\n`);
const failed = failures(figures);
for (const sentence of failed) process.stdout.write(`${sentence}\n`);
process.exit(failed.length === 0 ? 0 : 1);

/** What the server takes for a map of a thousand steps; `work` may say itself how long what matters took. */
async function measureAnswer(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const begun = performance.now();
    const said = await work();
    times.push(typeof said === "number" ? said : performance.now() - begun);
  }
  process.stdout.write(`${JSON.stringify({ bench: "editor", server: what, milliseconds: gauge.median(times) })}\n`);
}

function tell(found: Figures): Figures {
  process.stdout.write(`${JSON.stringify({ bench: "editor", ...found })}\n`);
  return found;
}
