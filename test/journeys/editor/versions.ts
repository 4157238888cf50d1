import type { Page } from "playwright-core";
import { within } from "../wait.ts";
import { drawingOf } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";

/** Point 5: published with a note, compared, taken back, given up; told who else is here; agreed to by somebody else; two who save. */
export async function versions(stage: Stage): Promise<void> {
  const { t, look, product } = stage;
  const french = stage.language === "fr";
  const page = await stage.window("manager");
  const map = drawingOf(stage, page);
  const name = french ? "Des versions" : "Versions";
  const document = await simple(stage, page, name);
  const made = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name, document });
  await map.open(made.id);
  const publish = page.getByRole("button", { name: t("bar.publish"), exact: true });
  const dialog = page.locator("[role=dialog][aria-modal=true]");
  const gone = () => dialog.waitFor({ state: "detached" });

  const putOut = async (version: number, note: string, picture: string | null) => {
    await publish.click();
    await dialog.getByLabel(t("publish.note")).fill(note);
    if (picture !== null) await look(page, picture, { widths: [widths.laptop, widths.phone] });
    await dialog.getByRole("button", { name: t("publish.confirm", { version }) }).click();
    await gone();
    await page.getByText(t("state.live", { version })).first().waitFor();
  };
  await putOut(1, french ? "La toute première" : "The very first", "versions-1-first");

  const words = async (text: string) => {
    await (await map.card("keywords")).click();
    await page.locator("aside [data-field=words] input, aside input[type=text]").first().fill(text);
    await page.keyboard.press("Enter");
    await map.saved();
    await map.close();
  };
  await words("chantier");
  await putOut(2, french ? "« chantier » compte aussi" : "“chantier” counts, too", "versions-2-changed");
  await words("musée");

  const history = async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill(t("do.history"));
    await page.getByRole("option", { name: t("do.history"), exact: true }).click();
    await dialog.getByText(t("versions.row", { number: 1 }), { exact: true }).waitFor();
  };
  await history();
  await look(page, "versions-3-history", { widths: [widths.laptop, widths.phone] });
  await dialog.getByRole("button", { name: t("versions.row", { number: 2 }) }).click();
  await look(page, "versions-4-comparison");
  await dialog.getByRole("button", { name: t("versions.discard") }).click();
  await page.getByText(t("versions.discardAsk", { number: 2 })).waitFor();
  await look(page, "versions-5-discard");
  await page
    .getByRole("button", { name: t("versions.discard") })
    .last()
    .click();
  await gone();
  await map.saved();
  await history();
  await dialog
    .getByRole("listitem")
    .filter({ hasText: t("versions.row", { number: 1 }) })
    .getByRole("button", { name: t("versions.restore") })
    .click();
  await gone();
  await within(async () => !JSON.stringify((await map.read()).document).includes("chantier"));

  // Somebody else opens it: both are told.
  const second = await stage.window("admin");
  const theirs = drawingOf(stage, second);
  await theirs.open(made.id);
  const faces = page.getByRole("button", { name: /Admin|est ici|is here/u }).first();
  await faces.waitFor({ timeout: 30_000 });
  await faces.click();
  await look(page, "versions-6-presence");
  await page.keyboard.press("Escape");

  await conflict(stage, page, made.id);
  await agreement(stage, { page, second, id: made.id });
  await second.context().close();
  await page.context().close();
}

/** A feed of the demo, a filter and one account of the company: enough to be published. */
async function simple({ product }: Stage, page: Page, name: string): Promise<object> {
  const { rows } = await product.ask<{ rows: { document: { nodes: { type: string; config: { url?: string } }[] } }[] }>(
    page,
    "GET",
    "/api/templates",
  );
  const url = rows.flatMap(({ document }) => document.nodes).find(({ type }) => type === "rss")?.config.url;
  const accounts = await product.ask<{ rows: { ref: string; kind: string; state: string }[] }>(
    page,
    "GET",
    "/api/accounts",
  );
  const account = accounts.rows.find(({ kind, state }) => kind === "page" && state === "connected")?.ref;
  const step = (id: string, type: string, config: object, x: number) => ({ id, type, config, position: { x, y: 120 } });
  const wire = (from: string, to: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  return {
    schema: 1,
    name,
    nodes: [
      step("feed", "rss", { url }, 0),
      step("keywords", "keywords", { words: ["lumière"] }, 320),
      step("account", "account", { account }, 640),
    ],
    edges: [wire("feed", "keywords"), wire("keywords", "account")],
  };
}

/** Somebody saved meanwhile: what differs is shown, and neither drawing is lost. */
async function conflict(stage: Stage, page: Page, id: string): Promise<void> {
  const { t, product, look } = stage;
  const { revision, document } = await product.ask<{ revision: number; document: object }>(
    page,
    "GET",
    `/api/maps/${id}`,
  );
  await page.route("**/presence**", (route) => route.abort());
  // More than a name: that alone is no question.
  const theirs = { ...document, name: "Autrement", description: "Dessinée ailleurs" };
  await product.ask(page, "PUT", `/api/maps/${id}/draft`, { revision, document: theirs });
  await page.getByRole("button", { name: stage.like("canvas.rename") }).click();
  await page.getByLabel(t("canvas.name")).fill("Ma version");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t("conflict.title") });
  await dialog.waitFor();
  await look(page, "versions-7-conflict", { widths: [widths.laptop, widths.phone] });
  await dialog.getByRole("button", { name: t("conflict.mine") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.unroute("**/presence**");
  await page.locator("[data-save=saved]").waitFor();
}

/** The workspace wants a second pair of eyes: asked for, looked at, agreed to. */
async function agreement(stage: Stage, { page, second, id }: { page: Page; second: Page; id: string }): Promise<void> {
  const { t, product, look } = stage;
  await product.ask(second, "PUT", "/api/signoff", { by: "admins", own: false });
  try {
    await page.reload();
    await page.locator("[data-save]").waitFor();
    await page.getByRole("button", { name: t("bar.publish"), exact: true }).click();
    await page.getByRole("dialog").getByLabel(t("publish.note")).fill("Relisez, s’il vous plaît.");
    await look(page, "versions-8-ask");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("signoff.ask") })
      .click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await second.goto(`${product.address}/maps/${id}`);
    await second.getByRole("button", { name: t("bar.publish"), exact: true }).click();
    await second
      .getByRole("dialog")
      .getByRole("button", { name: t("signoff.yes") })
      .waitFor();
    await look(second, "versions-9-agree", { widths: [widths.laptop, widths.phone] });
    await second
      .getByRole("dialog")
      .getByRole("button", { name: t("signoff.yes") })
      .click();
    await second
      .getByText(t("state.live", { version: 3 }))
      .first()
      .waitFor();
  } finally {
    await product.ask(second, "PUT", "/api/signoff", { by: "off", own: false });
  }
}
