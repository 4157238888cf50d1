import type { Stage } from "../people-stage.ts";
import { within } from "../wait.ts";

/** An account is offered to a colleague: asked and declined, then asked and taken over; and until it is connected nothing leaves there. */
export async function run(stage: Stage): Promise<void> {
  const { t, look, ask, product } = stage;
  const giver = await stage.joined({ networks: ["x"] });
  const heir = await stage.joined({ networks: ["x"] });
  type Accounts = { rows: { id: string; name: string; state: string; mine: boolean }[] };
  const { rows } = await ask<Accounts>(giver.page, "GET", "/api/accounts?mine=true");
  const account = rows[0]!;

  const offer = async (picture: string | null): Promise<void> => {
    const { page } = giver;
    await page.goto(`${product.address}/accounts/${account.id}`);
    await page.getByRole("button", { name: stage.like("action.actions") }).tap();
    await page.getByRole("menuitem", { name: t("handover.begin") }).tap();
    await page.getByRole("dialog").waitFor();
    await page
      .getByRole("combobox", { name: t("handover.to") })
      .or(page.getByLabel(t("handover.to")))
      .first()
      .tap();
    await page.getByRole("option", { name: t("handover.other") }).tap();
    await page.getByLabel(t("handover.email")).fill(heir.email);
    if (picture !== null) await look(page, picture);
    await page.getByRole("button", { name: t("handover.offer") }).tap();
    await page.getByText(t("handover.offered")).waitFor();
  };
  await offer("handover-1-to-whom");
  await giver.page.getByText(stage.like("handover.waits", { name: heir.name })).waitFor();
  await look(giver.page, "handover-2-asked");

  // The colleague hears of it by mail, and finds it under their accounts.
  const letter = await stage.letter(heir.email, /compte vous est propos|account is offered/u);
  if (!letter.text.includes(account.name)) stage.wrong("the mail does not say which account is offered");
  await heir.page.goto(`${product.address}/accounts`);
  await heir.page.getByRole("link", { name: stage.like("handover.one", { name: account.name, network: "X" }) }).tap();
  await heir.page.getByRole("heading", { name: t("handover.take") }).waitFor();
  await heir.page.getByRole("button", { name: t("handover.no") }).waitFor();
  await look(heir.page, "handover-3-take");
  await heir.page.getByRole("button", { name: t("handover.no") }).tap();
  await heir.page.getByText(t("handover.declined")).waitFor();

  await offer(null);
  await heir.page.goto(`${product.address}/accounts/${account.id}/take`);
  await heir.page.getByRole("button", { name: t("handover.yes") }).tap();
  // It goes on at the network's own page; whoever turns back there finds it waiting.
  await heir.page.waitForURL((url) => url.port !== new URL(product.address).port);
  const theirs = await within(async () => {
    const found = await ask<Accounts>(heir.page, "GET", "/api/accounts?mine=true");
    return found.rows.find(({ id }) => id === account.id) ?? null;
  });
  if (theirs.state !== "reconnect") stage.wrong(`taken over and not connected it is ${theirs.state}`);
  const left = await ask<Accounts>(giver.page, "GET", "/api/accounts?mine=true");
  if (left.rows.some(({ id }) => id === account.id)) stage.wrong("the giver still has it");
  await heir.page.goto(`${product.address}/me`);
  await heir.page.getByText(stage.like("handover.oneAccepted", { name: account.name, network: "X" })).waitFor();
  await look(heir.page, "handover-4-yet-to-connect");
}
