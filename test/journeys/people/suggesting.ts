import type { Page } from "playwright-core";
import { photograph } from "../../support/pictures.ts";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

type Mine = { id: string; state: string; title: string; body: string; came: { posts: number } | null };

/** What somebody brings in, from their phone to a colleague's post: a photo, a link, what a manager would say otherwise, and what comes back with a word. */
export async function run(stage: Stage): Promise<void> {
  await goesOut(stage);
  await saidOtherwise(stage);
  await sameLink(stage);
  await shareMenu(stage);
}

const mine = async ({ ask }: Stage, page: Page): Promise<Mine[]> =>
  (await ask<{ rows: Mine[] }>(page, "GET", "/api/suggestions/mine")).rows;

/** Ticks what is to be promised, and sends it. */
async function send(stage: Stage, page: Page): Promise<void> {
  const { t } = stage;
  const promises = page.getByRole("group", { name: t("suggest.promises") }).getByRole("checkbox");
  for (const box of await promises.all()) await box.check();
  await page
    .getByRole("button", { name: stage.like("suggest.sendTo", { name: "" }) })
    .or(page.getByRole("button", { name: t("suggest.send"), exact: true }))
    .first()
    .tap();
  await page.waitForURL(/\/suggest\/sent$/u);
}

/** Draws a live map from what people bring in to ambassadors, once. */
async function map({ ask, language }: Stage, manager: Page): Promise<void> {
  const step = (id: string, type: string, config: object, version: number) => ({
    id,
    type,
    version,
    config,
    position: { x: 0, y: 0 },
  });
  const document = {
    schema: 1,
    name: language === "fr" ? "Apporté par les collègues" : "Brought in by colleagues",
    nodes: [step("in", "suggestions", {}, 1), step("people", "ambassadors", { pictures: "with" }, 2)],
    edges: [{ id: "w", from: { node: "in", port: "out" }, to: { node: "people", port: "in" } }],
    schedule: { kind: "interval", minutes: 15 },
    first: { kind: "newest", count: 1 },
  };
  const { name } = document;
  const made = await ask<{ id: string; revision: number }>(manager, "POST", "/api/maps", { name, document });
  await ask(manager, "POST", `/api/maps/${made.id}/publish`, { revision: made.revision });
}

/** A photo is sent, read, accepted, offered, and published by a colleague; its author is told and named. */
async function goesOut(stage: Stage): Promise<void> {
  const { t, look, ask } = stage;
  const french = stage.language === "fr";
  const { page, email } = await stage.joined({ networks: [], name: "Salomé Weiss" });
  await page.goto(`${stage.product.address}/suggest`);
  await page.getByRole("heading", { name: t("suggest.title"), level: 1 }).waitFor();
  await look(page, "suggesting-01-empty", { widths: [1024, 1440] });
  const photo = {
    name: "IMG_2041.jpg",
    mimeType: "image/jpeg",
    buffer: await photograph(6, { width: 1600, height: 1200, colour: "#654" }),
  };
  await page.locator("input[type=file]").first().setInputFiles(photo);
  await page
    .getByLabel(t("suggest.alt"))
    .fill(french ? "Un escalier éclairé marche par marche" : "Stairs that are lit step by step");
  const title = french ? "Trois nuits dans l’escalier de la tour" : "Three nights on the stairs of the tower";
  await page.getByLabel(t("suggest.story")).fill(title);
  await page.getByRole("checkbox", { name: t("suggest.credit", { name: "Salomé Weiss" }) }).check();
  await look(page, "suggesting-02-photo");
  await send(stage, page);
  await page.getByText(title).first().waitFor();
  await look(page, "suggesting-03-sent");

  const manager = await stage.phone("manager");
  await map(stage, manager);
  await manager.goto(`${stage.product.address}/suggestions`);
  await manager.getByRole("button", { name: new RegExp(title, "u") }).tap();
  const accept = manager.getByRole("button", { name: t("desk.accept") });
  await accept.waitFor();
  await look(manager, "suggesting-04-read", { widths: [1024, 1440] });
  await accept.tap();
  await within(async () => (await mine(stage, page))[0]?.state === "accepted");

  const { page: colleague } = await stage.joined();
  type Row = { id: number; title: string };
  const offer = await within(async () => {
    const { rows } = await ask<{ rows: Row[] }>(
      colleague,
      "GET",
      `/api/content/offers?search=${encodeURIComponent(title)}`,
    );
    return rows[0] ?? null;
  }, 90_000);
  await colleague.goto(`${stage.product.address}/content/${offer.id}`);
  await colleague
    .getByRole("dialog")
    .getByRole("button", { name: t("offer.publish"), exact: true })
    .tap();
  await within(async () => {
    const { rows } = await ask<{ rows: { state: string; text: string }[] }>(
      colleague,
      "GET",
      "/api/deliveries?state=published",
    );
    return rows.some(({ text }) => text.includes(title));
  }, 60_000);
  const [row] = await within(async () => {
    const rows = await mine(stage, page);
    return rows[0]?.came !== null && rows;
  });
  if ((row?.came?.posts ?? 0) < 1) stage.wrong(`what is out of a suggestion is told as ${JSON.stringify(row?.came)}`);
  await page.goto(`${stage.product.address}/suggest/sent`);
  await page.getByText(t("suggest.named", { title })).waitFor();
  await look(page, "suggesting-05-out", { widths: [1024, 1440] });
  // Once a minute it is looked whether something is out.
  const letter = await stage.letter(email, french ? /en ligne/u : /is out/u);
  if (!letter.text.includes(title)) stage.wrong("the mail that something is out does not say what");
}

/** A text that the manager would say otherwise, with its author's yes; another one that comes back with a word. */
async function saidOtherwise(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const french = stage.language === "fr";
  const { page } = await stage.joined({ networks: [] });
  const bring = async (text: string) => {
    await page.goto(`${stage.product.address}/suggest`);
    await page.getByText(t("suggest.tab.text"), { exact: true }).tap();
    await page.getByRole("textbox", { name: t("suggest.words"), exact: true }).fill(text);
    await send(stage, page);
  };
  const [first, second] = french
    ? ["Le hall vu du tram", "Une blague de chantier"]
    : ["The hall from the tramway", "A joke of the site"];
  await bring(first!);
  await bring(second!);
  const manager = await stage.phone("manager");
  await manager.goto(`${stage.product.address}/suggestions`);
  await manager.getByRole("button", { name: new RegExp(first!, "u") }).tap();
  await manager.getByRole("button", { name: t("desk.change") }).tap();
  const better = french ? "Le hall de la gare, vu du tramway" : "The hall of the station, from the tramway";
  await manager.getByRole("textbox", { name: t("suggest.words"), exact: true }).fill(better);
  await look(manager, "suggesting-06-other-words");
  await manager.getByRole("button", { name: stage.like("desk.ask", { name: "" }) }).tap();
  await manager.getByRole("button", { name: new RegExp(second!, "u") }).tap();
  await manager.getByRole("button", { name: t("desk.decline") }).tap();
  await manager.getByRole("button", { name: t("desk.ready.topic") }).tap();
  await look(manager, "suggesting-07-no-with-a-word");
  await manager.getByRole("button", { name: t("desk.declineNow") }).tap();
  await within(async () => (await mine(stage, page)).every(({ state }) => state === "changed" || state === "declined"));

  await page.goto(`${stage.product.address}/suggest/sent`);
  await page.getByText(t("desk.ready.topic")).waitFor();
  await look(page, "suggesting-08-answered");
  await page.getByRole("button", { name: new RegExp(first!, "u") }).tap();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: t("suggest.agree") }).waitFor();
  await look(page, "suggesting-09-agree");
  await sheet.getByRole("button", { name: t("suggest.agree") }).tap();
  await within(async () =>
    (await mine(stage, page)).some(({ state, body }) => state === "accepted" && body === better),
  );
}

/** One link of two colleagues is one to read, and both are told. */
async function sameLink(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const link = `https://blog.example/${stage.language}/nuit-noire`;
  const words = stage.language === "fr" ? "Un article sur la nuit noire" : "An article on the dark night";
  const pages: Page[] = [];
  for (const name of ["Nora Klein", "Émile Roux"]) {
    const { page } = await stage.joined({ networks: [], name });
    await page.goto(`${stage.product.address}/suggest`);
    await page.getByText(t("suggest.tab.link"), { exact: true }).tap();
    await page.getByRole("textbox", { name: t("suggest.link"), exact: true }).fill(link);
    await page.getByLabel(t("suggest.why")).fill(words);
    await send(stage, page);
    pages.push(page);
  }
  const manager = await stage.phone("manager");
  await manager.goto(`${stage.product.address}/suggestions`);
  const rows = manager.getByRole("button", { name: new RegExp(words, "u") });
  await rows.first().waitFor();
  if ((await rows.count()) !== 1) stage.wrong(`one link of two people is ${await rows.count()} to read`);
  await rows.first().tap();
  await manager.getByText(t("desk.also", { name: "Émile Roux" })).waitFor();
  await look(manager, "suggesting-10-of-two");
  await manager.getByRole("button", { name: t("desk.accept") }).tap();
  for (const page of pages) await within(async () => (await mine(stage, page))[0]?.state === "accepted");
}

/** A phone's share menu, by the manifest as it is served: a photo with words; and once more without a network. */
async function shareMenu(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const { page } = await stage.joined({ networks: [] });
  await page.goto(`${stage.product.address}/suggest`);
  await page.getByRole("heading", { name: t("suggest.title"), level: 1 }).waitFor();
  await within(() => page.evaluate(() => navigator.serviceWorker.controller !== null));
  await within(() => page.evaluate(async () => (await (await caches.open("relaymap-shell")).keys()).length > 5));
  await share(page, "https://a.example/quais");
  await page.waitForURL(/\/suggest\?/u);
  await page.locator("figure img").first().waitFor();
  if (!page.url().includes("medium=")) stage.wrong("a photo that was shared is not on the page of suggestions");
  await look(page, "suggesting-11-shared");
  await page.context().setOffline(true);
  await share(page, "https://a.example/sans-reseau");
  await page.getByText(t("content.handed")).waitFor();
  await look(page, "suggesting-12-without-network");
  await page.context().setOffline(false);
  await page.waitForURL(/\/suggest\?way=share/u, { timeout: 60_000 });
  if (!page.url().includes("medium=") || !page.url().includes("sans-reseau"))
    stage.wrong("what was shared without a network is not all there");
}

/** As the phone does: a form of the manifest's own making, sent as a page of its own. */
async function share(page: Page, link: string): Promise<void> {
  const bytes = (await photograph(1, { width: 900, height: 600, colour: "#456" })).toString("base64");
  const manifest = await page.evaluate(async () => {
    const kept = (globalThis as { manifest?: unknown }).manifest;
    return kept ?? (await (await fetch("/manifest.webmanifest").catch(() => new Response("null"))).json());
  });
  type Target = {
    action: string;
    method: string;
    enctype: string;
    params: { title: string; text: string; url: string; files: { name: string }[] };
  };
  const target = (manifest as { share_target: Target } | null)?.share_target ?? remembered!;
  remembered = target;
  await page.evaluate(
    ({ target: { action, method, enctype, params }, photo, address }) => {
      const form = Object.assign(document.createElement("form"), { action, method, enctype });
      const field = (name: string, value: string) =>
        form.append(Object.assign(document.createElement("input"), { name, value }));
      field(params.title, "Quais");
      field(params.text, "");
      field(params.url, address);
      const files = new DataTransfer();
      files.items.add(
        new File([Uint8Array.from(atob(photo), (sign) => sign.codePointAt(0) ?? 0)], "quais.jpg", {
          type: "image/jpeg",
        }),
      );
      form.append(
        Object.assign(document.createElement("input"), {
          type: "file",
          name: params.files[0]!.name,
          files: files.files,
        }),
      );
      document.body.append(form);
      form.submit();
    },
    { target, photo: bytes, address: link },
  );
}
let remembered: {
  action: string;
  method: string;
  enctype: string;
  params: { title: string; text: string; url: string; files: { name: string }[] };
} | null = null;
