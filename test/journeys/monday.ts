import type { Page } from "playwright-core";
import { openHouse } from "./people.ts";
import type { Stage } from "./people-stage.ts";
import { play } from "./play.ts";
import { within } from "./wait.ts";

/**
 * A community manager's Monday, in both languages: from a week in which nothing is chosen to one that is planned and sent to people as proposals,
 * and an ambassador opens theirs. `npm run journey -- monday`, with `--language fr` and `--shots DIR` as for `people`.
 */
export const monday = (args: readonly string[]): Promise<Record<string, number>> =>
  play<Stage>(args, { monday: whole }, openHouse);

const said = {
  fr: {
    taken: "La fontaine de la place Bellecour s’éclaire d’une seule lampe",
    left: "Un cinéma de quartier rallume son enseigne",
  },
  en: { taken: "A single lamp lights the fountain on the square", left: "A small cinema switches its sign on again" },
} as const;

type Row = { id: string; title: string; state: string; at: string | null };
type Waiting = { id: number; text: string; state: string };

async function whole(stage: Stage): Promise<void> {
  const words = said[stage.language];
  // Somebody new who takes everything, at whose phone the week arrives.
  const { page: phone } = await stage.joined({ networks: ["x"] });
  const page = await stage.desk("manager");
  await bring(stage, page, Object.values(words));
  const drafts = await empty(stage, page);
  const again = await choose(stage, page, words);
  await send(stage, page, [...drafts, words.taken, ...again]);
  await answer(stage, phone, words.taken);
}

/** News that comes in, and that no map takes: its words are nobody's. */
async function bring({ ask, language }: Stage, page: Page, titles: readonly string[]): Promise<void> {
  const config = { name: `monday ${language}`, proof: "address", secret: null };
  const { url } = await ask<{ url: string }>(page, "POST", "/api/sources/address", { type: "webhook-in", config });
  const node = (id: string, type: string, settings: object, version = 1) => ({
    ...{ id, type, version, config: settings },
    position: { x: 0, y: 0 },
  });
  const wire = (from: string, to: string) => ({
    id: from,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const nodes = [
    node("in", "webhook-in", config),
    node("keywords", "keywords", { mode: "any", words: ["zzz"], fields: ["title"], whole: true }),
    node("people", "ambassadors", { topics: [], pictures: "with" }, 2),
  ];
  const schedule = { kind: "interval", minutes: 15 };
  const name = `Monday ${language}`;
  const edges = [wire("in", "keywords"), wire("keywords", "people")];
  const document = { schema: 1, name, nodes, edges, schedule, first: { kind: "newest", count: 1 } };
  const map = await ask<{ id: string; revision: number }>(page, "POST", "/api/maps", { name, document });
  await ask(page, "POST", `/api/maps/${map.id}/publish`, { revision: map.revision });
  for (const title of titles) {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({
      title,
      text: title,
      link: `https://atelier-lumen.example/${encodeURIComponent(title)}`,
    });
    const answered = await fetch(url, { method: "POST", headers, body });
    if (!answered.ok) throw new Error(`${answered.status} ${await answered.text()}`);
  }
  type News = { news: { title: string }[] };
  await within(async () => {
    const { news } = await ask<News>(page, "GET", "/api/monday?week=next");
    return titles.every((title) => news.some((one) => one.title === title));
  });
}

const drafts = async ({ ask }: Stage, page: Page): Promise<Row[]> =>
  (await ask<{ rows: Row[] }>(page, "GET", "/api/entries?of=drafts&limit=100")).rows;

/** Nothing of one's own is chosen; what others drafted for the week waits to be accepted. Gives what does. */
async function empty(stage: Stage, page: Page): Promise<string[]> {
  const { t, look } = stage;
  await page.goto(`${stage.product.address}/monday?week=next`);
  await page.getByRole("heading", { name: t("monday.ready") }).waitFor();
  await page.getByRole("button", { name: t("monday.begin") }).click();
  await page.getByRole("heading", { name: t("monday.left", { minutes: 30 }) }).waitFor();
  await look(page, "monday-01-news", { widths: [1024, 390] });
  await step(stage, page, "send");
  await page
    .getByRole("heading", { name: t("monday.sendTitle") })
    .or(page.getByText(t("monday.sendNone")))
    .first()
    .waitFor();
  await look(page, "monday-02-drafts");
  const titles = await page.locator("main li:has(input[type=datetime-local]) strong").allTextContents();
  await step(stage, page, "news");
  return titles;
}

const step = async ({ t }: Stage, page: Page, name: "news" | "second" | "gaps" | "who" | "send"): Promise<void> => {
  const button = page
    .getByRole("list", { name: t("monday.steps") })
    .getByRole("button", { name: t(`monday.step.${name}`) });
  await button.click();
  await within(async () => (await button.getAttribute("aria-current")) === "step");
};

/** News is taken, left and taken back; what rested gets its second life; gaps and who has room are seen. Gives what is told again. */
async function choose(stage: Stage, page: Page, words: { taken: string; left: string }): Promise<string[]> {
  const { t, look, ask } = stage;
  const take = (title: string) => page.getByRole("button", { name: t("monday.takeNamed", { title }), exact: true });
  const leave = (title: string) => page.getByRole("button", { name: t("monday.takenNamed", { title }), exact: true });
  await take(words.taken).click();
  await leave(words.taken).waitFor();
  await take(words.left).click();
  await leave(words.left).click();
  await page.getByText(t("monday.leftNamed", { title: words.left })).waitFor();
  await look(page, "monday-03-left");
  await take(words.left).waitFor();
  // Kept by the house, not by the page.
  await page.reload();
  await leave(words.taken).waitFor();
  await step(stage, page, "second");
  await page.getByRole("heading", { name: t("monday.secondTitle") }).waitFor();
  await look(page, "monday-04-second", { widths: [1024, 390] });
  // What rested is planned in the first language; in the second it is on its way.
  const rested = page.getByRole("listitem").filter({ has: page.getByText(t("monday.take"), { exact: true }) });
  const again = await rested.getByRole("heading").allTextContents();
  const planned = (await ask<{ planned: unknown[] }>(page, "GET", "/api/monday?week=next")).planned.length > 0;
  if (!planned && again.length === 0) stage.wrong("nothing of three months deserves a second life");
  for (const title of again.slice(0, 1)) {
    await take(title).click();
    await leave(title).waitFor();
  }
  await step(stage, page, "gaps");
  await page.getByRole("heading", { name: t("monday.gapsTitle") }).waitFor();
  await step(stage, page, "who");
  await page.getByRole("heading", { name: t("monday.whoTitle") }).waitFor();
  await page.getByText("Léa Martin").first().waitFor();
  await look(page, "monday-05-who", { widths: [1024, 390] });
  return again.slice(0, 1);
}

/** One is told another topic; the week is sent, once, and stands in the calendar; what was sent is no news any more. */
async function send(stage: Stage, page: Page, titles: readonly string[]): Promise<void> {
  const { t, look, ask } = stage;
  await step(stage, page, "send");
  for (const title of titles) await page.getByText(title, { exact: true }).first().waitFor();
  await look(page, "monday-06-send", { widths: [1024, 390] });
  await page.getByRole("button", { name: t("monday.send") }).click();
  await page.getByRole("link", { name: t("monday.done") }).waitFor();
  const left = await drafts(stage, page);
  for (const { title } of left.filter((one) => titles.includes(one.title)))
    stage.wrong(`“${title}” is a draft after its week was sent`);
  await look(page, "monday-07-sent");
  type News = { news: { title: string }[] };
  const { news } = await ask<News>(page, "GET", "/api/monday?week=next");
  for (const { title } of news.filter((one) => titles.includes(one.title)))
    stage.wrong(`“${title}” is proposed as news after its week was sent`);
  await page.getByRole("link", { name: t("monday.done") }).click();
  await page.waitForURL(/\/calendar/u);
  // What people are asked stands there as one bundle a story; who is asked finds it below.
  await page.locator("main h1").or(page.locator("header h1")).first().waitFor();
}

/** Who is asked sees it on their phone, before its time, and says yes: it goes out when its time has come. */
async function answer(stage: Stage, phone: Page, title: string): Promise<void> {
  const { t, look, ask } = stage;
  const mine = async (): Promise<Waiting | undefined> =>
    (await ask<{ rows: Waiting[] }>(phone, "GET", "/api/deliveries?limit=100")).rows.find(({ text }) =>
      text.includes(title),
    );
  const asked = await within(async () => {
    const one = await mine();
    return one?.state === "held" ? one : null;
  }, 90_000);
  await phone.goto(`${stage.product.address}/proposals/${asked.id}`);
  await phone.getByRole("article", { name: title }).first().waitFor();
  await look(phone, "monday-08-proposal");
  await phone.getByRole("button", { name: t("proposals.publish"), exact: true }).tap();
  await within(async () => ["ready", "published"].includes((await mine())?.state ?? ""), 60_000);
}
