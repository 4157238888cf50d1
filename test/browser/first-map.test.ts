import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "./eventually.ts";
import { openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

type Delivery = { state: string; text: string; account: { handle: string; network: string }; remoteUrl: string | null };

test(
  "the first map of the field: three sources to two ambassadors, one on automatic, one who is asked, every 15 minutes",
  { timeout: 150_000 },
  async () => {
    const page = await product.window("camille.durand@atelier-lumen.example");
    await page.getByRole("link", { name: "New map" }).first().click();
    await page.getByRole("link", { name: /Company news to employees/ }).click();
    await page.getByText("It asks for three things").waitFor();
    await page.getByRole("button", { name: "Open this map" }).click();
    await eventually(() => page.locator(".react-flow__node").count()).toBe(6);
    await page.getByRole("button", { name: "Schedule: every 15 minutes" }).waitFor();

    // The demo's own map has posted the newest items of these feeds already; this one takes older ones along.
    await page.getByRole("button", { name: "Messages", exact: true }).first().click();
    await page.getByText(/\d+ messages, for .+ Nothing is published/).waitFor();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("radio", { name: "Post the newest" }).click();
    await page.getByLabel("How many per feed").fill("6");
    await page.getByRole("button", { name: "Publish version 1" }).click();
    await page.getByText("Live v1").waitFor();
    // A first map that posts at once runs at once.
    const run = page.getByRole("tabpanel").getByRole("button", { name: /by hand.*Done/s });
    await run.waitFor({ timeout: 30_000 });

    const wires = page.locator(".react-flow__edgelabel-renderer span");
    await eventually(async () => (await wires.allInnerTexts()).map(Number).filter((count) => count > 0).length).toBe(5);
    const id = new URL(page.url()).searchParams.get("run");
    const deliveries = async () =>
      (await product.ask<{ rows: Delivery[] }>(page, "GET", `/api/deliveries?limit=200&run=${id}`)).rows;
    const of = (rows: Delivery[], person: string) => rows.filter((row) => row.account.handle.startsWith(person));

    // Léa chose automatic: her posts go out. Hugo is asked: his wait, and none is sent.
    await eventually(
      async () => of(await deliveries(), "lea_martin").some((row) => row.state === "published"),
      60_000,
    ).toBe(true);
    const rows = await deliveries();
    expect(new Set(of(rows, "lea_martin").map((row) => row.account.network))).toEqual(new Set(["x", "mastodon"]));
    expect(of(rows, "hugo_bernard").length).toBe(of(rows, "lea_martin").length);
    expect(new Set(of(rows, "hugo_bernard").map((row) => row.state))).toEqual(new Set(["held"]));
    const { balance } = await product.ask<{ balance: { balanced: boolean } }>(page, "GET", `/api/runs/${id}`);
    expect(balance.balanced).toBe(true);

    await page.goto(`${product.address}/runs/${id}`);
    await page.getByText("Nothing is missing.").waitFor();
    // In the order in which items pass, and told apart by what they are set to.
    const step = page.getByRole("table").getByRole("row").nth(1);
    await eventually(() => step.innerText()).toMatch(/^(?:Facebook page|Google Alert|RSS feed) · /);
  },
);
