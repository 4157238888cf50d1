import { html, page, preferredLanguage } from "#engine/markup.ts";
import { avatar } from "#engine/simulator/site.ts";
import type { Text } from "#engine/text.ts";
import type { AuthorityManner, DemoPerson, SimulatorReply } from "#engine/simulator.ts";

export type ConsentView = {
  manner: AuthorityManner;
  base: string;
  people: readonly DemoPerson[];
  /** What the app asked for; sent again with the decision. */
  form: URLSearchParams;
  path: string;
  /** null: the person is asked. */
  problem: Text | null;
  acceptLanguage: string | undefined;
};

/** What the form says for somebody who has no account there yet. No handle looks like this. */
export const newcomerChoice = "+";

const words = {
  wrong: { en: "Something went wrong", fr: "Un problème est survenu" },
  simulated: { en: "simulated", fr: "simulé" },
  asks: { en: "Relaymap wants to access your account", fr: "Relaymap souhaite accéder à votre compte" },
  who: { en: "Sign in as…", fr: "Se connecter en tant que…" },
  newcomer: { en: "Somebody else, called", fr: "Quelqu’un d’autre, qui s’appelle" },
  name: { en: "First and last name", fr: "Prénom et nom" },
  able: { en: "This app will be able to use:", fr: "Cette application pourra utiliser :" },
  allow: { en: "Allow", fr: "Autoriser" },
  deny: { en: "Deny", fr: "Refuser" },
  title: { en: "allow access", fr: "autoriser l’accès" },
} satisfies Record<string, Text>;

const carried = [
  "response_type",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
];

/** The network's own page: who are you, and do you allow this? */
export function consentPage({
  manner,
  base,
  people,
  form,
  path,
  problem,
  acceptLanguage,
}: ConsentView): SimulatorReply {
  const language = preferredLanguage(acceptLanguage);
  const say = (key: keyof typeof words): string => words[key][language];
  const stylesheet = base + manner.stylesheet;
  if (problem !== null) {
    const body = html`<main class="card">
      <h1>${say("wrong")}</h1>
      <p role="alert">${problem[language]}</p>
    </main>`;
    return page({ title: manner.title, stylesheet, body, status: 400, language });
  }
  const scopes = (form.get("scope") ?? "").split(" ");
  const body = html`<main class="card consent">
    <p class="brand">${manner.title} <span>${say("simulated")}</span></p>
    <h1>${say("asks")}</h1>
    <form method="post" action="${base + path}">
      ${carried.map((name) => html`<input type="hidden" name="${name}" value="${form.get(name) ?? ""}" />`)}
      <fieldset>
        <legend>${say("who")}</legend>
        ${people.map(
          (person, index) =>
            html`<label
              ><input type="radio" name="person" value="${person.handle}" ${index === 0 ? html` checked` : null} />
              ${avatar(index, person.name)}<span
                ><b>${person.name}</b><br /><small>@${person.handle}</small></span
              ></label
            >`,
        )}
        <label class="newcomer"
          ><input type="radio" name="person" value="${newcomerChoice}" />
          <span
            >${say("newcomer")}
            <input
              name="name"
              maxlength="60"
              autocomplete="off"
              aria-label="${say("name")}"
              placeholder="${say("name")}" /></span
        ></label>
      </fieldset>
      <p>${say("able")}</p>
      <ul>
        ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
      </ul>
      <div class="buttons">
        <button name="decision" value="allow">${say("allow")}</button
        ><button name="decision" value="deny" class="quiet">${say("deny")}</button>
      </div>
    </form>
  </main>`;
  const target = URL.parse(form.get("redirect_uri") ?? "")?.origin;
  return page({
    title: `${manner.title} — ${say("title")}`,
    stylesheet,
    body,
    language,
    formTargets: target === undefined ? [] : [target],
  });
}
