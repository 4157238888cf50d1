import { within } from "./wait.ts";
import { openProduct } from "../browser/product.ts";
import { type Effort, handsAt } from "./hand.ts";

type Delivery = { state: string; text: string; remoteUrl: string | null };

/** How many clicks and seconds a first map may take, and how many posts have to be there for their readers at its end. */
export const bounds = { clicks: 15, seconds: 300, posts: 1 };

/**
 * A community manager who has never drawn a map goes from an empty canvas to posts that readers see, in French: counted is what the hands do from
 * the empty canvas on, with the time that the product takes. Posts are those whose words stand on the page of their network.
 */
export async function newcomer() {
  const product = await openProduct();
  try {
    const page = await product.window("camille.durand@atelier-lumen.example", { language: "fr" });
    const { rows } = await product.ask<{
      rows: { document: { nodes: { type: string; config: { url?: string } }[] } }[];
    }>(page, "GET", "/api/templates");
    const address = rows.flatMap(({ document }) => document.nodes).find(({ type }) => type === "rss")?.config.url ?? "";
    const { id } = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: "Ma première carte" });
    await page.goto(`${product.address}/maps/${id}`);
    const field = page.getByLabel("Adresse d’un site, d’un flux ou d’une page");
    await field.waitFor();

    const effort: Effort = { clicks: 0, keys: 0 };
    const hands = handsAt(page, effort);
    await hands.look("1-empty");
    const begun = performance.now();
    // The field has the cursor already.
    await hands.paste(address);
    await hands.press("Enter");
    await page
      .locator(".react-flow__node")
      .first()
      .waitFor()
      .finally(() => hands.look("2-source"));
    await hands.click(page.getByRole("button", { name: "Cibles", exact: true }));
    await hands.click(page.getByRole("button", { name: "Ajouter Ambassadeurs" }));
    await within(async () => (await page.locator(".react-flow__edge").count()) === 1);
    await hands.click(page.getByRole("button", { name: "Publier", exact: true }));
    // What it would post is known, and chosen for a newcomer where nothing leaves.
    await page.locator('[data-messages="newest"]', { hasText: /messages? vers/ }).waitFor();
    await hands.look("3-publish");
    await hands.click(page.getByRole("button", { name: "Publier la version 1" }));
    await page.getByText("En ligne v1").waitFor();
    const run = await within(async () => new URL(page.url()).searchParams.get("run"));
    // The first has its readers; what else is out a little later counts as well, the others keep their distance.
    const out = async (least: number): Promise<Delivery[] | null> => {
      const list = await product.ask<{ rows: Delivery[] }>(page, "GET", `/api/deliveries?limit=200&run=${run}`);
      const sent = list.rows.filter(({ state, remoteUrl }) => state === "published" && remoteUrl !== null);
      return sent.length >= least ? sent : null;
    };
    await within(() => out(1), 120_000);
    const seconds = (performance.now() - begun) / 1000;

    const sent = (await within(() => out(3), 15_000).catch(() => out(1))) ?? [];
    await hands.look("4-posts");

    let posts = 0;
    for (const { remoteUrl, text } of sent) {
      const seen = await page.context().newPage();
      await seen.goto(remoteUrl ?? "");
      const words = text.split(/\s/u).slice(0, 3).join(" ");
      if ((await seen.locator("body").innerText()).includes(words)) posts += 1;
      await seen.close();
    }
    return { ...effort, seconds: Number(seconds.toFixed(1)), posts };
  } finally {
    await product.close();
  }
}
