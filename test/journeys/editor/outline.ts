import type { Page } from "playwright-core";
import { manifest as ambassadors } from "#nodes/ambassadors/node.ts";
import { manifest as keywords } from "#nodes/keywords/node.ts";
import { manifest as rss } from "#nodes/rss/node.ts";
import { manifest as template } from "#nodes/template/node.ts";
import { drawingOf } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";
import { walkByTab } from "./keyboard.ts";

/** Point 8: the same deeds without the drawing, on a wide window and on a phone. */
export async function outline(stage: Stage): Promise<void> {
  for (const size of ["desk", "phone"] as const) {
    const page = await stage.window("manager", size);
    await deeds(stage, page, size);
    await page.context().close();
  }
}

async function deeds(stage: Stage, page: Page, size: "desk" | "phone"): Promise<void> {
  const { t, look } = stage;
  const map = drawingOf(stage, page);
  const called = (manifest: { title: Record<"en" | "fr", string> }) => manifest.title[stage.language];
  const heading = page.getByRole("heading", { level: 3 });
  const made = await stage.product.ask<{ id: string }>(page, "POST", "/api/maps", {
    name: stage.language === "fr" ? "En liste" : "As a list",
  });
  await page.goto(`${stage.product.address}/maps/${made.id}`);
  await page.locator("[data-save]").waitFor({ state: "attached" });
  if (size === "desk") await page.getByText(t("tool.outline"), { exact: true }).first().click();
  else
    await page
      .getByRole("navigation")
      .getByRole("button", { name: t("tool.outline"), exact: true })
      .click();
  await page.getByRole("heading", { name: t("outline.title") }).waitFor();
  await look(page, `outline-1-empty-${size}`);
  /** On a phone the settings of a new step lie over the list. */
  const shut = async () => {
    const close = page
      .getByRole("complementary", { name: t("inspector.title") })
      .getByRole("button", { name: t("action.close"), exact: true });
    if (size === "phone" && (await close.count()) > 0) await close.click();
  };
  const add = async (title: string, steps: number) => {
    await page
      .getByRole("button", { name: t("outline.add"), exact: true })
      .first()
      .click();
    await page.getByRole("menu").waitFor();
    if (steps === 1) await look(page, `outline-2-add-${size}`);
    await page.getByRole("menuitem", { name: title, exact: true }).click();
    await map.counts(heading, steps);
    await shut();
  };
  await add(called(rss), 1);
  await add(called(keywords), 2);
  await add(called(ambassadors), 3);
  await look(page, `outline-3-drawn-${size}`, { widths: size === "desk" ? [widths.laptop] : [] });
  const between = t("outline.between", { from: "#", to: "#" }).split("#")[0] ?? "";
  await page.getByRole("button", { name: between }).first().click();
  await page.getByRole("option").first().waitFor();
  await look(page, `outline-4-between-${size}`);
  await page.keyboard.type(called(template));
  await page.getByRole("option", { name: called(template), exact: true }).click();
  await map.counts(heading, 4);
  await shut();
  const more = (title: string) => page.getByRole("button", { name: t("outline.more", { title }) });
  await more(called(keywords)).click();
  await page.getByRole("menu").waitFor();
  await look(page, `outline-5-menu-${size}`);
  await page.getByRole("menuitem", { name: t("inspector.off") }).click();
  await heading.filter({ hasText: t("outline.off") }).waitFor();
  await more(called(keywords)).click();
  await page.getByRole("menuitem", { name: t("outline.earlier") }).click();
  await more(called(template)).click();
  await page.getByRole("menuitem", { name: t("outline.rename") }).click();
  await page.getByLabel(t("inspector.name"), { exact: true }).first().fill("Dit autrement");
  await page.keyboard.press("Enter");
  await more("Dit autrement").click();
  await page.getByRole("menuitem", { name: t("action.delete") }).click();
  await map.counts(heading, 3);
  await walkByTab(stage, page, `outline-${size}`);
  await page.getByRole("button", { name: t("outline.edit", { title: called(ambassadors) }) }).click();
  await page.getByRole("complementary", { name: t("inspector.title") }).waitFor();
  await look(page, `outline-6-settings-${size}`);
}
