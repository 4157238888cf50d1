import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { full } from "../faults/world.ts";
import { eventually } from "./eventually.ts";
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

type Delivery = { state: string; account: { handle: string; network: string } };

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

/** What somebody at a terminal gets. */
async function inShell(line: string): Promise<string> {
  const shell = spawn("bash", ["-euo", "pipefail", "-c", line], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  await once(shell, "close");
  return said;
}
const hasTools = (await inShell("command -v curl openssl od && echo all there")).includes("all there");

const words = {
  en: {
    make: "Make one",
    show: "Show the address",
    copy: "Copy · A first signed message, for a terminal",
    came: "Show what came",
    item: "Hello from outside",
    replace: "Replace",
    stored: "Stored encrypted",
    bare: "Whoever knows the address",
    who: "Who may send",
  },
  fr: {
    make: "En créer un",
    show: "Afficher l’adresse",
    copy: "Copier · Un premier message signé, pour un terminal",
    came: "Voir ce qui est arrivé",
    item: "Bonjour de l’extérieur",
    replace: "Remplacer",
    stored: "Enregistré et chiffré",
    bare: "Qui connaît l’adresse",
    who: "Qui peut envoyer",
  },
} as const;

test.for(full ? (["fr", "en"] as const) : (["fr"] as const))(
  "an administrator draws a webhook, makes its secret, copies the example, sends it, and sees what came (%s)",
  { timeout: 120_000 },
  async (language) => {
    const say = words[language];
    const page = await product.window("admin@atelier-lumen.example", { language });
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const map = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: `Webhook ${language}` });
    await page.goto(`${product.address}/maps/${map.id}`);
    await page.getByRole("button", { name: /^(Find a step|Chercher une étape) / }).click();
    await page.locator('[data-type="webhook-in"]').click();
    const panel = page.getByRole("complementary").last();
    await panel.locator("input[data-field=name]").fill(`Intranet ${language}`);
    await panel.getByRole("button", { name: say.make }).click();
    const secret = await panel.getByText(/^whsec_[A-Za-z0-9+/]/u).innerText();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    await picture(page, `webhook-secret-${language}`);
    await panel.getByRole("button", { name: say.show }).click();
    await panel.getByText(/^http.*\/api\/in\//u).waitFor();
    await panel.getByRole("button", { name: say.copy }).click();
    const example = await page.evaluate(() => navigator.clipboard.readText());
    await panel.getByText(/^http.*\/api\/in\//u).scrollIntoViewIfNeeded();
    await picture(page, `webhook-address-${language}`);
    if (hasTools) {
      const said = await inShell(example.replace("whsec_…", secret));
      expect(said).toContain('"fresh":1');
      expect(await inShell(example.replace("whsec_…", `${secret.slice(0, -4)}AAA=`))).toContain("signature_wrong");
      await panel.getByRole("button", { name: say.came }).click();
      await panel.getByText(say.item).last().waitFor();
      await panel.getByText(say.item).last().scrollIntoViewIfNeeded();
      await picture(page, `webhook-came-${language}`);
    }
    // Once the panel is closed the secret is nowhere on the page, nor in what the server tells of the map.
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator(".react-flow__node").first().click();
    await panel.getByText(say.stored).waitFor();
    expect(await page.content()).not.toContain(secret.slice(6));
    const detail = await product.ask<{ document: unknown }>(page, "GET", `/api/maps/${map.id}`);
    expect(JSON.stringify(detail)).not.toContain(secret.slice(6));
    expect(JSON.stringify(detail.document)).toMatch(/"secret":\{"secret":"webhook-in:\w{6}"\}/u);
    await panel.getByRole("button", { name: say.replace }).click();
    await picture(page, `webhook-replace-${language}`);

    // Without a signature the map warns, and the example is shorter.
    await panel.getByLabel(say.who).first().click();
    await page.getByRole("option", { name: say.bare }).click();
    await eventually(() => panel.getByText(/curl -X POST/u).innerText()).not.toContain("openssl");
    await picture(page, `webhook-unsigned-${language}`);
    await page.goto(`${product.address}/sources`);
    await page.getByRole("heading", { name: `Intranet ${language}` }).waitFor();
    await picture(page, `webhook-sources-${language}`);
    await page.goto(`${product.address}/settings?tab=secrets`);
    await page.getByText(`Webhook ${language}`).first().waitFor();
    await picture(page, `webhook-secrets-${language}`);
  },
);

test("a manager may choose and see, but neither enter nor read a secret", { timeout: 60_000 }, async () => {
  const page = await product.window("camille.durand@atelier-lumen.example");
  const map = await product.ask<{ id: string }>(page, "POST", "/api/maps", { name: "Manager's webhook" });
  await page.goto(`${product.address}/maps/${map.id}`);
  await page.getByRole("button", { name: /^(Find a step|Chercher une étape) / }).click();
  await page.locator('[data-type="webhook-in"]').click();
  const panel = page.getByRole("complementary").last();
  await panel.getByText("An administrator enters and replaces it.").waitFor();
  expect(await panel.getByRole("button", { name: "Make one" }).count()).toBe(0);
  await picture(page, "webhook-manager");
});

test(
  "on the calendar a post goes where it is dragged or stepped, by its minute; what is out stays, and of two who move one the second is told",
  { timeout: 120_000 },
  async () => {
    const page = await product.window("camille.durand@atelier-lumen.example");
    const { rows: accounts } = await product.ask<{
      rows: { id: string; ref: string; network: string }[];
    }>(page, "GET", "/api/accounts?limit=100");
    const own = accounts.find(({ ref, network }) => network === "mastodon" && ref.includes("atelier"))!;
    const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    // A Tuesday that is to come, at a minute that no grid has.
    const ahead = 7 + ((9 - new Date().getUTCDay()) % 7);
    const at = `${day(ahead)}T09:07:00.000Z`;
    const id = crypto.randomUUID();
    const written = { version: 1, words: [{ text: "La passerelle rouvre", for: null }], accounts: [own.ref] };
    await product.ask(page, "PUT", `/api/entries/${id}`, { revision: 0, written });
    await product.ask(page, "POST", `/api/entries/${id}/plan`, { revision: 1, when: { kind: "at", at } });
    const time = async () => (await product.ask<{ entry: { at: string } }>(page, "GET", `/api/entries/${id}`)).entry.at;
    const moved = (days: number, hours: number) =>
      new Date(Date.parse(at) + days * 86_400_000 + hours * 3_600_000).toISOString().slice(0, 16);
    const stands = (days: number, hours: number) =>
      eventually(async () => new Date(await time()).toISOString().slice(0, 16)).toBe(moved(days, hours));
    const card = (window: Page) => window.getByRole("button", { name: /La passerelle rouvre/ });
    const week = `${product.address}/calendar?view=week&day=${day(ahead)}`;
    /** By so many days and hours, as a hand does it. */
    const drag = async (window: Page, days: number, hours: number) => {
      // The page goes to the hours of work first.
      await card(window).hover();
      const box = (await card(window).boundingBox())!;
      const width = await window
        .locator("[data-day][data-from]")
        .first()
        .evaluate((one) => one.getBoundingClientRect().width);
      const [x, y] = [box.x + box.width / 2, box.y + 8];
      await window.mouse.move(x, y);
      await window.mouse.down();
      await window.mouse.move(x + 12, y + 12, { steps: 3 });
      await window.mouse.move(x + days * width, y + hours * 64, { steps: 8 });
      await window.getByRole("status").filter({ hasText: ":07" }).waitFor();
      await window.mouse.up();
    };
    await page.goto(week);
    await drag(page, 1, 1);
    await page.getByText(/^Moved to Wednesday .+:07\.$/).waitFor();
    await stands(1, 1);

    // By keys: a day, and two hours.
    await card(page).focus();
    for (const key of ["m", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Enter"])
      await page.keyboard.press(key);
    await stands(2, 3);

    // Somebody else sees it where it was a moment ago, and moves it from there.
    const other = await product.window("admin@atelier-lumen.example", { language: "en" });
    const seen = await (async () => {
      const reply = other.waitForResponse(/\/api\/calendar\?/);
      await other.goto(week);
      return (await reply).text();
    })();
    await other.route(/\/api\/calendar\?/, (route) => route.fulfill({ body: seen, contentType: "application/json" }));
    await card(other).waitFor();
    await product.ask(page, "PUT", `/api/entries/${id}/time`, {
      revision: 4,
      at: new Date(`${moved(3, 0)}Z`).toISOString(),
    });
    await drag(other, -1, 0);
    await other
      .getByText(/changed .+ meanwhile|meanwhile/)
      .first()
      .waitFor();
    await stands(3, 0);

    // Into the quiet hours of its account, and onto a day whose share is planned away: said while it is held, refused, and it stays.
    const limit = (set: string) => product.sql(`update account set ${set} where id = $1`, [own.id]);
    await product.ask(page, "PUT", `/api/entries/${id}/time`, { revision: 5, at });
    await limit("zone = 'UTC', quiet_from = 720, quiet_to = 960");
    await page.goto(week);
    await drag(page, 1, 4);
    await page.getByText("It would not leave then: these are quiet hours.").waitFor();
    await stands(0, 0);
    await limit("quiet_from = null, quiet_to = null, daily_cap = 1");
    const second = crypto.randomUUID();
    await product.ask(page, "PUT", `/api/entries/${second}`, {
      revision: 0,
      written: { ...written, words: [{ text: "Un autre jour", for: null }] },
    });
    await product.ask(page, "POST", `/api/entries/${second}/plan`, {
      revision: 1,
      when: { kind: "at", at: `${day(ahead + 1)}T07:00:00.000Z` },
    });
    await page.goto(week);
    await drag(page, 1, 1);
    await page.getByText("It would not leave then: the account’s share is used up then.").waitFor();
    await stands(0, 0);
    await limit("daily_cap = null");

    // What is out stays where it is, under the hand as under the keys.
    await product.sql(
      `insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, text, item_title, due_at, expires_at, published_at, settled_at, remote_id)
     select workspace_id, id, 'out', gen_random_uuid(), 1, gen_random_uuid(), 'n', network, 'published', 'Parti', 'Déjà parti', now(), now(), $2, now(), 'out' from account where id = $1`,
      [own.id, `${day(-1)}T09:20:00Z`],
    );
    await page.goto(`${product.address}/calendar?view=day&day=${day(-1)}`);
    const out = page.getByRole("button", { name: /Déjà parti/ });
    await out.scrollIntoViewIfNeeded();
    const sent: string[] = [];
    page.on("request", (request) => void (request.method() === "PUT" && sent.push(request.url())));
    const box = (await out.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 140, { steps: 6 });
    expect(await page.getByRole("status").filter({ hasText: /:\d\d/ }).count()).toBe(0);
    await page.mouse.up();
    await out.focus();
    for (const key of ["m", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    expect(sent).toEqual([]);
  },
);
