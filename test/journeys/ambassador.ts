import PostalMime from "postal-mime";
import { openProduct, type Product } from "../browser/product.ts";
import { type MailServer, openMailServer } from "../mail/server.ts";
import { within } from "./wait.ts";

/** How many taps and seconds it may take from the mail to the yes. */
export const bounds = { taps: 3, seconds: 10 };

/** "Slow 3G" as Chromium's own tools throttle it: milliseconds until an answer begins, bytes a second. */
const slow3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const reader = "hugo.bernard@atelier-lumen.example";

/**
 * An ambassador reads the mail of a proposal on a phone that has no session, on a slow network, and says yes: counted are the taps and the seconds from the
 * mail to the yes that was taken; the ten seconds in which it can be undone come after, and at their end it is out, which is looked at too.
 */
export async function ambassador() {
  const server = await openMailServer();
  const product = await openProduct({
    SMTP_URL: `smtp+plain://localhost:${server.port}`,
    MAIL_FROM: "Atelier Lumen <news@atelier-lumen.example>",
    RELAYMAP_ALLOW_HOSTS: `localhost:${server.port}`,
  });
  try {
    return await answer(product, server);
  } finally {
    await product.close();
    await server.close();
  }
}

async function answer(product: Product, server: MailServer) {
  // At any hour, so that the journey does not depend on the day on which it is gone.
  const desk = await product.window(reader, { language: "fr" });
  const { wishes } = await product.ask<{ wishes: object }>(desk, "GET", "/api/me/notices");
  const anytime = { ...wishes, daysOff: [], quietFrom: null, quietTo: null, proposals: "now", budget: 21 };
  await product.ask(desk, "PUT", "/api/me/notices", anytime);
  const mail = await within(async () => {
    for (const { to, raw } of server.mails.filter((each) => each.to === reader)) {
      const { html = "", subject = "" } = await PostalMime.parse(raw);
      if (to === reader && html.includes("/p/")) return { html, subject };
    }
    return null;
  }, 90_000);

  const phone = await product.window(null, { phone: true, language: "fr" });
  const devtools = await phone.context().newCDPSession(phone);
  await phone.setContent(mail.html.replaceAll(' target="_blank"', ""));
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", slow3G);
  let taps = 0;
  const begun = performance.now();
  await phone.getByRole("link", { name: "Voir et publier" }).tap({ noWaitAfter: true });
  taps += 1;
  const publish = phone.getByRole("button", { name: "Publier", exact: true });
  await publish.waitFor();
  const opened = (performance.now() - begun) / 1000;
  await publish.tap({ noWaitAfter: true });
  taps += 1;
  await phone.getByRole("heading", { name: /^Part dans/u }).waitFor();
  const seconds = (performance.now() - begun) / 1000;
  await phone.getByRole("button", { name: "Annuler" }).waitFor();
  await phone.getByRole("heading", { name: /^(?:Publié|Déjà publié)/u }).waitFor({ timeout: 60_000 });
  return { taps, seconds: Number(seconds.toFixed(1)), opened: Number(opened.toFixed(1)) };
}
