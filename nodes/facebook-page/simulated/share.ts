import { html, page as markupPage } from "#engine/markup.ts";
import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import type { Language } from "#engine/text.ts";

/** The dialog in which somebody shares an address on their own profile. Whoever opened it learns nothing of it. */
export function shareDialog(
  { base, language }: { base: string; language: Language },
  { method, query }: Pick<SimulatorRequest, "method" | "query">,
): SimulatorReply {
  const address = query.get("u") ?? "";
  const sheet = { title: words.title[language], stylesheet: `${base}/style.css`, language };
  const shared = URL.parse(address);
  if (shared === null || !/^https?:$/u.test(shared.protocol))
    return markupPage({
      ...sheet,
      status: 400,
      body: html`<main class="column"><p class="card" role="alert">${words.wrong[language]}</p></main>`,
    });
  const card = html`<a class="share" href="${address}" rel="nofollow noreferrer"
    ><small>${shared.host}</small><br /><b>${address}</b></a
  >`;
  const body = html`<div class="column">
    <header class="cover">
      <h1>${words.title[language]}</h1>
      <p>${words.simulated[language]}</p>
    </header>
    <main class="card">
      ${card}
      ${
        method === "POST"
          ? html`<p role="status">${words.done[language]}</p>`
          : html`<form method="post" action="${base}/sharer/sharer.php?u=${encodeURIComponent(address)}">
              <button>${words.share[language]}</button>
            </form>`
      }
    </main>
  </div>`;
  return markupPage({ ...sheet, body });
}

const words = {
  title: { en: "Share on Facebook", fr: "Partager sur Facebook" },
  simulated: { en: "simulated", fr: "simulé" },
  share: { en: "Share now", fr: "Partager maintenant" },
  done: { en: "It would be on your profile now.", fr: "Ce serait maintenant sur votre profil." },
  wrong: { en: "This is no address that can be shared.", fr: "Cette adresse ne peut pas être partagée." },
};
