import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** What the mail with a sign-in link is about: others come too, the receipt of the charter for one. */
const signIn = /lien de connexion|sign-in link/u;

/** From the mail of an invitation to a first post that is out; left half-way and taken up on another device; and what a link says that opens nothing. */
export async function run(stage: Stage): Promise<void> {
  await wholeWay(stage);
  await resumed(stage);
  await byAnother(stage);
  await over(stage);
  await sessionOver(stage);
}

async function wholeWay(stage: Stage): Promise<void> {
  const { t, look, ask, product, language } = stage;
  const french = language === "fr";
  const words = french
    ? "Zoé, ton chantier mérite d’être vu. Dis non sans souci."
    : "Zoé, your site deserves to be seen. Say no if you like.";
  const { email, name } = await stage.invite({ words });
  const letter = await stage.letter(email);
  if (!letter.text.includes(french ? "C’est volontaire" : "It is voluntary"))
    stage.wrong("the invitation does not say that it is voluntary");
  if (!letter.text.includes(words)) stage.wrong("the invitation has not the inviter's words");

  const page = await stage.phone(null);
  await stage.tapIn(page, letter, "/join/");
  await page.getByRole("heading", { name: t("join.title", { name: "Claire" }) }).waitFor();
  await page.getByText(words).waitFor();
  await look(page, "joining-01-invitation");
  await page.getByRole("button", { name: t("join.go") }).tap();

  await page.getByRole("button", { name: t("charter.accept") }).waitFor();
  await look(page, "joining-02-charter");
  await page.getByRole("button", { name: t("charter.accept") }).tap();

  await page.getByRole("heading", { name: t("welcome.accounts") }).waitFor();
  await look(page, "joining-03-accounts");
  await page.getByRole("button", { name: /^Mastodon/u }).tap();
  const go = page.getByRole("button", { name: t("welcome.go", { network: "Mastodon" }) });
  await go.waitFor();
  await look(page, "joining-04-what-it-may");
  await go.tap();
  await stage.allow(page, `${name} ${email.replace(/\D/gu, "")}`);
  await page.getByText(t("accounts.connected")).waitFor();
  await look(page, "joining-05-connected");
  await page.getByRole("button", { name: t("welcome.continue") }).tap();

  await page.getByRole("heading", { name: t("welcome.topics") }).waitFor();
  await page
    .getByRole("button", { name: /^Design/u })
    .or(page.getByRole("checkbox", { name: /^Design/u }))
    .first()
    .tap();
  await look(page, "joining-06-topics");
  await page.getByRole("button", { name: t("welcome.continue") }).tap();
  await page.getByRole("heading", { name: t("welcome.done", { name: "Zoé" }) }).waitFor();
  await look(page, "joining-07-done");
  await page.getByRole("button", { name: t("welcome.see") }).tap();
  await page.locator("main h1").last().waitFor();
  await look(page, "joining-08-what-waits");

  await stage.anytime(page);
  const title = french ? "Le phare de l’estuaire est rallumé" : "The lighthouse of the estuary shines again";
  await stage.news({ title, topics: ["Design"] });
  const proposal = await stage.letter(email, /\?$/u);
  await stage.tapIn(page, proposal, "/p/");
  const publish = page.getByRole("button", { name: stage.said("publish"), exact: true });
  await publish.waitFor();
  await look(page, "joining-09-first-proposal");
  await publish.tap();
  await page.getByRole("button", { name: stage.said("undo"), exact: true }).waitFor();
  await look(page, "joining-10-leaves");
  type Row = { id: number; state: string; text: string; remoteUrl: string | null };
  const out = await within(async () => {
    const { rows } = await ask<{ rows: Row[] }>(page, "GET", "/api/deliveries?state=published");
    return rows.find(({ text }) => text.includes(title)) ?? null;
  }, 60_000);
  const reader = await stage.phone(null);
  await reader.goto(out.remoteUrl ?? product.address);
  await reader.getByText(title).first().waitFor();
  await page.goto(`${product.address}/me`);
  await page.getByText(title).first().waitFor();
}

/** Left at the second step; on another device the old link is used up, and a fresh one leads to that step. */
async function resumed(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const { email, link, name } = await stage.invite();
  const invitation = await stage.letter(email);
  const first = await stage.phone(null);
  await first.goto(link);
  await first.getByRole("button", { name: t("join.go") }).tap();
  await first.getByRole("button", { name: t("charter.accept") }).tap();
  await first.getByRole("heading", { name: t("welcome.accounts") }).waitFor();
  // The same link in the browser that is in already.
  await first.goto(link);
  await first.getByRole("heading", { name: t("join.joined", { name }) }).waitFor();
  await look(first, "joining-11-in-already");
  await first.getByRole("link", { name: t("join.on") }).tap();
  await first.getByRole("heading", { name: t("welcome.accounts") }).waitFor();
  await first.context().close();

  const second = await stage.phone(null);
  await stage.tapIn(second, invitation, "/join/");
  await second.getByRole("heading", { name: t("join.used") }).waitFor();
  await look(second, "joining-12-used");
  await second.getByRole("button", { name: t("join.mail") }).tap();
  await second.getByText(t("join.mailed")).waitFor();
  const fresh = await stage.letter(email, signIn);
  await stage.tapIn(second, fresh, "/sign-in");
  await second.getByRole("button", { name: t("signIn.continue") }).tap();
  await second.getByRole("heading", { name: t("welcome.accounts") }).waitFor();
  await look(second, "joining-13-resumed");
  await second.reload();
  await second.getByRole("heading", { name: t("welcome.accounts") }).waitFor();
}

/** A colleague who is signed in opens it: it is not theirs, and nobody is signed in or out by looking. */
async function byAnother(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const { link, name } = await stage.invite();
  const page = await stage.phone("hugo");
  await page.goto(link);
  await page.getByRole("heading", { name: t("join.other", { name }) }).waitFor();
  await look(page, "joining-14-of-somebody-else");
  await page.getByRole("link", { name: t("join.otherStay", { other: "Hugo" }) }).tap();
  await page.waitForURL(stage.product.address + "/");
  const me = await stage.ask<{ member: { name: string } }>(page, "GET", "/api/me");
  if (me.member.name !== "Hugo Bernard") stage.wrong(`Hugo looked at an invitation and is ${me.member.name} now`);
  await page.goto(link);
  await page.getByRole("button", { name: t("join.otherOut", { name, other: "Hugo" }) }).tap();
  await page.getByRole("button", { name: t("join.go") }).waitFor();
}

/** One whose two weeks are over, and one that was cut off in a mail. */
async function over(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const { email, link } = await stage.invite();
  await stage.sql(
    "update invitation set expires_at = now() - interval '1 day' from member m where m.id = member_id and m.email = $1",
    [email],
  );
  const page = await stage.phone(null);
  await page.goto(link);
  await page.getByRole("heading", { name: stage.like("join.expired", { day: "" }) }).waitFor();
  await page.getByText(/admin@atelier-lumen\.example/u).waitFor();
  await look(page, "joining-15-expired");
  await page.goto(link.slice(0, -4));
  await page.getByRole("heading", { name: t("join.unknown") }).waitFor();
  await look(page, "joining-16-cut-off");
}

/** Who never chose a password is signed out in the middle: the page stays, has a link mailed, and goes on. */
async function sessionOver(stage: Stage): Promise<void> {
  const { t, look } = stage;
  const { page, email } = await stage.joined({ networks: [] });
  await page.goto(`${stage.product.address}/me`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await stage.sql('delete from auth_session s using auth_user u where u.id = s."userId" and u.email = $1', [email]);
  await page
    .getByRole("button", { name: t("signIn.mailSend") })
    .or(page.getByText(t("signIn.againTitle")))
    .first()
    .waitFor();
  const send = page.getByRole("button", { name: t("signIn.mailSend") });
  await send.waitFor();
  await look(page, "joining-17-session-over");
  await send.tap();
  const letter = await stage.letter(email, signIn);
  const tab = await page.context().newPage();
  await stage.tapIn(tab, letter, "/sign-in");
  await tab.getByRole("button", { name: t("signIn.continue") }).tap();
  await tab.locator("main h1").first().waitFor();
  await page.bringToFront();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}
