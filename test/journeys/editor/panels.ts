import { drawingOf, liveMap } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";
import { walkByTab } from "./keyboard.ts";
import { within } from "../wait.ts";

/** Point 2: the settings of every kind of step of the demo's map, and of an empty one; from the card to its first field in one key. */
export async function panels(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  await map.open(await liveMap(stage, page));
  const { document } = await map.read();
  const panel = page.getByRole("complementary", { name: t("inspector.title") });
  const types = new Map(document.nodes.map((node) => [node.type, node.id]));
  for (const [type, id] of types) {
    const card = page.locator(`.react-flow__node[data-id="${id}"]`);
    await card.focus();
    await page.keyboard.press("Enter");
    await panel.waitFor();
    await page
      .locator("aside [data-field] :focus, aside [data-field]:focus")
      .first()
      .waitFor({ state: "attached" })
      .catch(() => stage.wrong(`panels: Enter on ${type} leads to no field`));
    await look(page, `panel-${type}`, { widths: [widths.laptop] });
    // The chosen step is never below what floats.
    await within(async () => {
      const [step, float] = await Promise.all([card.boundingBox(), panel.boundingBox()]);
      return step && float && step.x + step.width <= float.x;
    }, 3_000).catch(() => stage.wrong(`panels: the panel of ${type} covers its step`));
    // A list that is open takes the key first.
    await within(async () => {
      await page.keyboard.press("Escape");
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      return (await card.and(page.locator(":focus")).count()) > 0;
    });
  }
  await walkByTab(stage, page, "panel");

  await map.fresh(stage.language === "fr" ? "Tout reste à faire" : "All still to do");
  await page.getByLabel(t("empty.address")).waitFor();
  for (const [index, type] of ["google-alerts", "ambassadors", "account", "hashtags"].entries()) {
    await map.drop(type, 380 + (index % 2) * 300, 180 + Math.floor(index / 2) * 220);
    await look(page, `panel-empty-${type}`, { widths: [widths.laptop] });
    await map.close();
  }
  await page
    .getByRole("button", { name: t("problems.fill") })
    .first()
    .click();
  await look(page, "panel-problems", { widths: [widths.laptop] });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: t("schedule.button", { schedule: "" }).trim().replace(/\s*:$/u, "") }).click();
  await page.getByRole("dialog").waitFor();
  await look(page, "panel-schedule", { widths: [widths.laptop, widths.phone] });
  await page.getByText(t("schedule.kindCron"), { exact: true }).click();
  await look(page, "panel-schedule-cron", { widths: [widths.phone] });
  await page.keyboard.press("Escape");
  await page.context().close();
}
