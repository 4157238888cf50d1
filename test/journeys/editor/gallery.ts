import { within } from "../wait.ts";
import { drawingOf } from "./drawing.ts";
import { goTo } from "./pages.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";

/** Point 6: from a template to a published map; and the tour, to posts that are on the screen. */
export async function gallery(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  await goTo(page, "/maps/new");
  await page.locator("a[href*='template=']").first().click();
  await page.getByText(t("gallery.asks"), { exact: true }).waitFor();
  await look(page, "gallery-1-template", { widths: [widths.laptop, widths.phone] });
  await page.getByRole("button", { name: t("gallery.create") }).click();
  await page.locator(".react-flow__node-step").first().waitFor();
  await map.saved();
  await look(page, "gallery-2-drawn", { widths: [widths.laptop, widths.phone] });
  await page.getByRole("button", { name: t("bar.publish"), exact: true }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: t("publish.confirm", { version: 1 }) });
  await confirm.waitFor();
  await confirm.click();
  await page
    .getByText(t("state.live", { version: 1 }))
    .first()
    .waitFor();

  await page.goto(`${stage.product.address}/maps/new`);
  await page.getByRole("button", { name: stage.like("gallery.tour") }).click();
  const tour = page.getByRole("region", { name: t("tour.label") });
  for (const step of ["source", "words", "target"] as const) {
    await tour.getByRole("heading", { name: t(`tour.${step}`) }).waitFor();
    await look(page, `gallery-3-tour-${step}`, { widths: [widths.laptop, widths.phone] });
    await tour.getByRole("button", { name: t("tour.doIt") }).click();
  }
  await tour.getByRole("heading", { name: t("tour.publish") }).waitFor();
  await map.saved();
  await tour.getByRole("button", { name: t("tour.publishNow") }).click();
  const newest = page.locator('[data-messages="newest"]');
  await newest.waitFor();
  await within(async () => /\d/u.test((await newest.textContent()) ?? ""));
  await page.getByRole("radio", { name: t("publish.newest") }).check();
  await look(page, "gallery-4-tour-dialog");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("publish.confirm", { version: 1 }) })
    .click();
  await tour.getByRole("link").first().waitFor({ timeout: 90_000 });
  await look(page, "gallery-5-tour-posts", { widths: [widths.laptop, widths.phone] });
  await tour.getByRole("button", { name: t("tour.remove") }).click();
  await page.getByRole("heading", { level: 1, name: t("maps.title") }).waitFor();
  await page.context().close();
}
