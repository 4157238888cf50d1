import type { Page } from "playwright-core";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

type Row = { id: number; state: string; text: string; dueAt: string; attempts: number };

/**
 * An ambassador's answers: now with its seconds to undo, at the best time and at one's own, in own words, later, not for me, by keys; from two devices at
 * once; without a network and after the session ended, when an answer goes out once all the same.
 */
export async function run(stage: Stage): Promise<void> {
  await afterTheSession(stage);
  await withoutNetwork(stage);
  await onTwoDevices(stage);
  await byKeys(stage);
  await now(stage);
  await atATime(stage);
  await inOwnWords(stage);
  await withAnotherPicture(stage);
  await notNow(stage);
}

/** What each part is about: nobody is asked twice for one story, whichever chapter told it. */
const said = {
  now: { fr: "La passerelle rouvre ce matin", en: "The footbridge reopens this morning" },
  best: { fr: "Le kiosque retrouve ses verrières", en: "The bandstand has its glass roof again" },
  chosen: { fr: "Le belvédère s’éclaire à la tombée du jour", en: "The lookout is lit at nightfall" },
  words: { fr: "Une école apprend à lire la nuit", en: "A school learns to read the night" },
  picture: { fr: "Le phare se montre sous trois angles", en: "The lighthouse from three sides" },
  no: { fr: "Le square change de bancs", en: "The square gets other benches" },
  later: { fr: "Le théâtre révise ses projecteurs", en: "The theatre overhauls its spotlights" },
  keys: { fr: "La halle passe aux diodes", en: "The market hall turns to diodes" },
  keysNo: { fr: "Le parking compte ses places", en: "The car park counts its places" },
  twice: { fr: "Le funiculaire roule sans bruit", en: "The funicular runs without a sound" },
  offline: { fr: "Le tunnel respire mieux", en: "The tunnel breathes better" },
  session: { fr: "La fontaine chante de nouveau", en: "The fountain sings again" },
} as const;

const published = ({ ask }: Stage, page: Page, title: string): Promise<Row[]> =>
  ask<{ rows: Row[] }>(page, "GET", "/api/deliveries?state=published").then(({ rows }) =>
    rows.filter(({ text }) => text.includes(title)),
  );
const deliveries = async ({ ask }: Stage, page: Page, title: string): Promise<Row[]> =>
  (await ask<{ rows: Row[] }>(page, "GET", "/api/deliveries?limit=100")).rows.filter(({ text }) =>
    text.includes(title),
  );
/** Somebody new who was asked for each of these, in this order, at the first of them. */
async function asked(stage: Stage, ...titles: string[]): Promise<Page> {
  const { page } = await stage.joined({ networks: ["x"] });
  for (const title of titles) {
    await stage.news({ title });
    await within(async () => (await deliveries(stage, page, title)).some(({ state }) => state === "held"), 60_000);
  }
  await at(stage, page, titles[0]!);
  return page;
}
/** At the proposal of this story. */
async function at(stage: Stage, page: Page, title: string): Promise<void> {
  const [row] = await deliveries(stage, page, title);
  await page.goto(`${stage.product.address}/proposals/${row!.id}`);
  await page.getByRole("article", { name: title }).first().waitFor();
}
const button = (stage: Stage, page: Page, key: Parameters<Stage["t"]>[0]) =>
  page.getByRole("button", { name: stage.t(key), exact: true });
const leaves = (stage: Stage, page: Page, seconds = 10) =>
  page.getByRole("heading", { name: stage.like("leaving.said", { networks: "X", count: seconds }) });

/** Now: undone, which leaves nothing; then for good, and told once the network said so. */
async function now(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.now[language];
  const page = await asked(stage, title);
  await look(page, "answering-01-asked", { widths: [1024, 1440] });
  await button(stage, page, "proposals.publish").tap();
  await leaves(stage, page).waitFor();
  await look(page, "answering-02-leaves");
  await button(stage, page, "action.undo").tap();
  await button(stage, page, "proposals.publish").waitFor();
  await within(async () => (await deliveries(stage, page, title))[0]?.state === "held");
  await button(stage, page, "proposals.publish").tap();
  await page.getByRole("heading", { name: t("leaving.sent", { networks: "X" }) }).waitFor({ timeout: 60_000 });
  await look(page, "answering-03-sent");
  const out = await published(stage, page, title);
  if (out.length !== 1) stage.wrong(`a yes after an undo made ${out.length} posts`);
  await button(stage, page, "leaving.end").tap();
  await page.getByRole("heading", { name: t("done.title") }).waitFor();
  await look(page, "answering-04-done", { widths: [1024, 1440] });
}

/** At the best time, taken back from the pill; and at a time of one's own, which cannot be over already. */
async function atATime(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const [best, chosen] = [said.best[language], said.chosen[language]];
  const page = await asked(stage, best, chosen);
  const times = async () => {
    await page
      .getByRole("button", {
        name: new RegExp(`${t("proposals.usual", { network: "X" })}|${t("proposals.choose")}`, "u"),
      })
      .first()
      .tap();
    const sheet = page.getByRole("dialog", { name: t("when.title") });
    await sheet.waitFor();
    return sheet;
  };
  const first = await times();
  await look(page, "answering-05-when");
  await first.getByRole("button", { name: stage.like("when.plan", { when: "" }) }).tap();
  await within(async () => (await deliveries(stage, page, best))[0]?.state === "ready");
  const [planned] = await deliveries(stage, page, best);
  if (Date.parse(planned!.dueAt) < Date.now() + 5 * 60_000) stage.wrong(`the best time is ${planned!.dueAt}`);
  const pill = page.getByRole("region", { name: t("pill.label") });
  await pill.waitFor();
  await look(page, "answering-06-planned");
  await pill.getByRole("button", { name: t("action.undo") }).tap();
  await within(async () => (await deliveries(stage, page, best))[0]?.state === "held");

  await at(stage, page, chosen);
  const second = await times();
  await second.getByRole("button", { name: t("when.choose") }).tap();
  const field = second.locator("input[type=datetime-local]");
  await field.fill("2020-01-01T10:00");
  await second
    .getByText(stage.like("when.wrong", { until: "" }))
    .waitFor()
    .catch(() => undefined);
  if (await second.getByRole("button", { name: /^(?:Plan for|Programmer)/u }).isEnabled())
    stage.wrong("a time that is over can be chosen");
  await look(page, "answering-07-over-already");
  const soon = new Date(Date.now() + 3 * 3_600_000);
  // As the field takes it, by the clock of the window (Europe/Paris).
  const local = await page.evaluate((at) => {
    const date = new Date(at);
    return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, soon.getTime());
  await field.fill(local);
  await second.getByRole("button", { name: /^(?:Plan for|Programmer)/u }).tap();
  const row = await within(async () => {
    const [one] = await deliveries(stage, page, chosen);
    return one?.state === "ready" ? one : null;
  });
  if (Math.abs(Date.parse(row.dueAt) - soon.getTime()) > 5 * 60_000)
    stage.wrong(`chosen for ${soon.toISOString()}, planned for ${row.dueAt}`);
  await page.goto(`${stage.product.address}/me`);
  await page.getByText(chosen).first().waitFor();
}

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
  }, 60_000);
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
  }, 60_000);
  type Detail = { post: { parts: { media?: { alt?: string }[] }[] } };
  const { post } = await stage.ask<Detail>(page, "GET", `/api/deliveries/${out!.id}`);
  if (post.parts[0]?.media?.[0]?.alt !== `${title}, 3`)
    stage.wrong(`another picture was chosen, and out is ${JSON.stringify(post.parts[0]?.media)}`);
}

/** Not for me: taken at once, taken back, taken again with a word why; later: it comes back, and is said when. */
async function notNow(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const [no, later] = [said.no[language], said.later[language]];
  const page = await asked(stage, no, later);
  await button(stage, page, "proposals.no").tap();
  const sheet = page.getByRole("dialog", { name: t("reason.title") });
  await sheet.waitFor();
  await look(page, "answering-11-not-for-me");
  await button(stage, page, "reason.close").tap();
  await page
    .getByRole("region", { name: t("pill.label") })
    .getByRole("button", { name: t("action.undo") })
    .tap();
  await within(async () => (await deliveries(stage, page, no))[0]?.state === "held");
  await at(stage, page, no);
  await button(stage, page, "proposals.no").tap();
  await sheet.getByRole("button", { name: t("reason.tone") }).tap();
  await sheet.waitFor({ state: "hidden" });
  await within(async () => (await deliveries(stage, page, no))[0]?.state === "cancelled");
  await at(stage, page, later);
  await button(stage, page, "proposals.later").tap();
  type Later = { later: { count: number; at: string } | null };
  const put = await within(async () => (await stage.ask<Later>(page, "GET", "/api/proposals")).later);
  if (put.count !== 1 || Date.parse(put.at) <= Date.now()) stage.wrong(`put off is told as ${JSON.stringify(put)}`);
  await page.goto(stage.product.address);
  await page.getByRole("heading", { name: t("done.title") }).waitFor();
  await look(page, "answering-12-put-off");
}

/** At a desk by single keys: publish, undo, write, not for me; a key in a field is a letter. */
async function byKeys(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const [yes, no] = [said.keys[language], said.keysNo[language]];
  const { page: phone, email } = await stage.joined({ networks: ["x"] });
  for (const title of [yes, no]) {
    await stage.news({ title });
    await within(async () => (await deliveries(stage, phone, title)).length > 0, 60_000);
  }
  const page = await stage.desk(email);
  await at(stage, page, yes);
  await look(page, "answering-13-desk");
  await page.keyboard.press("e");
  const sentence = page.getByLabel(t("proposals.sentenceLabel"));
  await sentence.waitFor();
  await page.keyboard.type("p");
  if ((await sentence.inputValue()) !== "p") stage.wrong("a key that is typed in a field is no letter");
  // It is written in the post itself; Escape leaves the field, and keys answer again.
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Escape");
  await within(() => sentence.evaluate((field) => field !== document.activeElement));
  await page.keyboard.press("p");
  await leaves(stage, page).waitFor();
  await page.keyboard.press("z");
  await within(async () => (await deliveries(stage, page, yes))[0]?.state === "held");
  await at(stage, page, yes);
  await page.keyboard.press("p");
  await within(async () => (await published(stage, page, yes)).length > 0, 60_000);
  await at(stage, page, no);
  await page.keyboard.press("x");
  await page.getByRole("dialog", { name: t("reason.title") }).waitFor();
  await within(async () => (await deliveries(stage, page, no))[0]?.state === "cancelled");
}

/** One proposal on two devices: the second one is told that it is answered, and where; one post is out. */
async function onTwoDevices(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.twice[language];
  const { page, email } = await stage.joined({ networks: ["x"] });
  await stage.news({ title });
  await within(async () => (await deliveries(stage, page, title)).length > 0, 60_000);
  const other = await stage.phone(email);
  await at(stage, page, title);
  await at(stage, other, title);
  await Promise.all([button(stage, page, "proposals.publish").tap(), button(stage, other, "proposals.publish").tap()]);
  await within(async () => (await published(stage, page, title)).length > 0, 60_000);
  const [row, ...more] = await deliveries(stage, page, title);
  if (more.length > 0) stage.wrong(`answered on two devices it is ${more.length + 1} posts`);
  const detail = await stage.ask<{ attempts: number }>(page, "GET", `/api/deliveries/${row!.id}`);
  if (detail.attempts !== 1) stage.wrong(`answered on two devices it was sent ${detail.attempts} times`);
  await other.goto(`${stage.product.address}/proposals/${row!.id}`);
  await other.getByRole("heading", { name: t("over.published", { network: "X" }) }).waitFor();
  await look(other, "answering-14-answered-elsewhere");
}

/** The phone has no network: the yes waits there, also over a start of the page anew, and goes out once. */
async function withoutNetwork(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.offline[language];
  const page = await asked(stage, title);
  await page.context().setOffline(true);
  await button(stage, page, "proposals.publishBack").tap();
  await page.getByRole("heading", { name: t("leaving.waits") }).waitFor();
  await look(page, "answering-15-without-network");
  await page.context().setOffline(false);
  await within(async () => (await published(stage, page, title)).length > 0, 90_000);
  const rows = await deliveries(stage, page, title);
  const detail = await stage.ask<{ attempts: number }>(page, "GET", `/api/deliveries/${rows[0]!.id}`);
  if (rows.length !== 1 || detail.attempts !== 1)
    stage.wrong(`an answer that waited was sent ${detail.attempts} times`);
}

/** The session ends while the post is open: the page stays, one signs in over it by a mailed link, and the yes that was given is not lost. */
async function afterTheSession(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.session[language];
  const { page, email } = await stage.joined({ networks: ["x"] });
  await stage.news({ title });
  await within(async () => (await deliveries(stage, page, title)).length > 0, 60_000);
  await at(stage, page, title);
  await stage.sql('delete from auth_session s using auth_user u where u.id = s."userId" and u.email = $1', [email]);
  await button(stage, page, "proposals.publish").tap();
  const over = page.getByRole("dialog", { name: t("signIn.againTitle") });
  await over.waitFor();
  await look(page, "answering-16-session-over");
  await over.getByRole("button", { name: t("signIn.mailSend") }).tap();
  const letter = await stage.letter(email, /lien de connexion|sign-in link/u);
  const tab = await page.context().newPage();
  await stage.tapIn(tab, letter, "/sign-in");
  await tab.getByRole("button", { name: t("signIn.continue") }).tap();
  await tab.locator("main h1").first().waitFor();
  await page.bringToFront();
  await over.waitFor({ state: "detached" });
  await within(async () => (await published(stage, page, title)).length > 0, 90_000);
  const rows = await deliveries(stage, page, title);
  const detail = await stage.ask<{ attempts: number }>(page, "GET", `/api/deliveries/${rows[0]!.id}`);
  if (detail.attempts !== 1) stage.wrong(`after the session it was sent ${detail.attempts} times`);
}
