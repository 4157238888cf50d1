import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

type Rows = { rows: { id: number; state: string; text: string; title: string }[] };

/** Everything is paused until a day: nothing leaves, nothing is asked, no mail comes; and after it all is as before. */
export async function run(stage: Stage): Promise<void> {
  const { t, look, ask, product, language } = stage;
  const french = language === "fr";
  const { page, email } = await stage.joined({ networks: ["x"] });
  const before = french ? "La criée ouvre à l’aube" : "The fish market opens at dawn";
  await stage.news({ title: before });
  const asked = await stage.letter(email, /\?$/u);

  await page.goto(`${product.address}/me`);
  await page.getByRole("switch", { name: t("mine.pause") }).waitFor();
  await look(page, "holidays-1-my-page");
  await page.getByText(t("mine.pause"), { exact: true }).waitFor();
  await page.getByRole("switch", { name: t("mine.pause") }).tap({ force: true });
  await page.getByRole("dialog").waitFor();
  await look(page, "holidays-2-until-when");
  // A week is chosen already.
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("pause.yes") })
    .tap();
  await page.getByRole("heading", { name: t("mine.paused") }).waitFor();
  await look(page, "holidays-3-paused");
  // The link of before offers nothing to publish meanwhile.
  await stage.tapIn(page, asked, "/p/");
  await page.locator("h1").first().waitFor();
  await look(page, "holidays-4-link-meanwhile");
  await page.goto(`${product.address}/me`);

  // What comes meanwhile is not asked, and what waited gets no yes of its own.
  const meanwhile = french ? "Le bac reprend du service" : "The ferry is back in service";
  await stage.news({ title: meanwhile });
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  const { rows } = await ask<Rows>(page, "GET", "/api/deliveries?limit=50");
  for (const { state, text } of rows)
    if (["published", "sending", "ready"].includes(state) && text.includes(meanwhile))
      stage.wrong(`a post is ${state} during the holidays`);
  const { waiting } = await ask<{ waiting: number }>(page, "GET", "/api/me");
  if (waiting > 0 && rows.some(({ text }) => text.includes(meanwhile)))
    stage.wrong("something new waits during the holidays");

  // The day comes: the pause ends by itself.
  await stage.sql(
    `update consent c set ends_at = now() from account a join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
     where c.workspace_id = a.workspace_id and c.account_id = a.id and c.mode = 'paused' and c.withdrawn_at is null and m.email = $1`,
    [email],
  );
  await page.goto(`${product.address}/me`);
  await page.getByRole("switch", { name: t("mine.pause") }).waitFor();
  const after = french ? "Le phare rallume sa lanterne" : "The lighthouse lights its lamp again";
  await stage.news({ title: after });
  const letter = await stage.letter(email, /\?$/u);
  if (!letter.text.includes(after) && !letter.subject.includes(after))
    stage.wrong(`after the holidays came: ${letter.subject}`);
  await stage.tapIn(page, letter, "/p/");
  await page.getByRole("button", { name: stage.said("publish"), exact: true }).tap();
  await page.getByRole("button", { name: stage.said("undo"), exact: true }).waitFor();
  await within(async () => {
    const out = await ask<Rows>(page, "GET", "/api/deliveries?state=published");
    return out.rows.some(({ text }) => text.includes(after));
  }, 60_000);
  const out = await ask<Rows>(page, "GET", "/api/deliveries?state=published");
  if (out.rows.some(({ text }) => text.includes(meanwhile) || text.includes(before)))
    stage.wrong("what nobody said yes to went out after the holidays");
}
