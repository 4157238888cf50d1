import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "./eventually.ts";
import { openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

const manager = "camille.durand@atelier-lumen.example";
const card = (page: Page, title: string) => page.locator(".react-flow__node").filter({ hasText: title });
const entry = (page: Page, title: string) => page.getByRole("button", { name: new RegExp(`^Add ${title} `, "u") });

async function newMap(page: Page, name: string): Promise<void> {
  const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name });
  await page.goto(`${product.address}/maps/${id}`);
  await page.locator(".react-flow").waitFor();
}

/** Drags a step from the list beside the rail to a place on the canvas, counted from its upper left corner. */
async function dropAt(page: Page, title: string, x: number, y: number): Promise<void> {
  const before = await page.locator(".react-flow__node").count();
  await page.getByRole("button", { name: "Find a step (/)" }).click();
  // The question of an empty drawing lies over it, and takes what is let go on it as the drawing does.
  await entry(page, title).dragTo(page.locator(".react-flow"), { targetPosition: { x, y }, force: true });
  await eventually(() => page.locator(".react-flow__node").count()).toBe(before + 1);
}

/** The same, counted in what the list and the panel of settings leave free of a window of 1440. */
const drop = (page: Page, title: string, x: number, y: number) => dropAt(page, title, 400 + x * 0.75, 100 + y);

/** Draws a wire as a hand does; each end is taken once it stands still, which after a look at the whole map it does not at once. */
async function wire(page: Page, from: string, to: string): Promise<void> {
  const start = card(page, from).locator(".react-flow__handle.source").first();
  const end = card(page, to).locator(".react-flow__handle.target").first();
  await start.hover();
  await page.mouse.down();
  const { x, y } = (await end.boundingBox())!;
  await page.mouse.move(x - 20, y - 20, { steps: 4 });
  await page.locator(".react-flow__connection").waitFor({ state: "attached" });
  await end.hover();
  await page.mouse.up();
}

const saved = (page: Page) => page.locator("[data-save=saved]").waitFor();
const mapOf = (page: Page) =>
  product.ask<{
    document: { nodes: { id: string; config: Record<string, unknown> }[]; edges: unknown[] };
    state: string;
  }>(page, "GET", `/api/maps/${new URL(page.url()).pathname.split("/")[2]}`);

test(
  "a map is drawn by hand, mended where it is marked, saved, published, and the same after a reload",
  { timeout: 120_000 },
  async () => {
    const page = await product.window(manager);
    await newMap(page, "Drawn by hand");
    await page.getByText("Where does the news come from?").waitFor();
    await drop(page, "RSS feed", 150, 120);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await drop(page, "Keywords", 470, 300);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await drop(page, "Account", 900, 120);
    // It was let go where its settings open: the camera brings it out from under them.
    const free = async () => {
      const [step, panel] = await Promise.all([
        card(page, "Account").boundingBox(),
        page.getByRole("complementary", { name: "Settings of the step" }).boundingBox(),
      ]);
      return step!.x + step!.width < panel!.x;
    };
    await eventually(free).toBe(true);

    // The account is not chosen yet: the card, the field and the bar say so quietly, and publishing is refused.
    await card(page, "Account")
      .getByRole("button", { name: /^To fill in: Choose the account/ })
      .waitFor();
    await saved(page);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/still to fill in/).waitFor();
    await dialog.getByRole("button", { name: /to fill in/ }).waitFor();
    expect(await dialog.getByRole("button", { name: "Publish version 1" }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("combobox", { name: "Account" }).click();
    await page
      .getByRole("option", { name: /Atelier Lumen.*atelier_lumen · Company|Atelier Lumen/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByRole("button", { name: "Show the whole map" }).click();

    await wire(page, "RSS feed", "Keywords");
    await wire(page, "Keywords", "Atelier Lumen");
    await eventually(() => page.locator(".react-flow__edge").count()).toBe(2);

    await card(page, "Keywords").click();
    const words = page.getByRole("textbox", { name: "Words" });
    await words.fill("lumière");
    await words.press("Enter");
    await card(page, "Keywords")
      .getByText(/lumière/)
      .waitFor();
    await card(page, "RSS feed").click();
    await page.getByRole("textbox", { name: "Address of the feed" }).fill("no address");
    // At the card's corner it is said what is wrong, by the keyboard, too; “Show them” leads back to the very field.
    await card(page, "RSS feed")
      .getByRole("button", { name: /problem/ })
      .press("Enter");
    const trouble = page.getByRole("dialog", { name: "What to look at" });
    await trouble.getByRole("button", { name: "Show them" }).click();
    await trouble.waitFor({ state: "detached" });
    await eventually(() =>
      page.evaluate(() => document.activeElement?.closest("[data-field]")?.getAttribute("data-field")),
    ).toBe("url");
    await page.getByRole("textbox", { name: "Address of the feed" }).fill("https://www.example.com/feed.xml");
    await card(page, "RSS feed")
      .getByRole("button", { name: /problem/ })
      .waitFor({ state: "detached" });

    await saved(page);
    const before = await mapOf(page);
    expect(before.document.edges).toHaveLength(2);
    const places = await page
      .locator(".react-flow__node")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).style.transform));
    await page.reload();
    await eventually(() => page.locator(".react-flow__node").count()).toBe(3);
    expect(await mapOf(page)).toEqual(before);
    expect(
      await page
        .locator(".react-flow__node")
        .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).style.transform)),
    ).toEqual(places);

    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("radio", { name: "Skip them" }).waitFor();
    await page.getByRole("button", { name: "Publish version 1" }).click();
    await page.getByText("Live v1").waitFor();
    expect((await mapOf(page)).state).toBe("live");
  },
);

test(
  "a loop is refused with a reason; undo, redo, copies and deletion work from the keyboard",
  { timeout: 90_000 },
  async () => {
    const page = await product.window(manager);
    await newMap(page, "Keys");
    await drop(page, "Keywords", 200, 200);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await drop(page, "Template", 560, 200);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await wire(page, "Keywords", "Template");
    const wires = page.locator(".react-flow__edge");
    await eventually(() => wires.count()).toBe(1);

    // A step that is let go over a wire stands in it; undo says what it takes back.
    const line = (await page.locator(".react-flow__edge-interaction").boundingBox())!;
    const stage = (await page.locator(".react-flow").boundingBox())!;
    await dropAt(page, "Age", line.x + line.width / 2 - stage.x, line.y + line.height / 2 - stage.y);
    await eventually(() => wires.count()).toBe(2);
    await page.getByRole("button", { name: "Undo: insert “Age”" }).waitFor();
    await page.keyboard.press("Control+z");
    await eventually(() => page.locator(".react-flow__node").count()).toBe(2);
    await eventually(() => wires.count()).toBe(1);

    // A wire that is let go on a card is wired to it; on nothing, what may follow is asked, found and wired in one step.
    const pull = async (from: string, x: number, y: number) => {
      await card(page, from).locator(".react-flow__handle.source").hover();
      await page.mouse.down();
      await page.mouse.move(x - 24, y, { steps: 4 });
      await page.mouse.move(x, y);
      await page.mouse.up();
    };
    await card(page, "Keywords").focus();
    await page.keyboard.press("w");
    await page.locator(".react-flow__edge.selected").waitFor({ state: "attached" });
    await page.keyboard.press("Delete");
    await eventually(() => wires.count()).toBe(0);
    const body = (await card(page, "Template").boundingBox())!;
    await pull("Keywords", body.x + body.width / 2, body.y + body.height - 12);
    await eventually(() => wires.count()).toBe(1);
    await pull("Template", body.x + body.width + 120, body.y + body.height);
    const box = page.getByRole("combobox", { name: "What comes after “Template”?" });
    await box.waitFor();
    expect(await page.getByRole("option", { name: /^RSS feed/ }).count()).toBe(0);
    await box.press("Escape");
    await box.waitFor({ state: "detached" });
    await card(page, "Template").focus();
    await page.keyboard.press("a");
    await box.press("Escape");
    await box.waitFor({ state: "detached" });
    await pull("Template", body.x + body.width + 120, body.y + body.height);
    await box.fill("ambassadeurs");
    await page.getByRole("option", { name: "Ambassadors", selected: true }).waitFor();
    await box.press("Enter");
    await eventually(() => wires.count()).toBe(2);
    await page.locator(".react-flow__node:focus").filter({ hasText: "Ambassadors" }).waitFor();
    await page.getByRole("button", { name: /^Undo: add “Ambassadors/ }).waitFor();
    await page.keyboard.press("Control+z");
    await eventually(() => page.locator(".react-flow__node").count()).toBe(2);
    await eventually(() => wires.count()).toBe(1);

    await wire(page, "Template", "Keywords");
    await page.getByText(/would close a loop/).waitFor();
    expect(await page.locator(".react-flow__edge").count()).toBe(1);

    const nodes = page.locator(".react-flow__node");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+d");
    await eventually(() => nodes.count()).toBe(4);
    await eventually(() => page.locator(".react-flow__edge").count()).toBe(2);
    await page.keyboard.press("Control+z");
    await eventually(() => nodes.count()).toBe(2);
    await page.keyboard.press("Control+Shift+z");
    await eventually(() => nodes.count()).toBe(4);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await eventually(() => nodes.count()).toBe(0);
    await page.keyboard.press("Control+z");
    await eventually(() => nodes.count()).toBe(4);

    await page.keyboard.press("/");
    await page.getByLabel("Search steps").fill("flux rss");
    await page.keyboard.press("Enter");
    await eventually(() => nodes.count()).toBe(5);
  },
);

test("a map is drawn with keys alone, each deed said, and all of it undone", { timeout: 90_000 }, async () => {
  const page = await product.window(manager);
  await newMap(page, "By keyboard");
  const key = (combo: string) => page.keyboard.press(combo);
  const [nodes, wires] = [page.locator(".react-flow__node"), page.locator(".react-flow__edge")];
  const said = (text: RegExp) => page.locator("[data-said]").filter({ hasText: text }).waitFor({ state: "attached" });
  const here = (title: string) => page.locator(".react-flow__node:focus").filter({ hasText: title }).waitFor();
  const add = async (typed: string, title: string) => {
    await key("a");
    await page.getByRole("combobox", { name: /^What comes|^Which step/ }).waitFor();
    await page.keyboard.type(typed);
    await key("Enter");
    await here(title);
  };
  // The field of the empty map has the keyboard: it is left, and the first step asked for.
  await page.getByLabel("Address of a site, a feed or a page").waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await add("rss feed", "RSS feed");
  await add("ambassadors", "Ambassadors");
  await eventually(() => wires.count()).toBe(1);
  await key("ArrowLeft");
  await here("RSS feed");
  await key("Enter");
  await page.locator("aside [data-field] :focus, aside [data-field]:focus").first().waitFor();
  await key("Escape");
  await here("RSS feed");

  // Its wire is chosen, gets a step, is cut, and is drawn again.
  await key("w");
  await said(/^Wire from “RSS feed.*1 of 1/);
  await add("age", "Age");
  await eventually(() => wires.count()).toBe(2);
  await said(/“Age” inserted/);
  await key("w");
  await said(/^Wire from “Age” to “Ambassadors/);
  await key("Delete");
  await eventually(() => wires.count()).toBe(1);
  await key("c");
  await said(/^From “Age” to “Ambassadors.*1 of 1/);
  await key("Enter");
  await eventually(() => wires.count()).toBe(2);
  await here("Age");
  await key("c");
  await page.getByText("“Age” can be connected to no other step").waitFor();
  await key("Shift+ArrowDown");
  await said(/^Moved to/);
  await page.getByRole("button", { name: "Undo: move “Age”" }).waitFor();
  await key("ArrowRight");
  await here("Ambassadors");

  // What the keyboard comes to by Tab is chosen, too; what is searched for is found by what it is called, and chosen.
  await card(page, "RSS feed").focus();
  await page.locator(".react-flow__node.selected").filter({ hasText: "RSS feed" }).waitFor();
  await key("Control+f");
  await page.getByRole("textbox", { name: "Find on the map" }).fill("ambass");
  await page.getByText("1 of 1", { exact: true }).waitFor();
  await key("Escape");
  await here("Ambassadors");

  while (
    await page
      .getByRole("button", { name: /^Undo: / })
      .isEnabled()
      .catch(() => false)
  ) {
    const title = await page.getByRole("button", { name: /^Undo: / }).getAttribute("aria-label");
    await key("Control+z");
    await page.getByRole("button", { name: title!, exact: true }).waitFor({ state: "detached" });
    if ((await nodes.count()) === 0) break;
  }
  await eventually(() => nodes.count()).toBe(0);
  await said(/^Undone: add “RSS feed/);
});

test(
  "edits outlive a server that does not answer, and a conflict asks whose drawing stays",
  { timeout: 90_000 },
  async () => {
    const page = await product.window(manager);
    await newMap(page, "Saved at last");
    await drop(page, "RSS feed", 200, 200);
    await saved(page);
    await page.route("**/draft", (route) => route.abort());
    await page.getByLabel("Name", { exact: true }).fill("The blog");
    await page.getByText("Offline, kept here").waitFor();
    await page.unroute("**/draft");
    await page.getByText("Offline, kept here").click();
    await saved(page);
    expect(JSON.stringify(await mapOf(page))).toContain("The blog");

    const id = new URL(page.url()).pathname.split("/")[2];
    const { revision, document } = await product.ask<{ revision: number; document: { name: string } }>(
      page,
      "GET",
      `/api/maps/${id}`,
    );
    const theirs = { ...document, name: "Theirs", description: "Drawn elsewhere" };
    await product.ask(page, "PUT", `/api/maps/${id}/draft`, { revision, document: theirs });
    await page.getByLabel("Name", { exact: true }).fill("Mine");
    const dialog = page.getByRole("dialog", { name: "Somebody else changed this map" });
    await dialog.getByText(/: Mine$/).waitFor();
    await dialog.getByRole("button", { name: "Keep my drawing" }).click();
    await dialog.waitFor({ state: "detached" });
    await saved(page);
    expect(JSON.stringify(await mapOf(page))).toContain("Mine");

    const now = await product.ask<{ revision: number }>(page, "GET", `/api/maps/${id}`);
    const again = { revision: now.revision, document: { ...document, name: "Theirs again" } };
    await product.ask(page, "PUT", `/api/maps/${id}/draft`, again);
    await page.getByLabel("Name", { exact: true }).fill("Mine again");
    await dialog.getByRole("button", { name: "Keep both" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Theirs again" }).waitFor();
    const { rows } = await product.ask<{ rows: { name: string }[] }>(page, "GET", "/api/maps");
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Theirs again", "Saved at last (my drawing)"]),
    );
  },
);

test(
  "a large map is blocks from afar, and from near whole cards with their wires; its overview moves the view",
  { timeout: 60_000 },
  async () => {
    const page = await product.window(manager);
    const at = (index: number, x: number) => ({ x: x + (index % 8) * 700, y: Math.floor(index / 8) * 160 });
    const chains = Array.from({ length: 80 }, (_, index) => index);
    const document = {
      schema: 1,
      name: "Large",
      nodes: chains.flatMap((index) => [
        { id: `a${index}`, type: "age", position: at(index, 0) },
        { id: `t${index}`, type: "template", position: at(index, 320) },
      ]),
      edges: chains.map((index) => ({
        id: `w${index}`,
        from: { node: `a${index}`, port: "out" },
        to: { node: `t${index}`, port: "in" },
      })),
      groups: [{ id: "g", title: "The first", color: "teal", nodes: ["a0", "t0"] }],
    };
    const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: "Large", document });
    await page.goto(`${product.address}/maps/${id}`);
    const steps = page.locator(".react-flow__node-step");
    await eventually(() => steps.count()).toBe(160);
    const wires = page.locator(".react-flow__edge-path");
    expect(await wires.count()).toBe(0);
    const afar = page.locator(".react-flow__viewport-portal path");
    await eventually(async () => (await afar.first().getAttribute("d"))?.match(/M/gu)?.length).toBe(80);
    expect(await page.getByText("The first", { exact: true }).last().isVisible()).toBe(true);

    const first = page.locator('.react-flow__node[data-id="a0"]');
    const { x, y, width } = (await first.boundingBox())!;
    await page.mouse.move(x + width / 2, y + 4);
    for (let turn = 0; turn < 20 && (await first.boundingBox())!.width < 200; turn += 1)
      await page.mouse.wheel(0, -150);
    await first.getByText("Age").waitFor();
    // The wire of a card that was a block begins and ends at its ports.
    const line = page.locator('.react-flow__edge[data-id="w0"] .react-flow__edge-path');
    await line.waitFor({ state: "attached" });
    expect(await line.getAttribute("d")).toMatch(/^M237\.5,35 .* 314\.5,35$/u);
    expect(await steps.count()).toBeLessThan(60);

    // A press on the overview's other end.
    const overview = page.locator("[data-overview]");
    const box = (await overview.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2 + 40, box.y + box.height - 16);
    await first.waitFor({ state: "detached" });
  },
);

test(
  "the outline has the same powers: add, connect, edit and delete without a mouse on the drawing",
  { timeout: 90_000 },
  async () => {
    const page = await product.window(manager);
    await newMap(page, "As a list");
    await page.getByText("Outline", { exact: true }).click();
    for (const title of ["RSS feed", "Ambassadors"]) {
      await page.getByRole("button", { name: "Add a step" }).click();
      await page.getByRole("menuitem", { name: title }).click();
      await page.getByRole("heading", { level: 3, name: title }).waitFor();
    }
    const feed = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /RSS feed/ }) });
    const wires = page.getByRole("button", { name: /Remove the wire from RSS feed.* to Ambassadors/ });
    await wires.waitFor();
    await wires.click();
    await feed.getByText("nothing yet").waitFor();
    await feed.getByRole("button", { name: /^Connect to…: RSS feed/ }).click();
    await page.getByRole("option", { name: "Ambassadors" }).click();
    await wires.waitFor();
    await page.getByRole("button", { name: "Edit RSS feed" }).click();
    await page.getByRole("textbox", { name: "Address of the feed" }).waitFor();
    // Between two steps, in another order, off, and away: by keyboard.
    await page.getByRole("button", { name: /^Put a step between RSS feed.* and Ambassadors/ }).click();
    await page.keyboard.type("keywords");
    await page.getByRole("option", { name: "Keywords", exact: true }).click();
    const keywords = page.getByRole("button", { name: "Keywords", exact: true });
    await keywords.press("a");
    await page.keyboard.type("template");
    await page.getByRole("option", { name: "Template", exact: true }).click();
    await eventually(() => page.getByRole("heading", { level: 3 }).count()).toBe(4);
    await page.getByRole("button", { name: "More for Keywords" }).click();
    await page.getByRole("menuitem", { name: "Switch off" }).click();
    await page.getByRole("heading", { level: 3, name: /Keywords.*off/ }).waitFor();
    await keywords.press("Delete");
    await page.getByRole("button", { name: "Template", exact: true }).press("Delete");
    await page.getByRole("button", { name: "More for Ambassadors" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await eventually(() => page.getByRole("heading", { level: 3 }).count()).toBe(1);
  },
);

test(
  "a message is written with tokens: inserted by name, removed as one, copied as it is stored, undone, and its result counted",
  { timeout: 60_000 },
  async () => {
    const page = await product.window(manager, { language: "fr" });
    const { rows } = await product.ask<{ rows: { id: string; name: string }[] }>(page, "GET", "/api/maps");
    // The field's own code comes late: who begins to write before it goes on in it, and no letter is a key of the drawing's.
    await page.route(/writing-field/u, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.goto(`${product.address}/maps/${rows.find(({ name }) => name === "L’actualité d’Atelier Lumen")!.id}`);
    await page.locator('.react-flow__node[data-id="template"]').click();
    const field = page.getByRole("textbox", { name: "Texte du message" });
    const stored = async () =>
      JSON.stringify((await mapOf(page)).document.nodes.find(({ id }) => id === "template")?.config);
    await field.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("On recrute {");
    await page.getByRole("option", { name: "résumé" }).waitFor();
    await page.keyboard.type("rés");
    await page.getByRole("option", { name: "résumé" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type(" {");
    await page.getByRole("option", { name: "lien" }).click();
    await eventually(() => field.innerText()).toBe("On recrute résumé lien");
    // As one: over it, and away with it.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("! ");
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await eventually(() => field.innerText()).toBe("On recrute résumé ! ");
    await page.keyboard.press("Control+z");
    await eventually(() => field.innerText()).toBe("On recrute résumé ! lien");

    await field.getByText("résumé").click();
    const menu = page.getByRole("dialog", { name: "résumé : qu’en faire" });
    await menu.getByRole("combobox", { name: "Longueur" }).click();
    await page.getByRole("option", { name: "tant de mots au plus" }).click();
    await menu.getByLabel("Au plus").fill("2");
    await page.keyboard.press("Escape");
    await eventually(stored).toContain("On recrute {{résumé | mots: 2}} ! {{lien}}");
    const result = page.getByRole("figure");
    await eventually(() => result.locator("p").innerText()).toMatch(/^On recrute \S+ \S+… ! https:/u);
    await eventually(() => result.getByRole("listitem").count()).toBeGreaterThan(1);

    // What is copied is what is stored, and is a token again where it is put in.
    await field.press("Control+a");
    await page.keyboard.press("Control+x");
    await page.keyboard.press("Control+v");
    await page.keyboard.press("Control+v");
    await eventually(() => field.innerText()).toBe("On recrute résumé 2 mots au plus ! lien".repeat(2));
    await page.keyboard.type(" {{titel}} ici");
    await page.getByRole("button", { name: /^Ligne 1, « {{titel}} »/ }).waitFor();
    await page.getByRole("button", { name: "Écrire « titre »" }).click();
    await eventually(() => field.innerText()).toContain("lien titre ici");
  },
);

test(
  "fingers wire two steps by two taps, zoom over cards without moving one, and find the menu by resting",
  { timeout: 60_000 },
  async () => {
    const page = await product.window(manager, { phone: true, language: "fr" });
    const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: "Au doigt" });
    const nodes = ["rss", "keywords"].map((type, at) => ({ id: type, type, position: { x: 0, y: at * 200 } }));
    await product.ask(page, "PUT", `/api/maps/${id}/draft`, {
      revision: 1,
      document: { schema: 1, name: "Au doigt", nodes },
    });
    await page.goto(`${product.address}/maps/${id}`);
    await page.getByRole("button", { name: "Dessin", exact: true }).tap();
    await card(page, "Flux RSS").locator(".react-flow__handle.source").tap();
    await page.getByText("Touchez maintenant l’étape à relier.").waitFor();
    await card(page, "Mots-clés").tap();
    await page.locator(".react-flow__edge").waitFor({ state: "attached" });

    const fingers = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: [number, number][]) =>
      fingers.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], at) => ({ x, y, id: at })) });
    const view = () => page.locator(".react-flow__viewport").getAttribute("style");
    const [before, box] = [await view(), (await card(page, "Flux RSS").boundingBox())!];
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await touch("touchStart", [x, y]);
    await touch("touchStart", [x, y], [x + 40, y]);
    await touch("touchMove", [x - 40, y], [x + 80, y]);
    await touch("touchEnd", [x - 40, y]);
    await touch("touchMove", [x - 40, y + 60]);
    await touch("touchEnd");
    await eventually(view).not.toBe(before);
    const { document } = await product.ask<{ document: { nodes: { position: object }[] } }>(
      page,
      "GET",
      `/api/maps/${id}`,
    );
    expect(document.nodes.map(({ position }) => position)).toEqual(nodes.map(({ position }) => position));

    const after = (await card(page, "Flux RSS").boundingBox())!;
    await touch("touchStart", [after.x + after.width / 2, after.y + after.height / 2]);
    await page.getByRole("menuitem", { name: "Dupliquer" }).waitFor();
    await touch("touchEnd");
  },
);
