import { stat } from "node:fs/promises";
import { openProduct } from "./test/browser/product.ts";
const product = await openProduct();
try {
  const page = await product.window("camille.durand@atelier-lumen.example");
  const maps = await product.ask<{ rows: { id: string; name: string }[] }>(page, "GET", "/api/maps");
  for (const { id, name } of maps.rows) for (let turn = 0; turn < 3; turn += 1) {
    await page.goto(`${product.address}/maps/${id}`);
    await page.locator("main h1, header h1").first().waitFor();
    await page.waitForLoadState("networkidle");
    const scripts: string[] = await page.evaluate(() => performance.getEntriesByType("resource").map((e) => `${Math.round(e.startTime)} ${new URL(e.name).pathname}`).filter((n) => n.endsWith(".js")));
    const sizes = await Promise.all(scripts.map(async (s) => [(await stat(`dist/editor${s.split(" ")[1]}.gz`)).size, s] as const));
    console.log(name, turn, (sizes.reduce((a, [b]) => a + b, 0) / 1024).toFixed(1));
    console.log(sizes.sort((a, b) => parseInt(b[1]) - parseInt(a[1])).slice(0, 45).map(([n, s]) => `${s.replace("/assets/","")} ${n}`).join("; "));
  }
} finally { await product.close(); }
process.exit(0);
