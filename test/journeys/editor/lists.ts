import { within } from "../wait.ts";
import { goTo } from "./pages.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";

/** Point 7: maps found, renamed, duplicated, archived and brought back; the menus of the shell; deliveries by story. */
export async function lists(stage: Stage): Promise<void> {
  const { t, look, product } = stage;
  const page = await stage.window("manager");
  const long =
    stage.language === "fr"
      ? "Une carte au nom très long, comme on les écrit quand on ne sait pas encore"
      : "A map with a very long name, as people write them who do not know it yet";
  const name = `${long} (${Date.now() % 10_000})`;
  await product.ask(page, "POST", "/api/maps", { name });
  await product.ask(page, "POST", "/api/maps", { name: "خريطة من اليمين إلى اليسار" });
  await goTo(page, "/maps");
  await page.getByRole("link", { name }).waitFor();
  await look(page, "lists-1-maps", { widths: [widths.laptop, widths.phone] });
  await page.getByRole("button", { name: t("maps.menu", { name }) }).click();
  await page.getByRole("menu").waitFor();
  await look(page, "lists-2-menu-of-a-map");
  await page.getByRole("menuitem", { name: t("shelf.rename") }).click();
  const renamed = `${name} B`;
  await page.getByLabel(t("shelf.newName", { name })).fill(renamed);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: renamed }).focus();
  await page.keyboard.press("Control+d");
  const copy = t("shelf.copyOf", { name: renamed });
  await page.getByRole("link", { name: copy, exact: true }).waitFor();
  await page.getByRole("button", { name: t("maps.menu", { name: copy }), exact: true }).click();
  await page.getByRole("menuitem", { name: t("maps.archive") }).click();
  await page.getByText(t("maps.archiving", { name: copy })).waitFor();
  await look(page, "lists-3-archiving");
  await goTo(page, "/maps?only=archived");
  // It is archived once nobody had second thoughts; until then its card may be drawn anew below an open menu.
  const back = page.getByRole("menuitem", { name: t("shelf.return") });
  await within(async () => {
    await page.getByRole("button", { name: t("maps.menu", { name: copy }), exact: true }).click({ timeout: 40_000 });
    return await back.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  });
  await back.click();

  // A map that lives asks what becomes of what it planned.
  await goTo(page, "/maps");
  const { rows } = await product.ask<{ rows: { name: string; state: string }[] }>(page, "GET", "/api/maps");
  const live = rows.find(({ state }) => state === "live")?.name ?? "";
  await page
    .getByRole("button", { name: t("maps.menu", { name: live }), exact: true })
    .first()
    .click();
  await page.getByRole("menuitem", { name: t("maps.archive") }).click();
  await page.getByRole("dialog").getByRole("radio").first().waitFor();
  await look(page, "lists-4-archive-dialog", { widths: [widths.laptop, widths.phone] });
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: t("shelf.folderNew") }).click();
  await look(page, "lists-5-new-folder");
  await page.keyboard.press("Escape");
  await page.getByRole("img", { name: t("shelf.list") }).click();
  await look(page, "lists-6-rows", { widths: [widths.laptop, widths.phone] });
  await page.getByRole("img", { name: t("shelf.grid") }).click();
  await page
    .getByRole("searchbox")
    .or(page.getByLabel(t("shelf.search")))
    .first()
    .fill("introuvable xyz");
  await page.getByText(stage.like("shelf.none", { search: "introuvable xyz" })).waitFor();
  await look(page, "lists-7-none");

  await page
    .getByRole("button", { name: stage.like("user.menu", { name: "" }) })
    .first()
    .click();
  await page.getByRole("menu").waitFor();
  await look(page, "lists-8-my-menu", { widths: [widths.laptop] });
  await page.keyboard.press("Escape");

  await goTo(page, "/deliveries");
  await page.locator("main li, main tr").first().waitFor();
  await look(page, "lists-9-deliveries", { widths: [widths.laptop, widths.phone] });
  await page.context().close();
  await dialogs(stage);
}

/** The dialogs of the pages that are no canvas. */
async function dialogs(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const page = await stage.window("admin");
  const each: [string, string, () => Promise<void>][] = [
    [
      "invite",
      "/people",
      () =>
        page
          .getByRole("button", { name: t("people.invite") })
          .first()
          .click(),
    ],
    [
      "connect",
      "/accounts",
      () =>
        page
          .getByRole("button", { name: t("accounts.connectCompany") })
          .first()
          .click(),
    ],
    [
      "stop",
      "/sources",
      async () => {
        await page
          .getByRole("button", { name: stage.like("user.menu", { name: "" }) })
          .first()
          .click();
        await page.getByRole("menuitem", { name: t("user.stop") }).click();
      },
    ],
  ];
  for (const [name, path, open] of each) {
    await goTo(page, path);
    await open();
    await page.getByRole("dialog").waitFor();
    await look(page, `dialog-${name}`, { widths: [widths.laptop, widths.phone] });
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await page.context().close();
}
