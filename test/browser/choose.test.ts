import { afterAll, beforeAll, expect, test } from "vitest";
import { openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

const offered = (name: string, state: string) => ({
  remoteId: `id-${name}`,
  kind: "page",
  handle: name.toLowerCase(),
  name,
  avatar: null,
  url: null,
  state,
});
/** As the server offers it; no network of the demo opens several accounts by one sign-in. */
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

test(
  "which accounts a sign-in opens is chosen with a thumb or the keyboard, in both languages",
  { timeout: 120_000 },
  async () => {
    for (const phone of [true, false])
      for (const language of ["en", "fr"] as const) {
        const page = await product.window("admin@atelier-lumen.example", { phone, language });
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
        const shots = process.env["RELAYMAP_SHOTS"];
        if (shots) await page.screenshot({ path: `${shots}/choose-${language}-${phone ? 390 : 1440}.png` });
        await page
          .getByRole("button", { name: language === "en" ? "Connect 1 account" : "Connecter 1 compte" })
          .click();
        await page.waitForURL(`${product.address}/accounts`);
        expect(made).toEqual([{ accounts: ["id-Lumen Design"] }]);
        await page.context().close();
      }
  },
);
