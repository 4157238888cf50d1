import { drawingOf, liveMap } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";
import { walkByTab } from "./keyboard.ts";

/** Point 4: the messages as people will see them, person by person, and one of them written otherwise for its network alone. */
export async function messages(stage: Stage): Promise<void> {
  const { t, look, product } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  const { document } = await product.ask<{ document: { nodes: object[] } }>(
    page,
    "GET",
    `/api/maps/${await liveMap(stage, page)}`,
  );
  // A map of its own: the demo's stays as it is for the others.
  const made = await product.ask<{ id: string }>(page, "POST", "/api/maps", {
    name: stage.language === "fr" ? "Un texte par réseau" : "A text per network",
    document,
  });
  await map.open(made.id);
  const wires = await map.wires.count();
  await page
    .getByRole("button", { name: t("bar.preview"), exact: true })
    .first()
    .click();
  const panel = page.getByRole("complementary", { name: t("posts.title") });
  await panel.getByRole("article").first().waitFor();
  await look(page, "messages-1", { widths: [widths.laptop, widths.phone] });
  await walkByTab(stage, page, "messages");
  await panel.focus();
  await page.keyboard.press("ArrowRight");
  await look(page, "messages-2-next-person");

  const everybody = panel.getByRole("button", { name: stage.like("posts.all") });
  if ((await everybody.count()) > 0) {
    await everybody.first().click();
    await look(page, "messages-3-everybody");
    await page.keyboard.press("Escape");
  }
  await panel.getByRole("article").first().hover();
  await panel
    .getByRole("button", { name: t("own.edit") })
    .first()
    .click();
  const field = panel.locator("[contenteditable=true]:focus").first();
  await field.waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(stage.language === "fr" ? " Et vous ?" : " And you?");
  await look(page, "messages-4-writing", { widths: [widths.laptop] });
  await panel.getByRole("button", { name: stage.like("own.keep", { network: "" }) }).click();
  await panel.getByText(stage.like("own.takeBack")).first().waitFor();
  await look(page, "messages-5-own-text");
  if ((await map.wires.count()) < wires) stage.wrong("messages: a text of its own took wires away");
  await page
    .getByRole("button", { name: stage.like("deed.undo", { deed: "" }) })
    .first()
    .waitFor();
  await panel
    .getByRole("button", { name: t("posts.steps") })
    .first()
    .click();
  await look(page, "messages-6-step-by-step", { widths: [widths.laptop] });
  await page.context().close();
}
