import { html, page } from "#engine/markup.ts";
import type { AuthorityManner, DemoPerson, SimulatorReply } from "#engine/network.ts";

export type ConsentView = {
  manner: AuthorityManner;
  base: string;
  people: readonly DemoPerson[];
  /** What the app asked for; sent again with the decision. */
  form: URLSearchParams;
  path: string;
  /** null: the person is asked. */
  problem: string | null;
};

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
export function consentPage({ manner, base, people, form, path, problem }: ConsentView): SimulatorReply {
  const stylesheet = base + manner.stylesheet;
  if (problem !== null) {
    const body = html`<main class="card">
      <h1>Something went wrong</h1>
      <p role="alert">${problem}</p>
    </main>`;
    return page({ title: manner.title, stylesheet, body, status: 400 });
  }
  const scopes = (form.get("scope") ?? "").split(" ");
  const body = html`<main class="card consent">
    <p class="brand">${manner.title} <span>simulated</span></p>
    <h1>Relaymap wants to access your account</h1>
    <form method="post" action="${base + path}">
      ${carried.map((name) => html`<input type="hidden" name="${name}" value="${form.get(name) ?? ""}" />`)}
      <fieldset>
        <legend>Sign in as…</legend>
        ${people.map(
          (person, index) =>
            html`<label
              ><input type="radio" name="person" value="${person.handle}" ${index === 0 ? html` checked` : null} />
              <span class="avatar c${index % 5}" aria-hidden="true">${initials(person.name)}</span
              ><span><b>${person.name}</b><br /><small>@${person.handle}</small></span></label
            >`,
        )}
      </fieldset>
      <p>This app will be able to:</p>
      <ul>
        ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
      </ul>
      <div class="buttons">
        <button name="decision" value="allow">Allow</button
        ><button name="decision" value="deny" class="quiet">Deny</button>
      </div>
    </form>
  </main>`;
  const target = URL.parse(form.get("redirect_uri") ?? "")?.origin;
  return page({
    title: `${manner.title} — allow access`,
    stylesheet,
    body,
    formTargets: target === undefined ? [] : [target],
  });
}

const initials = (name: string) =>
  name
    .split(" ")
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join("");
