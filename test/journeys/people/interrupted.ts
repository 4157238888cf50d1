import { asked, at, button, deliveries, published } from "../people-asked.ts";
import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** What comes in between: two devices at once, no network, a session that ends. An answer goes out once all the same. */
export async function run(stage: Stage): Promise<void> {
  await afterTheSession(stage);
  await withoutNetwork(stage);
  await onTwoDevices(stage);
}

/** What each part is about: nobody is asked twice for one story, whichever chapter told it. */
const said = {
  twice: { fr: "Le funiculaire roule sans bruit", en: "The funicular runs without a sound" },
  offline: { fr: "Le tunnel respire mieux", en: "The tunnel breathes better" },
  session: { fr: "La fontaine chante de nouveau", en: "The fountain sings again" },
} as const;

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
