import process from "node:process";
import type { Page } from "playwright-core";
import { type Item, unsaid, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import { sourceSettings } from "#server/inbox/map-sources.ts";
import { loadNodes } from "#server/nodes.ts";
import { openProduct } from "#test/browser/product.ts";
import { sessionOf } from "./editor/contenders.ts";
import * as gauge from "./editor/gauge.ts";
import { days, drawing, storedUntil } from "./past.ts";

/**
 * Two pages with many rows behind them, in the real product and a real Chromium (`node bench/pages.ts [rounds]`): 10,000 items on one wire of a
 * drawing (opened, scrolled, searched), and the backtest from the press to the drawn result (30 days, 10,000 items, 20 steps, against a live
 * version). A JSON line for each round, then what missed its goal; the exit code is 1 where something did. As in the bench of the editor a frame
 * may take as long as on a plain page under the same hand.
 */
const rounds = Number(process.argv[2] ?? 3);
const [sources, ofEach] = [200, 50];
const goals = { open: 2000, frame: 16.7, key: 50, backtest: 2000 };

const nodes = await loadNodes();
const keyOf = (url: string): string => sourceSettings(nodes, "rss", { url }).key;
type Row = { source: string; at: number; item: object };
const wireUrl = (at: number): string => `https://wire.example/${at}`;
const now = Date.now();
const onWire = Array.from({ length: sources * ofEach }, (_, at): Row => {
  const title = `Nouvelle ${at} : ${["l’usine embauche", "le musée ouvre", "un prix pour la gare", "bilan carbone"][at % 4]} à ${["Lyon", "Brest", "Nantes"][at % 3]}`;
  const item: Item = {
    ...{ key: `wire:${at}`, source: `Fil ${at % sources}`, title, text: title, summary: `${title}. `.repeat(4) },
    ...{ link: `https://wire.example/articles/${at}`, author: null, tags: [], ...unsaid, published: null },
  };
  return { source: keyOf(wireUrl(at % sources)), at: now - (sources * ofEach - at) * 1000, item: writeItem(item) };
});
const past = storedUntil(now).map(({ source, at, data }): Row => ({ source, at, item: JSON.parse(data) as object }));

/** So many sources, one over the other at the left; what they bring comes together, and its wire has it all. */
function wide(): MapDocument {
  const step = (id: string, type: string, config: object, x: number, y: number) => ({
    ...{ id, type, version: nodes.manifests.get(type)!.version, title: "", position: { x, y } },
    config: { ...(nodes.manifests.get(type)!.defaults as object), ...config },
  });
  const wire = (from: string, to: string) => ({
    ...{ id: `${from}-${to}`, from: { node: from, port: "out" }, to: { node: to, port: "in" } },
  });
  const names = Array.from({ length: sources }, (_, at) => `s${at}`);
  return {
    ...{ schema: 1, name: "Two hundred sources", schedule: { kind: "interval", minutes: 15 } },
    nodes: [
      ...names.map((name, at) => step(name, "rss", { url: wireUrl(at) }, 0, at)),
      step("join", "merge", {}, 340, 100),
      step("text", "template", { template: "À lire : {{title}} {{link}}" }, 680, 100),
      step("to", "ambassadors", {}, 1020, 100),
    ],
    edges: [...names.map((name) => wire(name, "join")), wire("join", "text"), wire("text", "to")],
  } as unknown as MapDocument;
}

const product = await openProduct();
const wrong: string[] = [];
try {
  const page = await product.window("camille.durand@atelier-lumen.example");
  const rows = [...onWire, ...past];
  const keys = [...new Set(rows.map(({ source }) => source))];
  // As if they had been read once, and nobody reads them any more: no map that is live does.
  await product.sql(
    `insert into source (workspace_id, type, key, config, baseline_at) select (select id from workspace), 'rss', key, jsonb_build_object('url', substr(key, 5)), now()
     from unnest($1::text[]) key`,
    [keys],
  );
  await product.sql(
    `insert into item (workspace_id, source_id, key, data, received_at)
     select s.workspace_id, s.id, r.item->>'key', r.item, to_timestamp(r.at / 1000.0) from jsonb_to_recordset($1::jsonb) as r(source text, at float8, item jsonb)
     join source s on s.key = r.source order by r.at`,
    [JSON.stringify(rows)],
  );
  await product.sql("analyze item");
  const make = async (document: MapDocument): Promise<string> =>
    (await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: document.name, document })).id;
  const wires = await make(wide());
  const tried = await make({ ...drawing(["embauche", "usine"]), name: "Thirty days" });
  await product.sql(
    `with made as (insert into version (workspace_id, map_id, number, document) select workspace_id, id, 1, $2::jsonb from map where id = $1 returning map_id)
     update map set live_version = 1, state = 'paused' from made where map.id = made.map_id`,
    [tried, JSON.stringify({ ...drawing(["embauche"]), name: "Thirty days" })],
  );
  await page.context().close();
  const found = { open: [], scroll: [], plain: [], key: [], backtest: [] } as Record<
    "open" | "scroll" | "plain" | "key" | "backtest",
    number[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    const plain = await scrolled(await plainPage());
    const wire = await ofWire(wires);
    const backtest = await ofBacktest(tried);
    console.log(JSON.stringify({ bench: "pages", round, plain, wire, backtest }));
    found.open.push(wire.open);
    found.scroll.push(wire.scroll.p95);
    found.plain.push(plain.p95);
    found.key.push(wire.search.p95);
    found.backtest.push(backtest.drawn);
  }
  const hold = (what: keyof typeof found, most: number): void => {
    const value = gauge.median(found[what]);
    if (value > most) wrong.push(`${what}: ${value} ms, more than ${most} ms`);
  };
  hold("open", goals.open);
  // Tenths of a millisecond are what the browser says of a frame.
  hold("scroll", Math.max(goals.frame, gauge.median(found.plain)) + 0.1);
  hold("key", goals.key + Math.max(0, gauge.median(found.plain) - goals.frame));
  hold("backtest", goals.backtest);
} finally {
  await product.close();
}
for (const sentence of wrong) console.log(sentence);
process.exit(wrong.length === 0 ? 0 : 1);

/** A list that is a list and nothing else. */
async function plainPage(): Promise<Page> {
  const window = await product.window("camille.durand@atelier-lumen.example");
  await window.goto("about:blank");
  const lines = Array.from({ length: 400 }, (_, at) => `<li style="height:56px">Nouvelle ${at}</li>`).join("");
  await window.setContent(`<ul role="region" style="height:340px;overflow:auto;margin:200px">${lines}</ul>`);
  return window;
}

/** The wheel over a list, down and up by turns. */
async function scrolled(window: Page, keep = false): Promise<gauge.Frames> {
  const box = (await window.getByRole("region").last().boundingBox())!;
  await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const session = await sessionOf(window);
  let told = 0;
  const frames = await gauge.framesWhile(window, session, async (elapsed) => {
    if (elapsed - told < 16) return;
    told = elapsed;
    await window.mouse.wheel(0, Math.floor(elapsed / 1000) % 2 === 0 ? 180 : -150);
  });
  if (!keep) await window.context().close();
  return frames;
}

async function ofWire(map: string) {
  const window = await product.window("camille.durand@atelier-lumen.example");
  await window.goto(`${product.address}/maps/${map}`);
  const count = window.locator('[data-wire="join-text"] button').filter({ hasText: "10,000" });
  await count.waitFor({ timeout: 60_000 });
  await window.waitForLoadState("networkidle");
  await window.evaluate(watch('[role="dialog"] li[aria-setsize]', "benchOpened"));
  await count.click();
  const open = await reached(window, "benchOpened");
  const size = await window.locator('[role="dialog"] li[aria-setsize]').first().getAttribute("aria-setsize");
  if (size !== String(sources * ofEach)) throw new Error(`the wire lists ${size} items`);
  const scroll = await scrolled(window, true);
  await window.getByRole("searchbox", { name: "Find on this wire" }).focus();
  const search = await gauge.typing(window);
  const drawn = await window.locator('[role="dialog"] li[aria-setsize]').count();
  if (drawn > 40) throw new Error(`${drawn} rows are drawn at once`);
  await window.context().close();
  return { open, scroll, search };
}

async function ofBacktest(map: string) {
  const window = await product.window("camille.durand@atelier-lumen.example");
  await window.goto(`${product.address}/maps/${map}`);
  await window.getByRole("button", { name: "More about this map" }).click();
  const press = window.getByRole("menuitem", { name: "Try it on the past" });
  await press.waitFor();
  await window.waitForLoadState("networkidle");
  const answered = window.waitForResponse((reply) => reply.url().endsWith(`/api/maps/${map}/backtest`), {
    timeout: 90_000,
  });
  await window.evaluate(watch('main table, main [role="grid"]', "benchDrawn"));
  await press.click();
  const drawn = await reached(window, "benchDrawn");
  const {
    ms,
    items,
    draft,
    days: seen,
  } = (await (await answered).json()) as { ms: number; items: number; draft: { posts: number }; days: string[] };
  // The oldest may be a moment too old when it is asked for.
  if (items < 9_990 || seen.length < days || draft.posts < 1000)
    throw new Error(`of ${items} items in ${seen.length} days ${draft.posts} messages`);
  await window.context().close();
  return { drawn, engine: ms, posts: draft.posts };
}

/** In the page, as text: from the next press on, until what is waited for stands there and a frame was made with it. */
function watch(selector: string, name: string): string {
  return `(() => {
    globalThis.${name} = null;
    addEventListener("pointerdown", ({ timeStamp }) => {
      const look = () => {
        if (document.querySelector(${JSON.stringify(selector)}) === null) return void requestAnimationFrame(look);
        requestAnimationFrame(() => requestAnimationFrame((now) => (globalThis.${name} = Math.round(now - timeStamp))));
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  })()`;
}

async function reached(window: Page, name: string): Promise<number> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const at = await window.evaluate<number | null>(`globalThis.${name}`);
    if (at !== null) return at;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`${name} was not reached within a minute`);
}
