import { asked, at, button, deliveries, leaves, published } from "../people-asked.ts";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** What somebody changes before they say yes: words of their own, another picture, another wording; or a repost instead. */
export async function run(stage: Stage): Promise<void> {
  await inOwnWords(stage);
  await withAnotherPicture(stage);
  await inAnotherWording(stage);
  await passedOn(stage);
}

/** What each part is about: nobody is asked twice for one story, whichever chapter told it. */
const said = {
  words: { fr: "Une école apprend à lire la nuit", en: "A school learns to read the night" },
  picture: { fr: "Le phare se montre sous trois angles", en: "The lighthouse from three sides" },
  wording: { fr: "La serre garde ses plantes au chaud", en: "The glasshouse keeps its plants warm" },
  repost: { fr: "Le moulin tourne de nouveau", en: "The mill turns again" },
} as const;

/** Too long is said, and nothing is cut; a starter, an emoji and a sentence stand first in what goes out. */
async function inOwnWords(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.words[language];
  const page = await asked(stage, title);
  await button(stage, page, "proposals.sentence").tap();
  const sentence = page.getByLabel(t("proposals.sentenceLabel"));
  await sentence.fill("x".repeat(10_000));
  await page.getByText(language === "fr" ? /caractères de trop/u : /characters too many/u).waitFor();
  if (await button(stage, page, "proposals.done").isEnabled()) stage.wrong("10,000 characters can be kept");
  await look(page, "answering-08-too-long");
  const own = language === "fr" ? "J’y étais hier soir." : "I was there last night.";
  await sentence.fill(own);
  await button(stage, page, "proposals.emoji").tap();
  await look(page, "answering-09-emoji");
  await page
    .getByRole("group", { name: t("proposals.emoji") })
    .getByRole("button", { name: language === "fr" ? "ampoule" : "light bulb" })
    .first()
    .tap();
  await button(stage, page, "proposals.done").tap();
  await page.getByText(own).first().waitFor();
  await look(page, "answering-10-own-words");
  await button(stage, page, "proposals.publish").tap();
  await leaves(stage, page).waitFor();
  const [out] = await within(async () => {
    const rows = await published(stage, page, title);
    return rows.length > 0 && rows;
  }, 120_000);
  if (!out!.text.startsWith(own) || !out!.text.includes("💡")) stage.wrong(`own words went out as ${out!.text}`);
}

/** Another of the item's pictures stands in the place of the first, and goes out. */
async function withAnotherPicture(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.picture[language];
  const { page } = await stage.joined({ networks: ["x"] });
  await stage.news({ title, pictures: 3 });
  await within(async () => (await deliveries(stage, page, title)).length > 0, 60_000);
  await at(stage, page, title);
  await button(stage, page, "pictures.other").tap();
  const sheet = page.getByRole("dialog", { name: t("pictures.other") });
  const third = sheet.getByRole("button", { name: `${title}, 3` });
  await third.waitFor();
  if ((await sheet.getByRole("button", { name: new RegExp(title, "u") }).count()) !== 2)
    stage.wrong("not all other pictures are offered, or the own one is");
  await look(page, "answering-17-other-pictures");
  await third.tap();
  await sheet.waitFor({ state: "hidden" });
  await page.getByRole("img", { name: `${title}, 3` }).waitFor();
  await look(page, "answering-18-another-picture");
  await button(stage, page, "proposals.publish").tap();
  const [out] = await within(async () => {
    const rows = await published(stage, page, title);
    return rows.length > 0 && rows;
  }, 120_000);
  type Detail = { post: { parts: { media?: { alt?: string }[] }[] } };
  const { post } = await stage.ask<Detail>(page, "GET", `/api/deliveries/${out!.id}`);
  if (post.parts[0]?.media?.[0]?.alt !== `${title}, 3`)
    stage.wrong(`another picture was chosen, and out is ${JSON.stringify(post.parts[0]?.media)}`);
}

/** Another wording is swiped to: that answers nothing, and it is the one that goes out. */
async function inAnotherWording(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.wording[language];
  const more = {
    fr: [
      "Les orangers y passent l’hiver à l’abri, dix-huit mètres sous le verre.",
      "Visite samedi avec le jardinier : il montre la chaudière et les lampes.",
      "Trois ans de travaux, et les premières fleurs cette semaine.",
    ],
    en: [
      "The orange trees spend the winter there, eighteen metres under glass.",
      "Come along on Saturday: the gardener shows the boiler and the lamps.",
      "Three years of work, and the first flowers this week.",
    ],
  }[language];
  const wordings = more.map((text) => `${title}. ${text}`);
  const { page } = await stage.joined({ networks: ["mastodon"] });
  const manager = await stage.desk("manager");
  const id = crypto.randomUUID();
  const written = {
    version: 1,
    words: wordings.map((text) => ({ text, for: null })),
    people: { networks: ["mastodon"], topics: [], teams: [], languages: [], spread: 0, ahead: 0 },
  };
  const { entry } = await stage.ask<{ entry: { revision: number } }>(manager, "PUT", `/api/entries/${id}`, {
    ...{ revision: 0, written, at: null, until: null, evergreen: false, approval: false, topic: null },
  });
  await stage.ask(manager, "POST", `/api/entries/${id}/plan`, { revision: entry.revision, when: { kind: "now" } });
  await within(async () => (await deliveries(stage, page, title)).length > 0, 120_000);
  const [row] = await deliveries(stage, page, title);
  await page.goto(`${stage.product.address}/proposals/${row!.id}`);
  const line = page.getByRole("group", { name: t("proposals.wordings") });
  await line.waitFor();
  await look(page, "answering-19-wordings");
  // What colleagues said already may be offered no more.
  const count = await line.locator("[aria-hidden] i").count();
  if (count < 2) stage.wrong("of three wordings only one is offered");
  const place = t("proposals.wording", { place: count, count });
  await line.locator("xpath=preceding-sibling::div[1]").evaluate((strip) => {
    strip.scrollTo({ left: strip.scrollWidth, behavior: "instant" });
  });
  await line.getByText(place, { exact: true }).waitFor();
  if ((await deliveries(stage, page, title))[0]?.state !== "held") stage.wrong("a swipe answered a proposal");
  const last = await page.getByRole("article").filter({ visible: true }).allInnerTexts();
  await look(page, "answering-20-another-wording");
  await button(stage, page, "proposals.publish").tap();
  const [out] = await within(async () => {
    const rows = await published(stage, page, title);
    return rows.length > 0 && rows;
  }, 120_000);
  if (!wordings.includes(out!.text) || !last.some((text) => text.includes(out!.text)))
    stage.wrong(`out is ${out!.text}, which was not the wording that was chosen`);
}

/** What the company said on the same network is reposted instead of said in words of one's own. */
async function passedOn(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.repost[language];
  const { page } = await stage.joined({ networks: ["x"] });
  const manager = await stage.desk("manager");
  const config = { name: title, proof: "address", secret: null };
  const { url } = await stage.ask<{ url: string }>(manager, "POST", "/api/sources/address", {
    ...{ type: "webhook-in", config },
  });
  const step = (id: string, type: string, version: number, settings: object) => ({
    ...{ id, type, version, config: settings, position: { x: 0, y: 0 } },
  });
  const wire = (to: string) => ({ id: to, from: { node: "in", port: "out" }, to: { node: to, port: "in" } });
  const document = {
    ...{ schema: 1, name: title, schedule: { kind: "interval", minutes: 15 }, first: { kind: "newest", count: 1 } },
    nodes: [
      step("in", "webhook-in", 1, config),
      step("company", "account", 1, { account: "x:atelier_lumen" }),
      step("people", "ambassadors", 2, { networks: ["x"], share: "choice" }),
    ],
    edges: [wire("company"), wire("people")],
  };
  const map = await stage.ask<{ id: string; revision: number }>(manager, "POST", "/api/maps", {
    ...{ name: title, document },
  });
  await stage.ask(manager, "POST", `/api/maps/${map.id}/publish`, { revision: map.revision });
  await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title, text: title }),
  });
  // Nobody is asked before there is something to see.
  const asked = async () => (await deliveries(stage, page, title)).find(({ state }) => state === "held") ?? null;
  const row = await within(asked, 120_000);
  const ways = page.getByRole("radio", { name: new RegExp(`^${t("proposals.asRepost")}`, "u") });
  await within(async () => {
    await page.goto(`${stage.product.address}/proposals/${row.id}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    return (await ways.count()) > 0;
  }, 120_000);
  await page.getByRole("radio", { name: new RegExp(`^${t("proposals.asOwn")}`, "u") }).check();
  await look(page, "answering-21-own-post");
  await ways.check();
  await look(page, "answering-22-repost");
  await button(stage, page, "proposals.asRepost").tap();
  type Detail = { state: string; post: { parts: { kind?: string }[] } };
  const detail = () => stage.ask<Detail>(page, "GET", `/api/deliveries/${row.id}`);
  await within(async () => (await detail()).state === "published", 120_000);
  const { post } = await detail();
  if (post.parts[0]?.kind !== "repost") stage.wrong(`a repost was chosen, and out is ${JSON.stringify(post.parts[0])}`);
}
