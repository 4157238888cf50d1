import { drawingOf } from "./drawing.ts";
import type { Stage } from "./stage.ts";
import { widths } from "../eyes.ts";
import { within } from "../wait.ts";

/** Point 1: whatever a hand does on the drawing, and the same by keyboard. */
export async function hand(stage: Stage): Promise<void> {
  const { t, look, product } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  const key = (combo: string) => page.keyboard.press(combo);
  const asked = page.locator("[role=dialog] [role=combobox]");
  const empty = async () => {
    const box = (await page.locator(".react-flow").boundingBox()) ?? { x: 0, y: 0, width: 1440, height: 900 };
    return { x: box.x + 560, y: box.y + box.height - 200 };
  };
  await map.fresh(stage.language === "fr" ? "À la main" : "By hand");
  await page.getByLabel(t("empty.address")).waitFor();
  await look(page, "hand-1-empty", { widths: [widths.laptop, widths.phone] });

  await page.getByRole("button", { name: t("rail.searchName") }).click();
  await page.locator("aside [data-type=rss]").waitFor();
  await look(page, "hand-2-list", { widths: [widths.laptop] });
  await key("Escape");
  await map.drop("rss", 420, 200);
  await map.close();
  await map.drop("keywords", 820, 200);
  await map.close();
  await map.wire(await map.card("rss"), await map.card("keywords"));

  // A step that is let go on a wire stands in it.
  const line = await page.locator(".react-flow__edge-interaction").boundingBox();
  const box = await page.locator(".react-flow").boundingBox();
  if (!line || !box) throw new Error("the wire is not drawn");
  await map.drop("age", line.x + line.width / 2 - box.x, line.y + line.height / 2 - box.y);
  await map.counts(map.wires, 2);
  await map.close();
  const undo = page.getByRole("button", { name: stage.like("deed.undo", { deed: "" }) });
  const word = await undo.getAttribute("aria-label");
  await key("Control+z");
  await map.counts(map.wires, 1);
  await key("Control+Shift+z");
  await map.counts(map.wires, 2);
  if ((await undo.getAttribute("aria-label")) !== word) stage.wrong("undo is called otherwise after redo");
  await map.fit();

  // A wire that is let go on nothing asks what may follow.
  const keywords = await map.card("keywords");
  const end = await map.middle(keywords);
  await map.pull(keywords, end.x + 240, end.y + 150);
  await asked.waitFor();
  await look(page, "hand-3-what-follows", { widths: [widths.laptop] });
  await page.locator("[role=option][id$=-template]").click();
  await map.counts(map.wires, 3);
  await map.saved();
  await map.close();
  await map.fit();

  const place = await empty();
  await page.mouse.dblclick(place.x, place.y);
  await asked.waitFor();
  await key("Escape");
  await asked.waitFor({ state: "detached" });

  for (const [name, on] of [
    ["hand-4-menu-of-a-step", await map.middle(await map.card("rss"))],
    ["hand-5-menu-of-nothing", await empty()],
  ] as const) {
    await page.mouse.click(on.x, on.y, { button: "right" });
    await page.getByRole("menu").waitFor();
    await look(page, name);
    await key("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
  }

  await key("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  await look(page, "hand-6-palette", { widths: [widths.laptop, widths.phone] });
  await key("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await map.rest();
  await key("?");
  await page.getByRole("dialog").waitFor();
  await look(page, "hand-7-keys", { widths: [widths.laptop, widths.phone] });
  await key("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  // By its name, its switch, a note and a group.
  await (await map.card("keywords")).focus();
  await key("F2");
  await page.locator(".react-flow__node input").fill("Mots qui comptent");
  await key("Enter");
  await (await map.card("keywords")).filter({ hasText: "Mots qui comptent" }).waitFor();
  await key("d");
  await (await map.card("keywords")).filter({ hasText: t("node.off") }).waitFor();
  await key("d");
  await map.rest();
  await key("n");
  await page.locator(".react-flow__node textarea").fill("Pour l’équipe : ce flux paraît deux fois par semaine.");
  await key("Escape");
  await look(page, "hand-8-note");
  await map.rest();
  await key("Control+a");
  await page
    .getByText(t("inspector.many", { count: 4 }))
    .first()
    .waitFor();
  await look(page, "hand-9-several", { widths: [widths.laptop] });
  await page.getByRole("button", { name: t("do.alignTop"), exact: true }).click();
  await within(async () => (await undo.getAttribute("aria-label")) !== null);
  await key("Control+g");
  await page.locator(".react-flow__node-frame input").fill("Veille");
  await key("Enter");
  await look(page, "hand-10-group");

  await key("Control+f");
  await page.getByRole("textbox", { name: t("do.find") }).fill("comptent");
  await page.getByText(t("find.count", { number: 1, count: 1 }), { exact: true }).waitFor();
  await look(page, "hand-11-find", { widths: [widths.laptop] });
  await key("Escape");

  // Copied here, put into another map, and undone there.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: product.address });
  await map.rest();
  await key("Control+a");
  await key("Control+c");
  await map.saved();
  await map.fresh(stage.language === "fr" ? "Collée" : "Pasted");
  await page.getByLabel(t("empty.address")).waitFor();
  await page.locator(".react-flow__pane").click({ position: { x: 500, y: 700 } });
  await key("Control+v");
  await map.counts(map.nodes, 4);
  await map.counts(map.wires, 3);
  await map.saved();
  await key("Control+z");
  await map.counts(map.nodes, 0);
  await key("Control+Shift+z");
  await map.counts(map.nodes, 4);

  // By keyboard alone: cut and joined again, each deed said.
  const said = page.locator("[data-said]");
  await (await map.card("rss")).focus();
  await key("w");
  await page.locator(".react-flow__edge.selected").waitFor({ state: "attached" });
  await key("Delete");
  await map.counts(map.wires, 2);
  await (await map.card("rss")).focus();
  await key("c");
  await within(async () => ((await said.first().textContent()) ?? "").length > 0);
  await look(page, "hand-12-joining");
  await key("Enter");
  await map.counts(map.wires, 3);
  await page.context().close();
}
