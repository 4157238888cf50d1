import type { Locator, Page } from "playwright-core";
import { within } from "../wait.ts";
import type { Stage } from "./stage.ts";

type Drawn = {
  revision: number;
  state: string;
  document: { nodes: { id: string; type: string; config: Record<string, unknown> }[]; edges: { id: string }[] };
};

/** What a person does to the drawing of one map, by what steps are and not by how they are called. */
export function drawingOf(stage: Stage, page: Page) {
  const { product, t } = stage;
  const nodes = page.locator(".react-flow__node-step");
  const wires = page.locator(".react-flow__edge");
  const id = (): string => new URL(page.url()).pathname.split("/")[2] ?? "";
  const read = (): Promise<Drawn> => product.ask<Drawn>(page, "GET", `/api/maps/${id()}`);
  /** The n-th card of a type, once the server knows it. */
  const card = async (type: string, place = 0): Promise<Locator> => {
    const found = await within(
      async () => (await read()).document.nodes.filter((node) => node.type === type)[place] ?? null,
    );
    return page.locator(`.react-flow__node[data-id="${found.id}"]`);
  };
  const counts = async (many: Locator, wanted: number): Promise<void> =>
    void (await within(async () => (await many.count()) === wanted, 15_000));
  const saved = (): Promise<void> => page.locator("[data-save=saved]").waitFor();
  const panel = page.getByRole("complementary", { name: t("inspector.title") });
  /** Closes the settings. */
  const close = async (): Promise<void> => {
    await panel.getByRole("button", { name: t("action.close"), exact: true }).click();
    await panel.waitFor({ state: "detached" });
  };

  return {
    nodes,
    wires,
    read,
    card,
    counts,
    saved,
    close,
    /** The whole map lies in what floats leave free of the window. */
    fit: async (): Promise<void> => {
      await page.getByRole("button", { name: t("tool.fit") }).click();
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    },
    /** Nothing is chosen, and the keyboard is on the drawing. */
    rest: async (): Promise<void> => {
      await page.locator(".react-flow__pane").click({ position: { x: 520, y: 690 } });
      await panel.waitFor({ state: "detached" });
    },
    open: async (map: string): Promise<void> => {
      await page.goto(`${product.address}/maps/${map}`);
      await page.locator(".react-flow").waitFor();
      await page.locator("[data-save]").waitFor({ state: "attached" });
    },
    fresh: async (name: string): Promise<void> => {
      const made = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name });
      await page.goto(`${product.address}/maps/${made.id}`);
      await page.locator(".react-flow").waitFor();
    },
    /** Drags a step from the rail's list to a place of the drawing. */
    drop: async (type: string, x: number, y: number): Promise<void> => {
      const before = await nodes.count();
      await page.getByRole("button", { name: t("rail.searchName") }).click();
      await page
        .locator(`aside [data-type="${type}"]`)
        .dragTo(page.locator(".react-flow"), { targetPosition: { x, y }, force: true });
      await counts(nodes, before + 1);
      await saved();
    },
    /** Draws a wire as a hand does. */
    wire: async (from: Locator, to: Locator): Promise<void> => {
      const before = await wires.count();
      await from.locator(".react-flow__handle.source").first().hover();
      await page.mouse.down();
      const end = to.locator(".react-flow__handle.target").first();
      const { x, y } = (await end.boundingBox()) ?? { x: 0, y: 0 };
      await page.mouse.move(x - 20, y - 20, { steps: 4 });
      await page.locator(".react-flow__connection").waitFor({ state: "attached" });
      await end.hover();
      await page.mouse.up();
      await counts(wires, before + 1);
    },
    /** Pulls a wire from a card's end to a place of the window, and lets it go there. */
    pull: async (from: Locator, x: number, y: number): Promise<void> => {
      await from.locator(".react-flow__handle.source").first().hover();
      await page.mouse.down();
      await page.mouse.move(x - 24, y, { steps: 4 });
      await page.mouse.move(x, y);
      await page.mouse.up();
    },
    /** The middle of a card in the window. */
    middle: async (one: Locator): Promise<{ x: number; y: number }> => {
      const box = await one.boundingBox();
      if (box === null) throw new Error("the card is not drawn");
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
  };
}

/** The map of the demo that lives. */
export async function liveMap(stage: Stage, page: Page): Promise<string> {
  const { rows } = await stage.product.ask<{ rows: { id: string; state: string; name: string }[] }>(
    page,
    "GET",
    "/api/maps",
  );
  const live = rows.find(({ name }) => name.includes("Atelier Lumen")) ?? rows.find(({ state }) => state === "live");
  if (live === undefined) throw new Error("the demo has no live map");
  return live.id;
}
