import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jpeg } from "#test/support/pictures.ts";
import { full } from "../faults/world.ts";
import { inAnotherLanguage, lineOf, violations, wcag } from "./axe.ts";
import { eventually } from "./eventually.ts";
import { newPage, openProduct, type Product } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await openProduct();
}, 180_000);
afterAll(() => product?.close());

const account = (page: Page, network: string) => page.getByRole("article", { name: new RegExp(network) });

type Story = {
  id: number;
  posts: { id: number; account: { network: string }; post: { parts: { media?: unknown[] }[] } }[];
};
const storiesOf = async (page: Page) =>
  (await product.ask<{ rows: Story[] }>(page, "GET", "/api/proposals?limit=200")).rows;

test(
  "an ambassador on a phone answers a story once for all networks, undoes it, says it in own words, and sets another aside",
  { timeout: 90_000 },
  async () => {
    const page = await product.window("hugo.bernard@atelier-lumen.example", { phone: true });
    const rows = await storiesOf(page);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows[0]!.posts.length).toBe(2);
    const waiting = async () => (await storiesOf(page)).length;

    const yes = page.getByRole("button", { name: "Publish on 2" });
    for (const button of [
      yes,
      page.getByRole("button", { name: "Later" }),
      page.getByRole("button", { name: "Not for me" }),
    ]) {
      const box = await button.boundingBox();
      expect(box!.height).toBeGreaterThanOrEqual(48);
      expect(box!.x + box!.width).toBeLessThanOrEqual(390);
    }
    expect(await violations(page, wcag)).toEqual([]);
    // One tap for both networks; until it leaves one tap takes both back.
    await yes.click();
    await page.getByRole("heading", { name: /^It leaves for .* in 10 seconds/ }).waitFor();
    await eventually(waiting).toBe(rows.length - 1);
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(waiting).toBe(rows.length);

    await page.getByRole("button", { name: "Begin with a sentence of your own" }).click();
    await page.getByLabel("Your own first sentence").fill("x".repeat(10_000));
    await page.getByText(/characters too many/).waitFor();
    expect(await page.getByRole("button", { name: "Done", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("Your own first sentence").fill("In my own words: worth a read!");
    await page.getByRole("button", { name: "Done", exact: true }).click();
    await page.getByRole("article").locator("article p").filter({ hasText: "In my own words" }).waitFor();
    await yes.click();
    await page.getByRole("button", { name: "See the next one" }).click();
    await eventually(waiting).toBe(rows.length - 1);

    // The no is taken when its sheet opens; a reason is one tap, and it can be taken back too.
    await page.getByRole("button", { name: "Not for me" }).click();
    const sheet = page.getByRole("dialog", { name: "Not for you: noted." });
    await sheet.waitFor();
    await eventually(waiting).toBe(rows.length - 2);
    await sheet.getByRole("button", { name: "Not my tone" }).click();
    await sheet.waitFor({ state: "detached" });
    await page
      .getByText("Not for you: it is not published")
      .locator("..")
      .getByRole("button", { name: "Undo" })
      .click();
    await eventually(waiting).toBe(rows.length - 1);

    // Without a connection the yes waits on the phone; it goes out once when that is back.
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Publish when online" }).click();
    await page.getByRole("heading", { name: "Your yes waits here" }).waitFor();
    expect(await waiting()).toBe(rows.length - 1);
    await page.context().setOffline(false);
    await eventually(waiting).toBe(rows.length - 2);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await eventually(waiting).toBe(rows.length - 1);

    await page.getByRole("button", { name: "Close, to the list" }).click();
    await page.goto(`${product.address}/deliveries`);
    await page.getByText("In my own words").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  },
);

test(
  "an ambassador on a phone says what a picture shows, takes it off and puts it back, by touch and by keyboard, before the yes",
  { timeout: 90_000 },
  async () => {
    const page = await product.window("ines.moreau@atelier-lumen.example", { phone: true });
    const pictured = (await storiesOf(page)).find(({ posts }) => posts[0]!.post.parts[0]!.media !== undefined)!;
    await page.goto(`${product.address}/proposals/${pictured.id}`);
    await page.getByRole("button", { name: "Describe" }).click();
    // The field has the focus already.
    await page.keyboard.type("A disc of light above hills");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("img", { name: "A disc of light above hills" }).waitFor();
    await page.getByRole("button", { name: "Take off" }).click();
    await page.getByText("Goes out without this picture").waitFor();
    await page.getByRole("img", { name: "A disc of light above hills" }).waitFor({ state: "detached" });
    // The focus stays in the row: the way back is under the finger.
    await page.keyboard.press("Enter");
    await page.getByRole("img", { name: "A disc of light above hills" }).waitFor();
    for (const name of ["Change", "Take off"])
      expect((await page.getByRole("button", { name }).boundingBox())!.height, name).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole("button", { name: /^Publish/ }).click();
    await page.getByRole("heading", { name: /^It leaves for/ }).waitFor();
    const { post, earlier } = await product.ask<{
      post: { parts: { media: { alt: string }[] }[] };
      earlier: { post: { parts: { media: { alt?: string }[] }[] } }[];
    }>(page, "GET", `/api/deliveries/${pictured.posts[0]!.id}`);
    expect(post.parts[0]?.media).toMatchObject([{ alt: "A disc of light above hills" }]);
    expect(earlier[0]?.post.parts[0]?.media[0]?.alt).toBeUndefined();
  },
);

test(
  "an ambassador pauses, automates with an end, disconnects, and connects again through the network's own page",
  { timeout: 120_000 },
  async () => {
    const page = await product.window("noah.petit@atelier-lumen.example", { phone: true });
    await page.goto(`${product.address}/accounts`);
    const x = account(page, "X ");
    await x.getByText("Paused", { exact: true }).click();
    const pause = page.getByRole("dialog", { name: /^Pause .* on X$/ });
    await pause.getByText(/^A week, on again on/).click();
    await pause.getByRole("button", { name: "Pause", exact: true }).click();
    await x.getByText(/Paused up to and including .*; then you are asked again before each post/).waitFor();
    await eventually(
      async () =>
        (await product.ask<{ rows: { network: string; mode: string }[] }>(page, "GET", "/api/accounts")).rows.find(
          (row) => row.network === "x",
        )?.mode,
    ).toBe("paused");

    await x.getByText("Automatic", { exact: true }).click();
    const consent = page.getByRole("dialog", { name: /post automatically/ });
    await consent.getByText("3 months").click();
    await consent.getByRole("button", { name: "Yes, post automatically" }).click();
    await x.getByText(/without asking.*until/).waitFor();

    await x.getByRole("button", { name: /More actions/ }).click();
    await page.getByRole("menuitem", { name: "Disconnect" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await x.waitFor({ state: "detached" });

    const toX = async () => {
      await page.getByRole("button", { name: "Connect an account" }).click();
      await page.getByRole("radio", { name: /^X/ }).click();
      await page.getByRole("button", { name: "Go to X" }).click();
      await page.waitForURL((url) => url.port !== new URL(product.address).port);
    };
    // What belongs to a colleague stays theirs, and the sentence that says so comes back with the person.
    await toX();
    await sayYes(page, "hugo_bernard");
    await page.getByText(/hugo_bernard is connected here by somebody else/).waitFor();
    // Whoever tries the product as themselves gets an account on the simulated network.
    await toX();
    await page.getByLabel("First and last name").fill("Noah Neuf");
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(`${product.address}/accounts?connected=*`);
    await page.getByText(/^Connected\./).waitFor();
    await account(page, "X ").getByText("You get a proposal and say yes or no to each post.").waitFor();
  },
);

test(
  "an ambassador connects Bluesky by an app password that they find on the network's own page, and is told what is wrong with another",
  { timeout: 120_000 },
  async () => {
    const page = await product.window("hugo.bernard@atelier-lumen.example", { phone: true });
    await page.goto(`${product.address}/accounts`);
    await page.getByRole("button", { name: "Connect an account" }).click();
    const dialog = page.getByRole("dialog", { name: "Connect an account" });
    await dialog.getByRole("radio", { name: /^Bluesky/ }).click();
    const settings = await newPage(page, () => dialog.getByRole("link", { name: "Open that page" }).click());
    const [, , password = ""] = await settings
      .getByRole("row", { name: "Hugo Bernard" })
      .getByRole("cell")
      .allTextContents();
    await settings.close();

    await dialog.getByLabel("Handle or e-mail").fill("@hugo-bernard.sky.example");
    await dialog.getByRole("textbox", { name: "App password" }).fill("my usual password");
    await dialog.getByRole("button", { name: "Connect", exact: true }).click();
    await dialog.getByText("This is not an app password.").waitFor();
    await dialog.getByRole("textbox", { name: "App password" }).fill(password);
    await dialog.getByRole("button", { name: "Connect", exact: true }).click();
    await page.waitForURL(`${product.address}/accounts?connected=*`);
    await account(page, "Bluesky").getByText("@hugo-bernard.sky.example").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  },
);

/** The simulated network's own page: who you are there, then yes. */
async function sayYes(page: Page, handle: string): Promise<void> {
  const me = page.getByText(handle).first();
  if (await me.isVisible().catch(() => false)) await me.click().catch(() => undefined);
  await page
    .getByRole("button", { name: /authori[sz]e|allow|yes|accept/i })
    .first()
    .click();
}

// The journey of those who suggest (`npm run journey -- people suggesting`) plays it in both languages, and more.
test.runIf(full)(
  "what an ambassador brings in on a phone is read, said otherwise with their yes, enters a map and is posted; a link in the other language, too",
  { timeout: 120_000 },
  async () => {
    const author = await product.window("hugo.bernard@atelier-lumen.example", { phone: true, language: "fr" });
    const sound = async () => {
      expect((await violations(author, wcag)).map(lineOf)).toEqual([]);
      expect(await author.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    };
    await author.goto(`${product.address}/suggest`);
    const send = author.getByRole("button", { name: /^Envoyer/ });
    await send.waitFor();
    await author
      .locator("input[type=file]")
      .setInputFiles({ name: "hier.jpg", mimeType: "image/jpeg", buffer: await jpeg({ width: 1200, height: 800 }) });
    await author.getByLabel("Ce que montre la photo").fill("Escalier éclairé");
    await author.getByLabel("Ce qui s’y passe").fill("Trois nuits dans l’escalier");
    // What is promised is never ticked for anybody, and nothing goes without it.
    expect(await send.isDisabled()).toBe(true);
    for (const box of ["Les personnes visibles sont d’accord", "Ni client, ni plan, ni prix confidentiel"])
      await author.getByLabel(box).check();
    await sound();
    expect(await inAnotherLanguage(author, "fr")).toEqual([]);
    await send.click();
    await author.getByText(/En lecture/).waitFor();

    const manager = await product.window("camille.durand@atelier-lumen.example", { language: "en" });
    const step = (id: string, type: string, config: object, version = 1) => ({
      id,
      type,
      version,
      config,
      position: { x: 0, y: 0 },
    });
    const drawing = {
      schema: 1,
      name: "Brought in",
      nodes: [step("in", "suggestions", {}), step("people", "ambassadors", { pictures: "with", several: "posts" }, 2)],
      edges: [{ id: "w", from: { node: "in", port: "out" }, to: { node: "people", port: "in" } }],
    };
    const map = await product.ask<{ id: string; revision: number }>(manager, "POST", "/api/maps", {
      name: drawing.name,
      document: drawing,
    });
    await product.ask(manager, "POST", `/api/maps/${map.id}/publish`, { revision: map.revision });

    await manager.goto(`${product.address}/suggestions`);
    await manager.getByRole("button", { name: /^Accept/ }).waitFor();
    await manager.keyboard.press("e");
    await manager.getByLabel("Headline").fill("Trois nuits pour un escalier");
    await manager.getByRole("button", { name: /^Ask Hugo/ }).click();
    await manager.getByRole("heading", { name: "Nothing waits to be read" }).waitFor();

    await author.reload();
    await author.getByRole("button", { name: /D’autres mots/ }).click();
    await author.getByText("Trois nuits pour un escalier").waitFor();
    await author.getByRole("button", { name: "D’accord" }).click();
    await author.getByText(/l’a retenue$/).waitFor();
    await sound();

    type Row = { id: number; item: { title: string } };
    const brought = async (path: string) =>
      (await product.ask<{ rows: Row[] }>(author, "GET", path)).rows.find(
        ({ item }) => item.title === "Trois nuits pour un escalier",
      );
    await eventually(() => brought("/api/proposals?limit=200"), 30_000).toBeDefined();
    const proposal = (await brought("/api/proposals?limit=200"))!;
    await product.ask(author, "POST", `/api/proposals/${proposal.id}/publish`, {});
    const state = async () =>
      (await product.ask<{ state: string }>(author, "GET", `/api/deliveries/${proposal.id}`)).state;
    await eventually(state, 60_000).toBe("published");
    await author.reload();
    await author.getByRole("heading", { name: /collègue/ }).waitFor();

    const other = await product.window("ines.moreau@atelier-lumen.example", { phone: true, language: "en" });
    await other.goto(
      `${product.address}/suggest?way=bookmark&link=${encodeURIComponent("https://blog.invalid/night")}`,
    );
    await other.getByLabel(/^Why it is worth reading/).fill("On dark nights");
    await other.getByLabel("No confidential client, plan or price").check();
    await other.getByRole("button", { name: /^Send/ }).click();
    await other.getByText("On dark nights").waitFor();
    await manager.getByText("On dark nights").first().waitFor({ timeout: 45_000 });
    await manager.keyboard.press("a");
    await manager.getByRole("heading", { name: "Nothing waits to be read" }).waitFor();
  },
);

const leavers = [
  {
    email: "lea.martin@atelier-lumen.example",
    ...{
      language: "fr" as const,
      pause: "Tout mettre en pause",
      yes: "Mettre en pause",
      paused: "Tout est en pause",
      on: "Reprendre",
    },
    ...{ leave: "Quitter le programme", erase: "Tout effacer et partir", bye: "Bonne route, Léa." },
  },
  {
    email: "hugo.bernard@atelier-lumen.example",
    ...{
      language: "en" as const,
      pause: "Pause everything",
      yes: "Pause",
      paused: "Everything is paused",
      on: "Go on",
    },
    ...{ leave: "Leave the programme", erase: "Erase everything and leave", bye: "Farewell, Hugo." },
  },
];

// The journey of those who leave (`npm run journey -- people`) plays it in both languages, too.
test.each(full ? leavers : leavers.slice(0, 1))(
  "holidays and leaving, from one's own page on a phone ($language)",
  { timeout: 90_000 },
  async ({ email, language, pause, yes, paused, on, leave, erase, bye }) => {
    const page = await product.window(email, { phone: true, language });
    const sound = async () => expect((await violations(page, wcag)).map(lineOf)).toEqual([]);
    await page.goto(`${product.address}/me`);
    await page.getByRole("switch", { name: pause }).press("Space");
    await page.getByRole("dialog").getByRole("button", { name: yes, exact: true }).click();
    await page.getByRole("heading", { name: paused }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await sound();
    await page.getByRole("button", { name: on, exact: true }).click();
    await page.getByRole("switch", { name: pause }).waitFor();
    await page.getByRole("link", { name: leave }).click();
    await page.getByRole("button", { name: erase }).waitFor();
    await sound();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole("button", { name: erase }).click();
    await page.getByRole("heading", { name: bye }).waitFor();
    await sound();
  },
);
