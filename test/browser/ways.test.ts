import { join } from "node:path";
import process from "node:process";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

/** Pictures for people to look at, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["RELAYMAP_PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

const way = (name: string, en: string, fr: string, more: object) => ({
  name,
  title: { en, fr },
  help: { en: `What ${en.toLowerCase()} are for.`, fr: `À quoi servent les ${fr.toLowerCase()}.` },
  way: "oauth",
  ready: true,
  app: {
    setUp: { en: `Make an app for ${en.toLowerCase()}.`, fr: `Créez une application pour les ${fr.toLowerCase()}.` },
  },
  page: null,
  ...more,
});
/** A network that nobody has, with two ways to connect, as the server tells it. */
const toyland = (ready: { people: boolean; pages: boolean }) => ({
  name: "toyland",
  title: "Toyland",
  federated: false,
  ready: ready.people || ready.pages,
  simulated: false,
  maxLength: 100,
  publishes: true,
  readings: "none",
  attest: null,
  share: null,
  version: null,
  sources: null,
  defaultServer: "",
  connections: [
    way("people", "People", "Personnes", { kinds: ["person"], ready: ready.people }),
    way("pages", "Pages", "Pages d’entreprise", { kinds: ["page"], ready: ready.pages }),
  ],
});

const words = {
  en: {
    mine: "Connect an account",
    company: "Connect a company account",
    what: "What would you like to connect?",
    people: /^People/,
    pages: /^Pages/,
    go: "Go to Toyland",
    missing: /not set up yet/,
    enter: "Enter the app for Pages",
    id: "Client id",
    save: "Save",
    text: "Make an app for pages.",
  },
  fr: {
    mine: "Connecter un compte",
    company: "Connecter un compte d’entreprise",
    what: "Que souhaitez-vous connecter ?",
    people: /^Personnes/,
    pages: /^Pages/,
    go: "Aller sur Toyland",
    missing: /pas encore configuré/,
    enter: "Saisir l’application pour Pages d’entreprise",
    id: "Identifiant client",
    save: "Enregistrer",
    text: "Créez une application pour les pages d’entreprise.",
  },
} as const;

test.for([
  { language: "en", phone: false },
  { language: "en", phone: true },
  { language: "fr", phone: false },
  { language: "fr", phone: true },
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
    await picture(page, `ways-dialog-${language}-${size}`);
    await page.getByRole("button", { name: say.go }).click();
    await expect.poll(() => asked).toEqual([{ network: "toyland", connection: "pages", forWorkspace: true }]);
    await page.waitForURL(/connected=it/u);

    await page.goto(`${product.address}/settings?tab=networks`);
    asked.length = 0;
    await page.getByRole("button", { name: say.enter, exact: true }).waitFor();
    await picture(page, `ways-settings-${language}-${size}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size);
    await page.getByRole("button", { name: say.enter, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(say.text).waitFor();
    await dialog.getByText(`${product.address}/api/connect/callback`).waitFor();
    await dialog.getByLabel(say.id).fill("12345");
    await picture(page, `ways-app-${language}-${size}`);
    await dialog.getByRole("button", { name: say.save }).click();
    await expect.poll(() => asked).toEqual([["networks/toyland/pages/app", { clientId: "12345" }]]);

    await page.goto(`${product.address}/accounts`);
    asked.length = 0;
    await page.getByRole("button", { name: say.company }).waitFor();
    await picture(page, `ways-accounts-${language}-${size}`);
    await page.getByRole("button", { name: say.mine, exact: true }).click();
    await page.getByRole("radio", { name: "Toyland" }).click();
    await ways.getByRole("radio", { name: say.people }).click();
    await page.getByRole("button", { name: say.go }).click();
    await expect.poll(() => asked).toEqual([{ network: "toyland", connection: "people", forWorkspace: false }]);
    await page.waitForURL(/connected=it/u);
    await page.context().close();
  },
);
