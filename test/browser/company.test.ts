import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { draw } from "#server/maps/templates/draw.ts";
import { full } from "../faults/world.ts";
import { eventually } from "./eventually.ts";
import { writeOnFacebook } from "./facebook.ts";
import { openProduct, type Product } from "./product.ts";
import { toyland, words } from "./toyland.ts";

/**
 * The first map of this field, "the company's Facebook page → LinkedIn and X", from the sign-ins with LinkedIn and Facebook, where pages
 * are chosen, to the networks' own pages that show what came of it. Each test goes on where the one before it ended.
 */
let product: Product;
/** Where the simulated networks are. */
let networks = "";
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

const admin = "admin@atelier-lumen.example";
/** Pictures of the pages for whoever wants to look at them: a folder that exists. */
const folder = process.env["LOOK_AT"];
async function look(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize()!;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
}

/** Signs in to a network as the company does, until its pages can be chosen. Gives where the network is. */
async function signIn(page: Page, network: string, kind: string | null): Promise<string> {
  await page.goto(`${product.address}/accounts`);
  await page.getByRole("button", { name: "Connecter un compte d’entreprise" }).click();
  await page.getByRole("radio", { name: new RegExp(`^${network}`) }).click();
  if (kind !== null) await page.getByRole("radio", { name: kind }).click();
  await look(page, `connect-${network}`);
  await page.getByRole("button", { name: `Aller sur ${network}` }).click();
  await page.waitForURL((url) => url.port !== new URL(product.address).port);
  const { origin } = new URL(page.url());
  await page.getByRole("radio", { name: "Atelier Lumen" }).check();
  await look(page, `dialog-${network}`);
  await page.getByRole("button", { name: /^(?:Continuer|Autoriser)/ }).click();
  await page.waitForURL(/accounts\/choose/);
  return origin;
}

const offered = (name: string, state: string) => ({
  remoteId: `id-${name}`,
  kind: "page",
  handle: name.toLowerCase(),
  name,
  avatar: null,
  url: null,
  state,
});
/** One of each state, as the server offers them. */
const choice = {
  network: "mastodon",
  server: "https://social.example",
  forWorkspace: true,
  by: "Claire Fontaine",
  again: true,
  accounts: [
    offered("Atelier Lumen", "here"),
    offered("Lumen Design", "new"),
    offered("Lumen Emploi", "elsewhere"),
    offered("Galerie", "taken"),
  ],
  notes: [{ en: "One page is missing.", fr: "Il manque une page." }],
  expiresAt: "2099-01-01T00:00:00.000Z",
};

test.for([
  { language: "en", phone: false },
  { language: "fr", phone: true },
  ...(full
    ? ([
        { language: "en", phone: true },
        { language: "fr", phone: false },
      ] as const)
    : []),
] as const)(
  "of a network with two ways each is offered, with its own app ($language, a phone: $phone)",
  { timeout: 120_000 },
  async ({ language, phone }) => {
    const say = words[language];
    const page = await product.window("admin@atelier-lumen.example", { language, phone });
    const size = phone ? 390 : 1440;
    let ready = { people: false, pages: true };
    const asked: unknown[] = [];
    await page.route("**/api/networks", async (route) => {
      const reply = (await (await route.fetch()).json()) as { rows: unknown[]; callback: string };
      return route.fulfill({ json: { ...reply, rows: [toyland(ready), ...reply.rows] } });
    });
    await page.route("**/api/connect", async (route) => {
      asked.push(route.request().postDataJSON());
      return route.fulfill({ json: { kind: "page", url: `${product.address}/accounts?connected=it` } });
    });
    await page.route("**/api/networks/toyland/**", async (route) => {
      asked.push([route.request().url().split("/api/")[1], route.request().postDataJSON()]);
      ready = { people: true, pages: true };
      return route.fulfill({ json: { ok: true } });
    });

    await page.goto(`${product.address}/accounts`);
    await page.getByRole("button", { name: say.company }).click();
    await page.getByRole("radio", { name: "Toyland" }).click();
    const ways = page.getByRole("radiogroup", { name: say.what });
    // One of them lacks its app: the other is taken, and both say what they are for.
    expect(await ways.getByRole("radio", { name: say.missing }).isDisabled()).toBe(true);
    expect(await ways.getByRole("radio", { name: say.pages }).getAttribute("aria-checked")).toBe("true");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size);
    await look(page, `ways-dialog-${language}`);
    await page.getByRole("button", { name: say.go }).click();
    await expect.poll(() => asked).toEqual([{ network: "toyland", connection: "pages", forWorkspace: true }]);
    await page.waitForURL(/connected=it/u);

    await page.goto(`${product.address}/settings?tab=networks`);
    asked.length = 0;
    await page.getByRole("button", { name: say.enter, exact: true }).waitFor();
    await look(page, `ways-settings-${language}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size);
    await page.getByRole("button", { name: say.enter, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(say.text).waitFor();
    await dialog.getByText(`${product.address}/api/connect/callback`).waitFor();
    await dialog.getByLabel(say.id).fill("12345");
    await look(page, `ways-app-${language}`);
    await dialog.getByRole("button", { name: say.save }).click();
    await expect.poll(() => asked).toEqual([["networks/toyland/pages/app", { clientId: "12345" }]]);

    await page.goto(`${product.address}/accounts`);
    asked.length = 0;
    await page.getByRole("button", { name: say.company }).waitFor();
    await look(page, `ways-accounts-${language}`);
    await page.getByRole("button", { name: say.mine, exact: true }).click();
    await page.getByRole("radio", { name: "Toyland" }).click();
    await ways.getByRole("radio", { name: say.people }).click();
    await page.getByRole("button", { name: say.go }).click();
    await expect.poll(() => asked).toEqual([{ network: "toyland", connection: "people", forWorkspace: false }]);
    await page.waitForURL(/connected=it/u);
    await page.context().close();
  },
);

test(
  "which accounts a sign-in opens is chosen with a thumb or the keyboard, in either language",
  { timeout: 120_000 },
  async () => {
    for (const phone of [true, false])
      for (const language of full ? (["en", "fr"] as const) : ([phone ? "fr" : "en"] as const)) {
        const page = await product.window(admin, { phone, language });
        const made: unknown[] = [];
        await page.route("**/api/connect/choices/*", async (route) => {
          if (route.request().method() === "GET") return route.fulfill({ json: choice });
          made.push(route.request().postDataJSON());
          return route.fulfill({ json: { accounts: [], left: 0 } });
        });
        await page.goto(`${product.address}/accounts/choose/0b5b6f0e-6a53-4b43-8a52-1d3d8a1f7a11`);
        const box = (name: string) => page.getByRole("checkbox", { name: new RegExp(name) });
        await box("Galerie").waitFor();
        expect(await box("Galerie").isDisabled()).toBe(true);
        expect(await box("Atelier Lumen").isChecked()).toBe(true);
        await box("Lumen Design").focus();
        await page.keyboard.press("Space");
        await page.getByText("@atelier lumen").click();
        await page.getByText(language === "en" ? "1 account is disconnected" : "1 compte sera déconnecté").waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone ? 390 : 1440);
        await look(page, `choose-${language}`);
        await page
          .getByRole("button", { name: language === "en" ? "Connect 1 account" : "Connecter 1 compte" })
          .click();
        await page.waitForURL(`${product.address}/accounts`);
        expect(made).toEqual([{ accounts: ["id-Lumen Design"] }]);
        await page.context().close();
      }
  },
);

test(
  "an admin signs in to Facebook on a phone and chooses two more pages, in French",
  { timeout: 120_000 },
  async () => {
    const page = await product.window(admin, { phone: true, language: "fr" });
    await signIn(page, "Facebook", null);
    await page.getByText("Atelier Lumen ouvre plusieurs comptes sur Facebook").waitFor();
    // The demo has this one already; of one more they may read the numbers only.
    expect(await page.getByRole("checkbox", { name: /@atelier\.lumen ·/ }).isChecked()).toBe(true);
    await page.getByText(/Les amis de la lumière/).waitFor();
    for (const handle of [/@lumen\.recrute/, /@atelier\.lumen\.nantes/])
      await page.getByRole("checkbox", { name: handle }).check();
    await look(page, "choose-Facebook");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole("button", { name: "Connecter 3 comptes" }).click();

    await page.waitForURL((url) => url.pathname === "/accounts");
    for (const name of ["Atelier Lumen", "Lumen recrute", "Atelier Lumen Nantes"])
      await page.getByRole("article", { name: `Facebook ${name}`, exact: true }).waitFor();
    await look(page, "accounts");
    await page.context().close();
  },
);

test("an admin signs in to LinkedIn and connects two pages, in French", { timeout: 180_000 }, async () => {
  const page = await product.window(admin, { language: "fr" });
  networks = await signIn(page, "LinkedIn", "Pages d’entreprise");
  // The third page is one that they read the numbers of only.
  await eventually(() => page.getByRole("checkbox").count()).toBe(2);
  for (const name of [/Atelier Lumen/, /Lumen recrute/]) await page.getByRole("checkbox", { name }).check();
  await look(page, "choose-LinkedIn");
  await page.getByRole("button", { name: "Connecter 2 comptes" }).click();
  await page.waitForURL((url) => url.pathname === "/accounts");
  for (const name of ["Atelier Lumen", "Lumen recrute"])
    await page.getByRole("article", { name: `LinkedIn ${name}`, exact: true }).waitFor();
  await look(page, "accounts");
  await page.context().close();
});

test(
  "a post of the Facebook page goes to a LinkedIn page and to X, with its picture",
  { timeout: 180_000 },
  async () => {
    const page = await product.window(admin, { language: "fr" });
    // Somebody of the company writes on Facebook, with a picture.
    const message = "La médiathèque est éclairée : trois nuits de pose, et le résultat en image.";
    const colour = "#c2410c";
    await writeOnFacebook(`${networks}/facebook`, "atelier.lumen.nantes", message, colour);

    const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", {
      name: drawing.name,
      document: drawing,
    });
    await page.goto(`${product.address}/maps/${id}`);
    await eventually(() => page.locator(".react-flow__node").count()).toBe(2);
    const canvas = page.locator(".react-flow");
    await page.getByRole("button", { name: "Chercher une étape (/)" }).click();
    await page.getByRole("button", { name: /^Ajouter Compte / }).dragTo(canvas, { targetPosition: { x: 700, y: 560 } });
    await page.getByRole("combobox", { name: "Compte" }).click();
    await page.getByRole("option", { name: /LinkedIn.*Lumen recrute|Lumen recrute.*LinkedIn/ }).click();
    await page.getByRole("button", { name: "Fermer", exact: true }).click();
    await page.getByRole("button", { name: "Voir toute la carte" }).first().click();
    await look(page, "drawn");
    await wire(page, "@atelier.lumen.nantes", "@lumen-recrute");
    await eventually(() => page.locator(".react-flow__edge").count()).toBe(2);
    await page.locator("[data-save=saved]").waitFor();
    await page.getByRole("button", { name: "Messages", exact: true }).first().click();
    await page.getByText("2 messages, pour").waitFor();
    await look(page, "map");

    await page.getByRole("button", { name: "Publier", exact: true }).click();
    await page.getByRole("radio", { name: "Publier les plus récents" }).click();
    await page.getByRole("button", { name: "Publier la version 1" }).click();
    await page.getByText("En ligne v1").waitFor();
    await page.getByRole("button", { name: "Exécuter", exact: true }).click();
    const published = async () => {
      const { rows } = await product.ask<{ rows: Delivery[] }>(page, "GET", `/api/deliveries?limit=50&map=${id}`);
      return rows
        .filter(({ state }) => state === "published")
        .toSorted((a, b) => a.account.network.localeCompare(b.account.network));
    };
    await eventually(async () => (await published()).map(({ account }) => account.network), 60_000).toEqual([
      "linkedin",
      "x",
    ]);
    await look(page, "run");

    for (const { account, remoteUrl } of await published()) {
      await page.goto(remoteUrl ?? "");
      await page.getByText(message).first().waitFor();
      await look(page, `shown-${account.network}`);
      const shown = await page
        .locator("img")
        .evaluateAll((images) => images.map((one) => (one as HTMLImageElement).src));
      const far = await Promise.all(shown.map((address) => distance(address, colour)));
      expect(Math.min(...far), `${account.network} shows ${shown.join(" ")}`).toBeLessThan(12);
    }
  },
);

type Delivery = { state: string; account: { network: string }; remoteUrl: string | null };

/** What is drawn already when the editor opens it. */
const drawn = draw({
  name: "De Facebook à LinkedIn et X",
  description: "",
  nodes: [
    {
      id: "page",
      type: "facebook-page",
      version: 3,
      config: { account: "facebook:atelier.lumen.nantes", page: "", token: null },
      at: [0, 0],
    },
    { id: "x", type: "account", config: { account: "x:lea_martin" }, at: [1.5, 0] },
  ],
  wires: ["page>x"],
});
/** Everybody at once: nobody waits here for a minute between two people's posts. */
const drawing = { ...drawn, limits: { ...drawn.limits, spread: 0 } };

/** Draws a wire as a hand does. */
async function wire(page: Page, from: string, to: string): Promise<void> {
  const card = (title: string) => page.locator(".react-flow__node").filter({ hasText: title });
  await card(from).locator(".react-flow__handle.source").first().hover();
  await page.mouse.down();
  const end = card(to).locator(".react-flow__handle.target").first();
  const { x, y } = (await end.boundingBox())!;
  await page.mouse.move(x - 20, y - 20, { steps: 4 });
  await page.locator(".react-flow__connection").waitFor({ state: "attached" });
  await end.hover();
  await page.mouse.up();
}

/** How far a picture is from a colour, of 255. */
async function distance(address: string, colour: string): Promise<number> {
  const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
  const { data } = await sharp(bytes).resize(1, 1).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return Math.max(...wanted.map((value, channel) => Math.abs(value - data[channel]!)));
}
