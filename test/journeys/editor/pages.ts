import type { Page } from "playwright-core";
import { liveMap } from "./drawing.ts";
import { widths } from "../eyes.ts";
import type { Stage } from "./stage.ts";
import { walkByTab } from "./keyboard.ts";
import { within } from "../wait.ts";

type Rows = { rows: { id: string | number }[] };
const all = [widths.laptop, widths.phone];

/** Every page there is, of an administrator, of an ambassador and of somebody who is not signed in; each looked at, and walked through by Tab. */
export async function pages(stage: Stage): Promise<void> {
  const { product, look } = stage;
  const page = await stage.window("admin");
  const first = async (path: string) => (await product.ask<Rows>(page, "GET", path)).rows[0]?.id ?? "none";
  await within(async () => (await first("/api/deliveries?state=published")) !== "none");
  const live = await liveMap(stage, page);
  const run = await first("/api/runs");
  const places: [string, string][] = [
    ["today", "/"],
    ["maps", "/maps"],
    ["gallery", "/maps/new"],
    ["template", "/maps/new?template=event"],
    ["results", `/maps/${live}/results`],
    ["runs", "/runs"],
    ["run", `/runs/${run}`],
    ["approvals", "/approvals"],
    ["deliveries", "/deliveries"],
    ["delivery", `/deliveries/${await first("/api/deliveries?state=published")}`],
    ["sources", "/sources"],
    ["accounts", "/accounts"],
    ["account", `/accounts/${await first("/api/accounts")}`],
    ["proposals", "/proposals"],
    ["people", "/people"],
    ...["health", "networks", "mail", "secrets", "stories", "rules", "backups", "audit"].map(
      (tab): [string, string] => [`settings-${tab}`, tab === "health" ? "/settings" : `/settings?tab=${tab}`],
    ),
    ["lost", "/nowhere"],
  ];
  for (const [name, path] of places) {
    await goTo(page, path);
    await look(page, `page-${name}`, { widths: all });
    await walkByTab(stage, page, `page-${name}`);
  }
  await goTo(page, "/deliveries?search=" + encodeURIComponent("مرحبا بالعالم — nothing has this"));
  await look(page, "page-deliveries-none", { widths: all });
  await goTo(page, "/maps?only=archived");
  await look(page, "page-archive", { widths: all });
  await page.context().close();

  const phone = await stage.window("ambassador", "phone");
  for (const [name, path] of [
    ["proposals", "/"],
    ["accounts", "/accounts"],
    ["deliveries", "/deliveries"],
  ] as const) {
    await goTo(phone, path);
    await look(phone, `ambassador-${name}`);
    await walkByTab(stage, phone, `ambassador-${name}`);
  }
  await phone.context().close();
}

/** Goes to a page as a press on a link does. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await page.locator("main h1, header h1").first().waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
}
