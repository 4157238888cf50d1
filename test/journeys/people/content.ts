import type { Page } from "playwright-core";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

type Row = { id: number; title: string; topics: { name: string }[]; mine: { state: string } | null };
type Delivery = { id: number; state: string; text: string };

/** The hub: found by a word, shared by one's own hand and with an account, now and later, taken along as one file, and read without a network. */
export async function run(stage: Stage): Promise<void> {
  const french = stage.language === "fr";
  const said = french
    ? [
        "Les vitrines du Vieux-Lyon s’éteignent plus tôt",
        "Une rampe de lumière pour le tramway T7",
        "Le clocher se voit de nouveau la nuit",
      ]
    : [
        "The windows of the old town go dark earlier",
        "A ramp of light for the tramway T7",
        "The steeple is seen at night again",
      ];
  // Offered to everybody: also to who is asked nothing, and has no account.
  for (const [at, title] of said.entries())
    await stage.news({ title, link: `https://atelier-lumen.example/${stage.language}/hub-${at}` });
  const admin = await stage.desk("admin");
  const rule = await stage.ask<{ short: boolean; marks: boolean }>(admin, "GET", "/api/links");
  await stage.ask(admin, "PUT", "/api/links", { short: true, marks: true });
  await byHand(stage, said[0]!);
  await stage.ask(admin, "PUT", "/api/links", { short: rule.short, marks: rule.marks });
  await withAccount(stage, said[1]!, said[2]!);
  await oneCard(stage);
  await withoutNetwork(stage);
}

const offersOf = async ({ ask }: Stage, page: Page, search: string): Promise<Row[]> =>
  (await ask<{ rows: Row[] }>(page, "GET", `/api/content/offers?search=${encodeURIComponent(search)}`)).rows;

/** Without an account: search, filter, the sheet, the words copied, "I posted it", and taken back. */
async function byHand(stage: Stage, title: string): Promise<void> {
  const { t, look, ask } = stage;
  const { page } = await stage.joined({ networks: [] });
  await within(async () => (await offersOf(stage, page, title)).length > 0);
  await page.goto(`${stage.product.address}/content`);
  await page.getByRole("heading", { name: t("content.title"), level: 1 }).waitFor();
  await look(page, "content-01-hub", { widths: [1024, 1440] });
  const field = page
    .getByRole("searchbox", { name: t("content.search") })
    .or(page.getByLabel(t("content.search")))
    .first();
  // Without capitals, as one types on a phone.
  await field.fill(title.toLowerCase().slice(0, 18));
  const found = page.getByRole("link", { name: title });
  await found.waitFor();
  await look(page, "content-02-found", { widths: [1024, 1440] });
  await page.getByRole("button", { name: t("content.kind"), exact: true }).tap();
  await look(page, "content-03-kinds");
  await page.getByRole("menuitem", { name: t("content.kind.video") }).tap();
  await page.getByText(t("content.notFound")).waitFor();
  await look(page, "content-04-nothing");
  await page.getByRole("button", { name: t("content.without", { name: t("content.kind.video") }) }).tap();
  await found.tap();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("heading", { name: t("offer.handTitle") }).waitFor();
  await sheet.getByText(t("offer.told")).waitFor();
  await look(page, "content-05-by-hand", { widths: [1024, 1440] });
  const [row] = await offersOf(stage, page, title);
  const { short, ways } = await ask<{
    short: string | null;
    ways: { network: string; text: string; address: string }[];
  }>(page, "GET", `/api/content/offers/${row!.id}`);
  for (const way of ways.filter(({ address }) => address.includes("{text}")))
    if (short !== null && !way.text.includes(short))
      stage.wrong(`the words for ${way.network} do not carry the person's own link`);
  const opens = await sheet.getByRole("link", { name: t("offer.open", { network: "X" }) }).getAttribute("href");
  if (short === null) stage.wrong("there is no link of the person's own, though the company wants short links");
  await sheet.getByText(t("offer.short")).waitFor();
  if (short !== null && !(opens ?? "").includes(encodeURIComponent(short)))
    stage.wrong("the page of X opens without the person's own link");
  await sheet.getByRole("button", { name: t("offer.copy") }).tap();
  await sheet.getByRole("button", { name: t("action.copied") }).waitFor();
  await sheet.getByRole("button", { name: t("offer.edit") }).tap();
  await sheet.getByLabel(t("offer.words")).fill("x".repeat(2000));
  await sheet.getByText(t("offer.tooLong", { network: "X" })).waitFor();
  await look(page, "content-06-too-long");
  const told = sheet.getByRole("checkbox", { name: t("offer.told") });
  // Said, taken back, said again: the page shows each before the next tap.
  for (const on of [true, false, true]) {
    await told.tap();
    await within(async () => ((await offersOf(stage, page, title))[0]?.mine?.state === "told") === on);
    await within(async () => (await told.isChecked()) === on && (await told.isEnabled()));
  }
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await page.goto(`${stage.product.address}/content`);
  await kit(stage, page, row!.id);
}

/** All of it as one file, that opens. */
async function kit(stage: Stage, page: Page, id: number): Promise<void> {
  const answer = await page.context().request.get(`${stage.product.address}/api/content/offers/${id}/kit`);
  const body = await answer.body();
  if (!answer.ok() || body.subarray(0, 2).toString() !== "PK")
    stage.wrong(`the kit of an offer is no zip: ${answer.status()}`);
  if (!/^attachment; filename="[\w-]+\.zip"$/u.test(answer.headers()["content-disposition"] ?? ""))
    stage.wrong(`the kit is kept as ${answer.headers()["content-disposition"]}`);
  if (!body.includes(stage.language === "fr" ? "textes.txt" : "words.txt")) stage.wrong("the kit has no words");
}

/** With an account: now, taken back within ten seconds, now for good; and another one later. */
async function withAccount(stage: Stage, now: string, later: string): Promise<void> {
  const { t, look, ask } = stage;
  const { page } = await stage.joined();
  const deliveries = async (): Promise<Delivery[]> =>
    (await ask<{ rows: Delivery[] }>(page, "GET", "/api/deliveries")).rows;
  const open = async (title: string) => {
    const [row] = await within(async () => {
      const rows = await offersOf(stage, page, title);
      return rows.length > 0 && rows;
    });
    await page.goto(`${stage.product.address}/content/${row!.id}`);
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel(t("offer.words")).waitFor();
    return sheet;
  };
  let sheet = await open(now);
  await look(page, "content-07-own", { widths: [1024, 1440] });
  await sheet.getByRole("button", { name: t("offer.publish"), exact: true }).tap();
  await page.getByText(t("offer.leaving", { network: "Mastodon" })).waitFor();
  await look(page, "content-08-leaving");
  await page.getByRole("button", { name: t("action.undo") }).tap();
  await page.getByText(t("offer.back")).waitFor();
  if ((await deliveries()).some(({ text, state }) => text.includes(now) && state === "published"))
    stage.wrong("what was taken back within ten seconds is out");
  sheet = await open(now);
  await sheet.getByRole("button", { name: t("offer.publish"), exact: true }).tap();
  await within(
    async () => (await deliveries()).some(({ text, state }) => text.includes(now) && state === "published"),
    60_000,
  );
  await page.goto(`${stage.product.address}/content`);
  await page.getByRole("heading", { name: t("content.title"), level: 1 }).waitFor();
  const [row] = await offersOf(stage, page, now);
  if (row?.mine?.state !== "published")
    stage.wrong(`what is out stands in the hub as ${row?.mine?.state ?? "nothing"}`);
  sheet = await open(later);
  await sheet.getByRole("button", { name: t("content.later"), exact: true }).tap();
  await sheet.getByRole("button", { name: t("offer.morning") }).tap();
  await look(page, "content-09-later");
  await sheet.getByRole("button", { name: t("offer.plan"), exact: true }).tap();
  await within(async () => (await offersOf(stage, page, later))[0]?.mine?.state === "planned");
  // Its own sentence instead of a button.
  await page.goto(`${stage.product.address}/content/${row!.id}`);
  await page.getByRole("dialog").waitFor();
  await look(page, "content-10-shared-already");
}

/** One story that two maps tell in nearly the same words is one card, under the topics of both. */
async function oneCard(stage: Stage): Promise<void> {
  const french = stage.language === "fr";
  const link = `https://atelier-lumen.example/${stage.language}`;
  const title = french
    ? "Le pont des Arts, relu par la lumière de ses lampes"
    : "The bridge of Arts, told anew by the light of its lamps";
  await stage.news({ title, link: `${link}/pont-1`, topics: ["Projets"] });
  await stage.news({ title: `${title} !`, link: `${link}/pont-2`, topics: ["Coulisses"] });
  const { page } = await stage.joined({ networks: [] });
  const rows = await within(async () => {
    const all = await offersOf(stage, page, title.slice(0, 20));
    return all.some(({ topics }) => topics.length >= 2) && all;
  });
  if (rows.length !== 1) stage.wrong(`one story of two maps is ${rows.length} cards`);
}

/** What was read last opens without a network, says since when, and is gone once its person signs out. */
async function withoutNetwork(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const { page, name } = await stage.joined({ networks: [] });
  await page.goto(`${stage.product.address}/content`);
  await page.getByRole("heading", { name: t("content.title"), level: 1 }).waitFor();
  const files = () =>
    page.evaluate(async () => {
      const cache = await caches.open("relaymap-shell");
      return (await cache.keys()).length;
    });
  await within(async () => (await files()) > 5);
  // Its page, and what it is made of.
  await page.reload();
  await page.getByRole("heading", { name: t("content.title"), level: 1 }).waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(t("content.staleSince", { at: "§" }).split("§")[0]!).waitFor();
  await look(page, "content-11-without-network", { widths: [1024, 1440] });
  await page
    .getByRole("button", { name: t("offer.copy") })
    .first()
    .tap();
  await page.getByRole("button", { name: t("action.copied") }).waitFor();
  await page.context().setOffline(false);
  await page
    .getByRole("button", { name: t("action.retry") })
    .or(page.getByLabel(t("content.search")))
    .first()
    .waitFor();
  await page.reload();
  await page.getByLabel(t("content.search")).first().waitFor();
  // The menu of one's own stands at the side of a wide window.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: t("user.menu", { name }) }).tap();
  await page.getByRole("menuitem", { name: t("user.signOut") }).tap();
  await page.waitForURL(/\/sign-in/u);
  const left = await within(async () => {
    const names = await page.evaluate(() =>
      Object.keys(localStorage).filter((place) => place.startsWith("relaymap:hub:")),
    );
    return names.length === 0 && { names };
  });
  if (left.names.length > 0) stage.wrong("what the hub showed stays on the device after its person signed out");
}
