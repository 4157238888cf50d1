import { stat } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { full } from "../faults/world.ts";
import { inAnotherLanguage, lineOf, violations as found, wcag, wear } from "./axe.ts";
import { eventually } from "./eventually.ts";
import { openProduct, type Product } from "./product.ts";

const admin = "admin@atelier-lumen.example";
let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

/** Every page of an administrator, by what it is called here and where it is. */
async function pagesOf(page: Page): Promise<[string, string][]> {
  const rows = async (path: string) => (await product.ask<{ rows: { id: string | number }[] }>(page, "GET", path)).rows;
  const first = async (path: string) => (await rows(path))[0]!.id;
  // The product is there before its demo's first post is.
  await eventually(async () => (await rows("/api/deliveries?state=published")).length).toBeGreaterThan(0);
  const live = (await product.ask<{ rows: { id: string; state: string }[] }>(page, "GET", "/api/maps")).rows.find(
    (row) => row.state === "live",
  )!.id;
  const run = await first("/api/runs");
  // A colleague's, offered to whoever looks.
  await product.sql(`insert into handover (workspace_id, account_id, member_id, asked_by, company)
    select a.workspace_id, a.id, m.id, a.member_id, false from account a join member m on m.workspace_id = a.workspace_id and m.email = '${admin}'
    where a.member_id <> m.id and a.state = 'connected' limit 1 on conflict do nothing`);
  // A post that whoever looks could comment on.
  await product.sql(`with made as (insert into cue (workspace_id, story, url, author, title, text, most, look_at, expires_at)
    select workspace_id, 'looked', 'https://lumen.example/p/1', 'Léa Martin', 'Le chantier', 'Une nuit sur la place.', 1, null, now() + interval '3 days' from member where email = '${admin}'
    on conflict do nothing returning workspace_id, id)
    insert into cue_ask (workspace_id, cue_id, member_id, place) select made.workspace_id, made.id, m.id, 0 from made join member m on m.workspace_id = made.workspace_id and m.email = '${admin}'`);
  const [item] = (await product.ask<{ rows: { key: string }[] }>(page, "GET", "/api/why")).rows;
  return [
    ["today", "/"],
    ["maps", "/maps"],
    ["gallery", "/maps/new"],
    ["template", "/maps/new?template=event"],
    ["canvas", `/maps/${live}`],
    ["a map tried on the past", `/maps/${live}/backtest`],
    ["canvas with a run", `/maps/${live}?run=${run}`],
    ["runs", "/runs"],
    ["run", `/runs/${run}`],
    ["to approve", "/approvals"],
    ["calendar, a week", "/calendar?view=week"],
    ["calendar, a month", "/calendar?view=month"],
    ["calendar, a list", "/calendar?view=list"],
    ["writing an entry", "/entries/new"],
    ["content", "/content"],
    ["suggest", "/suggest"],
    ["what became of suggestions", "/suggest/sent"],
    ["suggestions", "/suggestions"],
    ["deliveries", "/deliveries"],
    ["a story beside", `/deliveries?open=${await first("/api/deliveries?state=published")}`],
    ["delivery", `/deliveries/${await first("/api/deliveries?state=published")}`],
    ["why", "/why"],
    ["why of an item", `/why?item=${encodeURIComponent(item!.key)}`],
    ["sources", "/sources"],
    ["accounts", "/accounts"],
    ["an account that is offered", `/accounts/${await first("/api/me/handovers")}/take`],
    ["proposals", "/proposals"],
    ["people", "/people"],
    ["people by a list", "/people/import"],
    ["poster", "/people/poster"],
    ["open door", "/settings?tab=door"],
    ["notices", "/notices"],
    ["my page", "/me"],
    ["leaving", "/me/leave"],
    ["topics and teams", "/topics"],
    ["own topics and rhythm", "/topics/mine"],
    ["what to look at again", "/recall"],
    ["campaigns", "/campaigns"],
    ["the library", "/library"],
    ["briefs", "/briefs"],
    ["a brief", `/briefs/${await first("/api/briefs")}`],
    ["what one is asked", "/asked"],
    ["portraits", "/portraits"],
    ["what is held in a crisis", "/crisis"],
    ["a campaign", `/campaigns/${await first("/api/campaigns")}`],
    ["a scenario", `/campaigns/${await first("/api/campaigns")}/scenario`],
    ["audiences and objectives", "/editorial"],
    ["who speaks on what", "/editorial?tab=speakers"],
    ["tone", "/editorial?tab=tone"],
    ["coverage", "/editorial?tab=coverage"],
    ["results of everything", "/results"],
    ["Monday", "/monday"],
    ["charter", "/charter"],
    ["writing the charter", "/charter/edit"],
    ["colleagues", "/colleagues"],
    ["posts to comment on", "/cues"],
    ["what one could comment on", "/comment"],
    ["my public accounts", "/me/followed"],
    ["training", "/training"],
    ["a lesson", "/training/why"],
    ["no certificate yet", "/training/certificate"],
    ["a lesson of the company’s own", `/training/own/${await first("/api/training/own")}`],
    ["somebody to ask", "/mentors"],
    ["thanks", "/thanks"],
    ["thanks among colleagues", "/thanks?of=colleagues"],
    ["the survey", "/survey"],
    ["surveys before and after", "/survey/results"],
    ["fair questions", "/objections#time"],
    ["health", "/settings"],
    ["networks", "/settings?tab=networks"],
    ["secrets", "/settings?tab=secrets"],
    ["stories", "/settings?tab=stories"],
    ["what sites tell", "/settings?tab=conversions"],
    ["audit", "/settings?tab=audit"],
    ["works council", "/settings?tab=council"],
    ["lost", "/nowhere"],
  ];
}

/** Goes to a page as a press on a link does. */
async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
  await page
    .locator("main h1, header h1")
    .first()
    .waitFor()
    .catch((cause: unknown) => {
      throw new Error(`${path} has no heading`, { cause });
    });
  await eventually(() => page.locator("[aria-busy=true]").count()).toBe(0);
}

type Theme = Parameters<typeof wear>[1];
/** Which theme a window wears; it begins in the light. */
const worn = new WeakMap<Page, Theme>();

/**
 * Violations of WCAG 2.2 A and AA, each with where it sits; of the other theme those of contrast, for it differs in nothing else. The window stays in that
 * theme for the page that comes next: to change it draws everything anew, and costs as much as the look itself. `both`: the other theme, too.
 */
async function violations(page: Page, both = true): Promise<string[]> {
  const first = worn.get(page) ?? "light";
  const second = first === "light" ? "dark" : "light";
  const all = await found(page, wcag);
  if (!both) return all.map((each) => `${first}: ${lineOf(each)}`);
  await wear(page, second);
  worn.set(page, second);
  const contrast = await found(page, ["color-contrast"]);
  return [...all.map((each) => `${first}: ${lineOf(each)}`), ...contrast.map((each) => `${second}: ${lineOf(each)}`)];
}

describe("every page", () => {
  test("is free of serious accessibility violations, and in French all French", { timeout: 300_000 }, async () => {
    const page = await product.window(admin, { language: "fr" });
    for (const [index, [name, path]] of (await pagesOf(page)).entries()) {
      await open(page, path);
      expect(await page.evaluate(() => document.documentElement.lang), name).toBe("fr");
      expect.soft(await inAnotherLanguage(page, "fr"), name).toEqual([]);
      // Every third page in both themes, all of them with `--mode full`; journeys (`npm run journey`) look at each in both.
      expect.soft(await violations(page, full || index % 3 === 0), name).toEqual([]);
    }
  });

  test("holds that also where the panels of the canvas are open", { timeout: 120_000 }, async () => {
    const page = await product.window(admin, { language: "fr" });
    const check = async (name: string): Promise<void> => {
      expect(await inAnotherLanguage(page, "fr"), name).toEqual([]);
      expect(await violations(page), name).toEqual([]);
    };
    await page.getByRole("link", { name: "L’actualité d’Atelier Lumen" }).click();
    await page.locator(".react-flow__node").nth(3).click();
    await page.getByRole("button", { name: "Messages", exact: true }).first().click();
    await page.getByText(/messages, pour .+ Rien n’est publié/).waitFor({ timeout: 45_000 });
    await check("messages");
    await page.getByText("Liste", { exact: true }).click();
    await check("outline");
    await page.getByRole("button", { name: "Publier", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await check("publish dialog");
  });

  test("holds that on an ambassador's phone too, and fits it", { timeout: 60_000 }, async () => {
    const page = await product.window("hugo.bernard@atelier-lumen.example", { phone: true, language: "fr" });
    for (const path of ["/", "/accounts", "/deliveries"]) {
      await open(page, path);
      expect(await inAnotherLanguage(page, "fr"), path).toEqual([]);
      expect(await violations(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
  });
});

// The journey of those who join (`npm run journey -- people`) plays it in both languages, too.
describe.each(full ? (["en", "fr"] as const) : (["fr"] as const))("who comes in, in %s,", (language) => {
  test(
    "meets pages that hold that too, from the invitation or the poster to the last step",
    { timeout: 180_000 },
    async () => {
      const desk = await product.window(admin);
      const body = {
        name: "Zoé Lambert",
        email: `zoe-${language}@atelier-lumen.example`,
        role: "ambassador",
        language,
      };
      const { link } = await product.ask<{ link: string }>(desk, "POST", "/api/members", body);
      // No mail is set up here: an administrator could not open it.
      await product.sql(
        "update workspace set join_open = true, join_code = 'on-the-wall', join_domains = '{lumen.example}'",
      );
      const page = await product.window(null, { phone: true, language });
      const check = async (name: string): Promise<void> => {
        await page.locator("main h1").first().waitFor();
        await eventually(() => page.locator("[aria-busy=true]").count()).toBe(0);
        expect(await page.evaluate(() => document.documentElement.lang), name).toBe(language);
        // A topic of the demo's is called as the example that a form gives.
        expect(await inAnotherLanguage(page, language, ["Emploi"]), name).toEqual([]);
        // What axe looks for is the same in both; words and widths are not.
        if (language === "fr") expect(await violations(page), name).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
      };
      for (const path of ["/door/on-the-wall", "/door/of-nobody", `${new URL(link).pathname}x`]) {
        await page.goto(`${product.address}${path}`);
        await check(path);
      }
      await page.goto(link);
      await check("invitation");
      const token = new URL(link).pathname.replace("/join/", "");
      // Who is quicker than a person is told to wait some seconds.
      const accept = () => product.ask(page, "POST", "/api/join/accept", { token });
      await accept().catch(async () => {
        await page.waitForTimeout(15_000);
        await accept();
      });
      await page.reload();
      await check("in already");
      for (const step of ["charter", "accounts", "topics"]) {
        await product.ask(page, "PUT", "/api/me/welcome", { step });
        await page.goto(`${product.address}/welcome`);
        await check(step);
      }
      await product.ask(page, "PUT", "/api/me/welcome", { step: null });
      await page.goto(`${product.address}/welcome`);
      await check("done");
      await page.context().clearCookies();
      await page.goto(link);
      await check("used");
    },
  );
});

test("the language is switched in the menu and stays", { timeout: 60_000 }, async () => {
  const page = await product.window("camille.durand@atelier-lumen.example");
  await page.getByRole("button", { name: "Menu of Camille Durand" }).click();
  await page.getByRole("menuitem", { name: "Français" }).click();
  await page.getByRole("heading", { level: 1, name: "Cartes" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Cartes" }).waitFor();
});

test(
  "an address of nothing says so, a new post asks for nothing, and a dialog that is left gives the focus back",
  { timeout: 60_000 },
  async () => {
    const page = await product.window(admin);
    for (const path of [
      "/training/own/new",
      "/portraits/none",
      "/briefs/none",
      "/campaigns/none",
      `/asked/${crypto.randomUUID()}`,
    ]) {
      await open(page, path);
      await page.getByText("This page does not exist").waitFor();
      expect(await page.getByRole("button", { name: "Try again" }).count(), path).toBe(0);
    }
    const refused: string[] = [];
    page.on("response", (response) => void (response.status() >= 400 && refused.push(response.url())));
    await open(page, "/entries/new");
    await page.waitForLoadState("networkidle");
    expect(refused).toEqual([]);
    await open(page, "/portraits");
    const ask = page.getByRole("button", { name: "Ask for a portrait" });
    await ask.click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await eventually(() => ask.evaluate((one) => one === document.activeElement)).toBe(true);
  },
);

test("the global stop shows on every page until somebody lifts it", { timeout: 60_000 }, async () => {
  const page = await product.window(admin);
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "Stop everything…" }).click();
  await page.getByLabel(/^Why/).fill("A drill");
  await page.getByRole("button", { name: "Stop everything", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "A drill" }).waitFor();
  await page.goto(`${product.address}/sources`);
  await page.getByRole("alert").filter({ hasText: "Everything is stopped" }).waitFor();
  await page.getByRole("button", { name: "Lift the stop" }).click();
  await page.getByText("Everything is stopped").waitFor({ state: "detached" });
});

test(
  "the first load of script stays small, on a phone and on the canvas of every map",
  { timeout: 120_000 },
  async () => {
    /** Kilobytes of script that a page asked for, each file as its gzip twin weighs. */
    const weigh = async (page: Page, path: string): Promise<number> => {
      await page.goto(`${product.address}${path}`);
      await page.locator("main h1, header h1").first().waitFor();
      await page.waitForLoadState("networkidle");
      const scripts = await page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map((entry) => new URL(entry.name).pathname)
          .filter((name) => name.endsWith(".js")),
      );
      const sizes = await Promise.all(
        [...new Set(scripts)].map(
          async (script) => (await stat(new URL(`../../dist/editor${script}.gz`, import.meta.url))).size,
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0) / 1024;
    };
    const drawing = await product.window(admin);
    const maps = await product.ask<{ rows: { id: string; name: string }[] }>(drawing, "GET", "/api/maps");
    const ambassador = await product.window("noah.petit@atelier-lumen.example", { phone: true });
    // What comes seconds after the first picture (notices.tsx) is no part of it, however late a busy machine paints that.
    for (const page of [drawing, ambassador])
      await page.addInitScript(() => {
        const soon = window.setTimeout.bind(window);
        window.setTimeout = ((act: TimerHandler, after = 0, ...rest: unknown[]) =>
          after < 1_000 ? soon(act, after, ...rest) : 0) as typeof window.setTimeout;
      });
    const phone = await weigh(ambassador, "/");
    expect(phone).toBeGreaterThan(100);
    expect(maps.rows.length).toBeGreaterThan(1);
    // A map brings the settings of its steps with it, so each has a weight of its own.
    for (const { id, name } of maps.rows) {
      const canvas = await weigh(drawing, `/maps/${id}`);
      expect(phone, name).toBeLessThan(canvas);
      expect(canvas, name).toBeLessThan(350);
    }
  },
);
