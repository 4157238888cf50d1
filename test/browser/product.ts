import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Client } from "pg";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchPostgres } from "#server/postgres/launch.ts";
import { freePort, runProgram } from "../support/program.ts";
import { buildOnce } from "./build.ts";
import { openChromium } from "./chromium.ts";

export type Product = {
  address: string;
  /** The first start's one-time link. */
  link: string;
  /** A window of its own, signed in as this member of the demo (by e-mail), or a stranger's. */
  window: (email: string | null, options?: { phone?: boolean; language?: "en" | "fr" }) => Promise<Page>;
  /** A call of the API as the member whose window it is. */
  ask: <Answer>(
    page: Page,
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    data?: unknown,
  ) => Promise<Answer>;
  /** One statement in the product's own database, for what else only time would bring. */
  sql: (text: string, values?: readonly unknown[]) => Promise<void>;
  close: () => Promise<void>;
};

/** The real product on its demo, started as `relaymap start` starts it, with a real browser before it; `env`: further settings. */
export async function openProduct(env: Record<string, string> = {}): Promise<Product> {
  await buildOnce();
  const folder = await mkdtemp(join(tmpdir(), "relaymap-browser-"));
  // The tests have a database ready to be copied; a journey (test/journeys) makes a first start.
  if (process.env["VITEST"])
    await (await import("../support/database.ts")).makeReady(join(folder, "postgres"), "migrated");
  const program = runProgram(["start"], {
    DATA_DIR: folder,
    PORT: String(await freePort()),
    LOG_LEVEL: "warn",
    // Tests make the past that they need; a journey is shown what people are.
    ...(process.env["VITEST"] ? { RELAYMAP_DEMO: "new" } : {}),
    ...env,
  });
  let browser: Browser | null = null;
  /** Everything that a page logged as an error: a product that ends with something here has a defect. */
  const complaints: string[] = [];
  const close = async (): Promise<void> => {
    await browser?.close();
    program.child.kill("SIGTERM");
    await program.ended;
    // Nothing of the database may outlive the test, also where the program could not stop it.
    await launchPostgres({ folder: join(folder, "postgres") })
      .then((server) => server.stop())
      .catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
    if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join("\n")}`);
  };
  try {
    const [, address = ""] = await program.says(/Relaymap is ready: (\S+)/);
    const [, link = ""] = await program.says(/Sign in \(once, within 24 h\): (\S+)/);
    browser = await openChromium();
    const opened = browser;
    let admin: BrowserContext | null = null;

    const call = async <Answer>(
      { request }: BrowserContext,
      method: string,
      path: string,
      data?: unknown,
    ): Promise<Answer> => {
      const headers = { origin: address };
      const reply = await request.fetch(`${address}${path}`, {
        method,
        headers,
        ...(data === undefined ? {} : { data }),
      });
      if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
      return await reply.json();
    };
    const ask: Product["ask"] = (page, ...what) => call(page.context(), ...what);
    /** Uses a one-time link without its page, which has tests of its own: pages cost most of these tests' time. */
    const enter = async (context: BrowserContext, oneTime: string): Promise<BrowserContext> => {
      await call(context, "POST", "/api/sign-in/link", { token: new URL(oneTime).searchParams.get("token") });
      return context;
    };
    const window: Product["window"] = async (email, { phone = false, language = "en" } = {}) => {
      const context = await opened.newContext({
        viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
        ...(phone ? { hasTouch: true, isMobile: true } : {}),
        locale: language === "fr" ? "fr-FR" : "en-GB",
        timezoneId: "Europe/Paris",
        reducedMotion: "reduce",
      });
      // A machine that has its hands full is several times as slow as one at rest.
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      page.on("console", (message) => {
        // A refused request is no defect of the page: the tests provoke some.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      if (email === null) return page;
      admin ??= await enter(await opened.newContext(), link);
      const { rows } = await call<{ rows: { id: string; email: string; role: string }[] }>(
        admin,
        "GET",
        "/api/members?limit=200",
      );
      const member = rows.find((row) => row.email === email);
      if (member === undefined) throw new Error(`nobody has the address ${email}`);
      const made = await call<{ link: string }>(admin, "POST", `/api/members/${member.id}/link`, {});
      await enter(context, made.link);
      await call(context, "PATCH", "/api/me", { language });
      // The first page brings all of the editor: on a machine that has its hands full that takes longer than any press.
      await page.goto(member.role === "ambassador" ? address : `${address}/maps`, { timeout: 60_000 });
      return page;
    };
    const sql: Product["sql"] = async (text, values = []) => {
      const { url } = await launchPostgres({ folder: join(folder, "postgres") });
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(text, [...values]).finally(() => client.end());
    };
    return { address, link, window, ask, sql, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for a page that opens beside this one. */
export async function newPage(page: Page, act: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent("page"), act()]);
  await opened.waitForLoadState();
  return opened;
}
