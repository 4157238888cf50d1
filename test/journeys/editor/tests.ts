import { within } from "../wait.ts";
import { drawingOf, liveMap } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";

/** Tests of a map: kept from a message and from a list, failing where they ask for something else, taken as the map does it now, taken back with its history. */
export async function tests(stage: Stage): Promise<void> {
  const { t, like, look, product } = stage;
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  const { document } = await product.ask<{ document: object }>(page, "GET", `/api/maps/${await liveMap(stage, page)}`);
  const name = stage.language === "fr" ? "Une carte à l’épreuve" : "A map that is tried";
  const made = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name, document });
  await map.open(made.id);
  await page
    .getByRole("button", { name: t("bar.preview"), exact: true })
    .first()
    .click();
  const message = page
    .getByRole("complementary", { name: t("posts.title") })
    .getByRole("article")
    .first();
  // The first preview of a map reads its sources.
  await within(async () => (await message.count()) > 0);
  const keep = t("tests.keepOf", { title: "|" }).split("|")[1]!.replace(/^\W+/u, "");
  await message.getByRole("button", { name: keep }).click();
  const dialog = page.getByRole("dialog", { name: t("tests.keep") });
  await dialog.getByRole("radio").first().waitFor();
  await look(page, "tests-1-keep", { widths: [widths.laptop, widths.phone] });
  await dialog.getByRole("button", { name: t("tests.keep") }).click();
  const drawer = page.getByRole("region", { name: t("drawer.label") });
  const sum = (count: number, failed: number) =>
    drawer
      .getByRole("status")
      .filter({ hasText: like("tests.sum", { count, failed }) })
      .waitFor();
  await sum(1, 0);

  // Another one from the list, of whatever item is first.
  await drawer.getByRole("button", { name: t("tests.add") }).click();
  await page
    .getByRole("dialog", { name: t("tests.choose") })
    .getByRole("listitem")
    .first()
    .getByRole("button")
    .click();
  await dialog.getByRole("button", { name: t("tests.keep") }).click();
  await sum(2, 0);
  await look(page, "tests-2-two", { widths: [widths.laptop, widths.phone] });

  const first = drawer.getByRole("listitem").first();
  await first
    .getByRole("button", { name: like("tests.edit", { name: "" }) })
    .or(first.locator("[aria-expanded]"))
    .first()
    .click();
  await first.getByText(t("tests.stay"), { exact: true }).click();
  await sum(2, 1);
  await look(page, "tests-3-one-fails", { widths: [widths.laptop, widths.phone] });
  await first.getByRole("button", { name: t("tests.done") }).click();
  await first.getByRole("button", { name: like("tests.asNowOf", { name: "" }) }).click();
  await sum(2, 0);
  await first.getByRole("button", { name: like("tests.delete", { name: "" }) }).click();
  await sum(1, 0);
  await page
    .getByRole("button", { name: like("deed.undo", { deed: t("deed.testDelete", { how: "todo" }) }) })
    .first()
    .click();
  await sum(2, 0);
  type Drawn = { document: { tests?: { list: object[] } } };
  await within(async () => {
    const { document: kept } = await product.ask<Drawn>(page, "GET", `/api/maps/${made.id}`);
    return kept.tests?.list.length === 2;
  });
  await page.context().close();
}
