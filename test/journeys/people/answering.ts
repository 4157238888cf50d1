import { asked, at, button, deliveries, leaves, published } from "../people-asked.ts";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** An ambassador's answers: now with its seconds to undo, at the best time and at one's own, later, not for me, and by keys. */
export async function run(stage: Stage): Promise<void> {
  await byKeys(stage);
  await now(stage);
  await atATime(stage);
  await notNow(stage);
}

/** What each part is about: nobody is asked twice for one story, whichever chapter told it. */
const said = {
  now: { fr: "La passerelle rouvre ce matin", en: "The footbridge reopens this morning" },
  best: { fr: "Le kiosque retrouve ses verrières", en: "The bandstand has its glass roof again" },
  chosen: { fr: "Le belvédère s’éclaire à la tombée du jour", en: "The lookout is lit at nightfall" },
  no: { fr: "Le square change de bancs", en: "The square gets other benches" },
  later: { fr: "Le théâtre révise ses projecteurs", en: "The theatre overhauls its spotlights" },
  keys: { fr: "La halle passe aux diodes", en: "The market hall turns to diodes" },
  keysNo: { fr: "Le parking compte ses places", en: "The car park counts its places" },
} as const;

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

/** Now: undone, which leaves nothing; then for good, and told once the network said so. */
async function now(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const title = said.now[language];
  const page = await asked(stage, title);
  await look(page, "answering-01-asked", { widths: [1024, 1440] });
  await button(stage, page, "proposals.publish").tap();
  await leaves(stage, page).waitFor();
  // At once: a look takes longer than ten seconds on a machine that has its hands full.
  await button(stage, page, "action.undo").tap();
  await button(stage, page, "proposals.publish").waitFor();
  await within(async () => (await deliveries(stage, page, title))[0]?.state === "held");
  await button(stage, page, "proposals.publish").tap();
  await leaves(stage, page).waitFor();
  await look(page, "answering-02-leaves");
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
  const plan = async () => {
    const sheet = await times();
    await sheet.getByRole("button", { name: stage.like("when.plan", { when: "" }) }).tap();
  };
  await plan();
  await within(async () => (await deliveries(stage, page, best))[0]?.state === "ready");
  const [planned] = await deliveries(stage, page, best);
  if (Date.parse(planned!.dueAt) < Date.now() + 5 * 60_000) stage.wrong(`the best time is ${planned!.dueAt}`);
  const pill = page.getByRole("region", { name: t("pill.label") });
  await pill.getByRole("button", { name: t("action.undo") }).tap();
  await within(async () => (await deliveries(stage, page, best))[0]?.state === "held");
  await at(stage, page, best);
  await times();
  await look(page, "answering-05-when");
  await page.keyboard.press("Escape");
  await plan();
  await pill.waitFor();
  await look(page, "answering-06-planned");

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

/** Not for me: taken at once, taken back, taken again with a word why; later: it comes back, and is said when. */
async function notNow(stage: Stage): Promise<void> {
  const { t, look, language } = stage;
  const [no, later] = [said.no[language], said.later[language]];
  const page = await asked(stage, no, later);
  await button(stage, page, "proposals.no").tap();
  const sheet = page.getByRole("dialog", { name: t("reason.title") });
  await button(stage, page, "reason.close").tap();
  await page
    .getByRole("region", { name: t("pill.label") })
    .getByRole("button", { name: t("action.undo") })
    .tap();
  await within(async () => (await deliveries(stage, page, no))[0]?.state === "held");
  await at(stage, page, no);
  await button(stage, page, "proposals.no").tap();
  await sheet.waitFor();
  await look(page, "answering-11-not-for-me");
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
