import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** Somebody leaves: before it what is erased and what stays, after it a farewell with the links to what is theirs; no session, and no trace. */
export async function run(stage: Stage): Promise<void> {
  const { t, look, ask, product, language } = stage;
  const french = language === "fr";
  // Called by words that nobody else here has.
  const name = french ? "Zélindra Quatrefages" : "Thaddeus Winterbourne";
  const { page, email } = await stage.joined({ name, networks: ["x"] });
  const title = french ? "Le canal retrouve son éclat" : "The canal regains its shine";
  await stage.news({ title });
  const letter = await stage.letter(email, /\?$/u);
  await stage.tapIn(page, letter, "/p/");
  await page.getByRole("button", { name: stage.said("publish"), exact: true }).tap();
  await page.getByRole("button", { name: stage.said("undo"), exact: true }).waitFor();
  type Rows = { rows: { text: string; remoteUrl: string | null }[] };
  const url = await within(async () => {
    const { rows } = await ask<Rows>(page, "GET", "/api/deliveries?state=published");
    return rows.find(({ text }) => text.includes(title))?.remoteUrl ?? null;
  }, 60_000);

  await page.goto(`${product.address}/me`);
  await page.getByRole("link", { name: t("mine.leave") }).tap();
  await page.getByRole("heading", { name: t("leave.title") }).waitFor();
  await page.getByText(t("leave.posts", { count: 1 })).waitFor();
  await look(page, "leaving-1-what-goes");
  // Rather a pause is one tap away, and erases nothing.
  await page.getByRole("button", { name: t("leave.pause") }).tap();
  await page.getByRole("dialog").waitFor();
  await page.goto(`${product.address}/me/leave`);
  await page.getByRole("button", { name: t("leave.yes") }).tap();
  await page.getByRole("heading", { name: t("leave.bye", { name: name.split(" ")[0] ?? "" }) }).waitFor();
  await page.locator(`a[href="${url}"]`).waitFor();
  await look(page, "leaving-2-farewell");

  const status = await page.evaluate(() => fetch("/api/me").then((answer) => answer.status));
  if (status !== 401) stage.wrong(`after leaving /api/me answers ${status}`);
  await page.goto(`${product.address}/me`);
  await page.waitForURL(/\/sign-in/u);
  // The link of the mail opens nothing any more.
  await stage.tapIn(page, letter, "/p/");
  await page.locator("h1").first().waitFor();
  if ((await page.getByRole("button", { name: stage.said("publish"), exact: true }).count()) > 0)
    stage.wrong("a link of whoever left still offers to publish");
  await look(page, "leaving-3-old-link");

  for (const word of [name, email])
    await stage.sql(search(word)).catch((error: unknown) => stage.wrong(`${word} is still here: ${String(error)}`));
  // What is theirs stays at the network.
  await page.goto(url);
  await page.getByText(title).first().waitFor();
}

/** Fails with the first place in the whole database that has a word in it, the queue's tables too. */
const search = (word: string): string => `do $find$ declare place record; found bigint; begin
  for place in select n.nspname as schema, c.relname as name, a.attname as col from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$' and t.typname in ('text','varchar','jsonb','json','_text') loop
    execute format('select count(*) from %I.%I where position(lower($1) in lower(%I::text)) > 0', place.schema, place.name, place.col)
      into found using '${word.replaceAll("'", "''")}';
    if found > 0 then raise exception '%.%', place.name, place.col; end if;
  end loop; end $find$`;
