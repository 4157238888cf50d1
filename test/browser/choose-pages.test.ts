import { afterAll, beforeAll, expect, test } from "vitest";
import { openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

/** Pictures of the pages for whoever wants to look at them: a folder that exists. */
const folder = process.env["LOOK_AT"];

test.each([{ phone: false }, { phone: true }])(
  "an admin signs in to Facebook and chooses two more pages, in French (a phone: $phone)",
  { timeout: 120_000 },
  async ({ phone }) => {
    const page = await product.window("admin@atelier-lumen.example", { phone, language: "fr" });
    const look = async (name: string): Promise<void> => {
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/${name}-${phone ? 390 : 1440}.png`, fullPage: true });
    };
    await page.goto(`${product.address}/accounts`);
    await page.getByRole("button", { name: "Connecter un compte d’entreprise" }).click();
    await page.getByRole("radio", { name: /^Facebook/ }).click();
    await page.getByRole("button", { name: "Aller sur Facebook" }).click();
    await page.waitForURL((url) => url.port !== new URL(product.address).port);
    await page.getByRole("radio", { name: "Atelier Lumen" }).check();
    await look("dialog");
    await page.getByRole("button", { name: "Continuer" }).click();

    await page.waitForURL(/accounts\/choose/);
    await page.getByText("Atelier Lumen ouvre plusieurs comptes sur Facebook").waitFor();
    // The demo has this one already; of one more they may read the numbers only.
    expect(await page.getByRole("checkbox", { name: /@atelier\.lumen ·/ }).isChecked()).toBe(true);
    await page.getByText(/Les amis de la lumière/).waitFor();
    for (const handle of [/@lumen\.recrute/, /@atelier\.lumen\.nantes/])
      await page.getByRole("checkbox", { name: handle }).check();
    await look("choose");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone ? 390 : 1440);
    await page.getByRole("button", { name: "Connecter 3 comptes" }).click();

    await page.waitForURL((url) => url.pathname === "/accounts");
    for (const name of ["Atelier Lumen", "Lumen recrute", "Atelier Lumen Nantes"])
      await page.getByRole("article", { name: `Facebook ${name}`, exact: true }).waitFor();
    await look("accounts");
  },
);
