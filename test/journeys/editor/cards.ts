import { within } from "../wait.ts";
import { drawingOf, liveMap } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";

/** Point 3: cards say it in words and faces, wires carry counts that open, and from afar only icon and title are left. */
export async function cards(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  await map.open(await liveMap(stage, page));
  await map.counts(map.nodes, (await map.read()).document.nodes.length);
  // Counts stand on the wires of a map that is opened again.
  const counts = page.locator(".react-flow__edgelabel-renderer button");
  await within(async () => (await counts.count()) > 0);
  await look(page, "cards-1", { widths: [widths.laptop] });
  await counts.first().click();
  await page.getByRole("dialog").first().waitFor();
  await look(page, "cards-2-passed", { widths: [widths.laptop] });
  await page.keyboard.press("Escape");

  await page.locator(".react-flow__node button[aria-haspopup=dialog] [class*=who]").first().click();
  await page.getByText(t("reach.title"), { exact: true }).first().waitFor();
  await look(page, "cards-3-people", { widths: [widths.laptop] });
  await page.keyboard.press("Escape");

  for (let press = 0; press < 6; press += 1)
    await page.getByRole("button", { name: t("tool.zoomOut"), exact: true }).click();
  await page.locator(".react-flow[data-zoom]").waitFor();
  await look(page, "cards-4-far");
  await page.context().close();
}
