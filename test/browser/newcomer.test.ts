import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "./eventually.ts";
import { newPage, openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

test(
  "a newcomer goes from the printed link to a post that a reader of the network sees",
  { timeout: 90_000 },
  async () => {
    const page = await product.window(null);
    await page.goto(product.link);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { level: 1, name: /Good day|Bonjour/ }).waitFor();
    await page.getByRole("link", { name: /^(Maps|Cartes)$/ }).click();
    await page.getByRole("heading", { level: 1, name: /Maps|Cartes/ }).waitFor();
    await product.ask(page, "PATCH", "/api/me", { language: "en" });
    await page.reload();

    await page.getByRole("link", { name: "L’actualité d’Atelier Lumen" }).click();
    const cards = page.locator(".react-flow__node");
    await eventually(() => cards.count()).toBe(10);
    await page.getByText("Live v1").waitFor();

    await page.getByRole("button", { name: "Run now" }).click();
    const runs = page.getByRole("tabpanel").getByRole("button", { name: /by hand/ });
    await runs.filter({ hasText: "Done" }).waitFor();
    expect(new URL(page.url()).searchParams.get("run")).toBeTruthy();

    // The run that came with the demo had something to do: its counts are on the wires.
    await page.getByRole("button", { name: /on publishing/ }).click();
    const counts = page.locator(".react-flow__edgelabel-renderer span");
    await eventually(
      async () => (await counts.allInnerTexts()).map(Number).filter((count) => count > 0).length,
    ).toBeGreaterThanOrEqual(7);

    await page
      .getByRole("button", { name: /Published/ })
      .first()
      .click();
    const panel = page.getByRole("dialog");
    await panel.getByText("Attempt 1").waitFor();
    const words = (await panel.getByRole("article").locator("p").innerText())
      .split("\n")[0]!
      .split(/ \S+\.example/)[0]!;
    const post = await newPage(page, () => panel.getByRole("link", { name: /See the post on/ }).click());
    expect(new URL(post.url()).port).not.toBe(new URL(product.address).port);
    expect(await post.locator("body").innerText()).toContain(words.slice(0, 40));
  },
);

test("a link that was used says so, and leads to the password", async () => {
  const page = await product.window(null);
  await page.goto(product.link);
  await page.getByRole("button", { name: "Continue" }).click();
  await page
    .getByRole("alert")
    .filter({ hasText: /already|used|expired|old/i })
    .waitFor();
  await page.getByRole("link", { name: /e-mail and password/ }).click();
  await page.getByLabel("E-mail").waitFor();
});

test("a stranger who opens an inner page signs in first, in the browser's language", async () => {
  const page = await product.window(null, { language: "fr" });
  await page.goto(`${product.address}/runs`);
  await page.getByRole("heading", { name: "Connexion" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});
