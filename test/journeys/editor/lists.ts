import type { Page } from "playwright-core";
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
  // It is there once nobody had second thoughts.
  await page.getByRole("button", { name: t("maps.menu", { name: copy }), exact: true }).click({ timeout: 40_000 });
  await page.getByRole("menuitem", { name: t("shelf.return") }).click();

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
  await today(stage, page);
  await page.context().close();
  await dialogs(stage);
}

/** What waits on the page of the day, by the keyboard alone: from one to the next, a yes, and back. */
async function today(stage: Stage, page: Page): Promise<void> {
  const { t, look, product } = stage;
  const name = stage.language === "fr" ? "Avec accord" : "With a yes";
  const of = (id: string, type: string, config: object, x: number) => ({ id, type, config, position: { x, y: 0 } });
  const wire = (from: string, to: string) => ({
    id: `${from}-${to}`,
    ...{ from: { node: from, port: "out" }, to: { node: to, port: "in" } },
  });
  const { rows: maps } = await product.ask<{ rows: { id: string; name: string }[] }>(
    page,
    "GET",
    "/api/maps?limit=200",
  );
  const demo = maps.find((map) => map.name.includes("Atelier Lumen"))!;
  type Drawn = { document: { nodes: { type: string; config: object }[] } };
  const { document } = await product.ask<Drawn>(page, "GET", `/api/maps/${demo.id}`);
  const { config } = document.nodes.find(({ type }) => type === "rss")!;
  const nodes = [of("feed", "rss", config, 0), of("yes", "approval", {}, 320), of("all", "ambassadors", {}, 640)];
  const edges = [wire("feed", "yes"), wire("yes", "all")];
  const made = await product.ask<{ id: string; revision: number }>(page, "POST", "/api/maps", {
    ...{ name, document: { schema: 1, name, nodes, edges, first: { kind: "newest", count: 5 } } },
  });
  const at = `/api/maps/${made.id}`;
  await product.ask(page, "POST", `${at}/publish`, { revision: made.revision, note: "" });
  await product.ask(page, "POST", `${at}/runs`, {});
  await within(async () => (await product.ask<{ rows: unknown[] }>(page, "GET", "/api/approvals")).rows.length >= 5);
  await goTo(page, "/");
  const rows = page.locator("section[aria-labelledby=waits] li");
  await rows.nth(3).waitFor();
  const titles = () => rows.locator("strong").allTextContents();
  const before = await titles();
  const [first, second] = before;
  if (first === undefined || second === undefined) throw new Error("nothing waits");
  const yes = async () => {
    await page.keyboard.press("Enter");
    // The next one is in its place, and the keyboard is on it.
    await within(async () => (await titles())[0] === second);
    await page.locator("section[aria-labelledby=waits] li:focus", { hasText: second }).waitFor();
  };
  // Its yes is kept on its way until it was taken back: that is told after it.
  const taken = Promise.withResolvers<undefined>();
  await page.route("**/api/approvals", async (route) => {
    if (route.request().method() === "POST") await taken.promise;
    await route.continue();
  });
  await page.keyboard.press("j");
  await yes();
  // The way back is there for seconds: looked at is what comes after it.
  await page
    .getByText(t("approvals.saidYes", { count: 1 }))
    .first()
    .waitFor();
  await page.keyboard.press("u");
  taken.resolve(undefined);
  await within(async () => (await titles()).join("\n") === before.join("\n"));
  await page.keyboard.press("k");
  await page.locator("section[aria-labelledby=waits] li:focus", { hasText: first }).waitFor();
  await yes();
  await look(page, "lists-10-today", { widths: [widths.laptop, widths.phone] });
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
